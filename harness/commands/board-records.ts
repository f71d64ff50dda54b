/** Files of records on their way to a board: read line by line, and on from where the last reading ended. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Board } from "../board/board.ts";
import { readEntry } from "../board/entry.ts";
import { personOf } from "../board/person.ts";
import type { BoardPolicy } from "../board/policy.ts";
import { faultOfPath, UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { LINE_BYTES, type Line, LineSplitter } from "../lines.ts";
import { printable } from "../text.ts";

const CHUNK_BYTES = 2 ** 20;

/** How far a file was read, and which file that was. */
interface Place {
  readonly offset: number;
  readonly lines: number;
  readonly inode: number;
}

const BEGINNING: Place = { offset: 0, lines: 0, inode: 0 };

export class RecordFiles {
  #board: Board;
  #places = new Map<string, Place>();

  /** @param files paths; `-` is standard input */
  constructor(
    readonly files: readonly string[],
    readonly policy: BoardPolicy,
  ) {
    this.#board = new Board(policy);
  }

  get board(): Board {
    return this.#board;
  }

  /** Reads every file to its end. @throws UsageError for a line that is no record, HarnessFault */
  async read(): Promise<void> {
    for (const file of this.files) await this.#readFile(file, true);
  }

  /**
   * Reads what has been written since; a last line without its end waits for the next time. A file that is another one than before, or shorter, is read
   * anew, and with it the whole board; one that is gone may be about to come back. @throws as `read`
   */
  async readOn(): Promise<void> {
    const now = await Promise.all(this.files.map((file) => stat(file).catch(() => undefined)));
    const begunAnew = now.some((status, i) => {
      const place = this.#places.get(this.files[i]);
      return status && place && (status.ino !== place.inode || status.size < place.offset);
    });
    if (begunAnew) {
      this.#board = new Board(this.policy);
      this.#places = new Map();
    }
    for (const [i, file] of this.files.entries())
      if (now[i] || !this.#places.has(file)) await this.#readFile(file, false);
  }

  async #readFile(file: string, whole: boolean): Promise<void> {
    const known = this.#places.get(file) ?? BEGINNING;
    const { offset, lines } = known;
    const splitter = new LineSplitter(offset);
    let place = { offset, lines };
    const take = (line: Line, ended: boolean) => {
      place = { offset: line.offset + line.length, lines: place.lines + 1 };
      this.#add(line, { file, number: place.lines, ended });
    };
    const doing = { en: `${printable(file)} cannot be read`, zh: `无法读取 ${printable(file)}` };
    try {
      const inode = file === "-" ? 0 : (await stat(file)).ino;
      // Another file by now: the next look begins anew.
      if (known.inode !== 0 && known.inode !== inode) return;
      for await (const chunk of file === "-"
        ? process.stdin
        : createReadStream(file, { start: offset, highWaterMark: CHUNK_BYTES })) {
        for (const line of splitter.push(chunk as Buffer)) take(line, true);
        if (splitter.waiting > LINE_BYTES) throw damaged(file, place.lines + 1, TOO_LONG);
      }
      const last = whole ? splitter.end() : undefined;
      if (last) take(last, false);
      this.#places.set(file, { ...place, inode });
    } catch (error) {
      throw error instanceof UsageError ? error : faultOfPath(error, doing);
    }
  }

  #add({ text }: Line, { file, number, ended }: { file: string; number: number; ended: boolean }): void {
    // Some programs begin a file with a mark that says UTF-8.
    const entry = readEntry(number === 1 ? text?.replace(/^\ufeff/, "") : text);
    if (entry === undefined) return;
    if ("wrong" in entry) throw ended ? damaged(file, number, entry.wrong) : cutOff(file, number, entry.wrong);
    const person = personOf(entry, this.policy.person);
    if (person === undefined) throw nobody(file, number, entry.submission);
    this.#board.add(entry, person);
  }
}

const TOO_LONG: Text = { en: "is longer than any record", zh: "比任何记录都长" };

/** A line as a message names it. */
function lineOf(file: string, line: number): Text {
  return file === "-"
    ? { en: `Standard input, line ${line},`, zh: `标准输入第 ${line} 行` }
    : { en: `${printable(file)}, line ${line},`, zh: `${printable(file)} 第 ${line} 行` };
}

function damaged(file: string, line: number, wrong: Text): UsageError {
  const where = lineOf(file, line);
  return new UsageError(
    { en: `${where.en} ${printable(wrong.en)}.`, zh: `${where.zh}${printable(wrong.zh)}。` },
    {
      en: "Give the JSON lines that `kata grade` prints. If only that line is damaged, take it out and grade its submission again.",
      zh: "请给出 `kata grade` 输出的 JSON 行。若只有这一行损坏，请删去它并重新评测对应的提交。",
    },
  );
}

function cutOff(file: string, line: number, wrong: Text): UsageError {
  const where = lineOf(file, line);
  return new UsageError(
    {
      en: `${where.en} the last one, ${printable(wrong.en)}: it has no line break and may be cut off.`,
      zh: `${where.zh}（最后一行）${printable(wrong.zh)}：末尾没有换行，可能不完整。`,
    },
    {
      en: "Wait until `kata grade` has ended, follow it with --watch, or let `kata grade --resume` complete the file.",
      zh: "请等 `kata grade` 结束，或用 --watch 跟踪它，或用 `kata grade --resume` 补全该文件。",
    },
  );
}

function nobody(file: string, line: number, submission: string): UsageError {
  const where = lineOf(file, line);
  const name = printable(JSON.stringify(submission), 200);
  return new UsageError(
    {
      en: `${where.en} does not say whose it is: its submission is ${name}.`,
      zh: `${where.zh}没有说明属于谁：其提交为 ${name}。`,
    },
    {
      en: 'Grade folders of people, as students/ada/17-lstm, or say in the --policy which part of the path is the person, as {"person":{"component":1}}.',
      zh: '请按人建目录评测，如 students/ada/17-lstm；或在 --policy 中说明路径的哪一段是人，如 {"person":{"component":1}}。',
    },
  );
}
