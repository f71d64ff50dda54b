/** Writes the items of a batch as they come, keeps count, and says what is to be said at its end. */
import type { RecordWriter } from "../report/formats/stream.ts";
import type { ResultRecord } from "../report/record.ts";
import { printable } from "../text.ts";
import type { Isolation } from "../verdict.ts";
import type { Item } from "./batch.ts";
import type { Span } from "./kept.ts";
import type { Output } from "./output.ts";
import type { Progress } from "./progress.ts";
import { recordOf } from "./records.ts";
import type { Kept } from "./resume.ts";

/** Writes records, or what a person reads of them. */
export interface ItemWriter extends Omit<RecordWriter, "one"> {
  one(record: ResultRecord, item: Item): string;
}

export interface TellerOptions {
  readonly writer: ItemWriter;
  readonly out: Output;
  readonly progress: Progress;
  readonly isolation: Isolation;
  /** Whether there is one attempt and nothing else: a fault of ours is then no record, but the end. */
  readonly alone: boolean;
  /** Records that were there before, and the bytes that they take. */
  readonly kept?: ReadonlyMap<string, Kept>;
  readonly bytes?: number;
  /** Whether to keep in mind where each record lies. */
  readonly placed: boolean;
}

export class Teller {
  /** Where each record lies in the file, when that is asked for. */
  readonly spans: (Span & { readonly place: Item["place"] })[];
  /** Submissions that are over. */
  over = 0;
  #faults = 0;
  #unreadable = 0;
  #full: boolean;
  #begun = false;
  #bytes: number;

  constructor(readonly options: TellerOptions) {
    const kept = [...(options.kept?.values() ?? [])];
    this.#full = kept.every(({ score }) => score === 100);
    this.#bytes = options.bytes ?? 0;
    this.spans = options.placed ? kept : [];
  }

  /** Whether everything has full marks, records of before included. */
  get full(): boolean {
    return this.#full;
  }

  /** Attempts that our side could not grade. */
  get faults(): number {
    return this.#faults;
  }

  /** @throws the fault of an attempt that is alone; what the output throws */
  async item(item: Item): Promise<void> {
    const { alone, isolation, placed, writer } = this.options;
    if (item.is === "fault" && alone) throw item.fault;
    const record = recordOf(item, isolation);
    this.#count(item, record);
    const text = this.#beginning() + writer.one(record, item);
    await this.#put(text);
    const length = Buffer.byteLength(text);
    if (placed) this.spans.push({ offset: this.#bytes, length, place: item.place });
    this.#bytes += length;
  }

  submission(before: boolean): void {
    this.over++;
    this.options.progress.advance(before);
  }

  async end(): Promise<void> {
    const { progress, writer } = this.options;
    await this.#put(this.#beginning() + writer.end(true));
    progress.close();
    if (this.#unreadable > 0)
      progress.tell({
        en: `${numbered(this.#unreadable)} cannot be read; the records say why.`,
        zh: `${this.#unreadable} 份提交无法读取；原因见记录。`,
      });
    if (this.#faults > 0)
      progress.tell({
        en: `Our fault, not theirs: ${numbered(this.#faults)} could not be graded; --resume grades them again.`,
        zh: `这是我们的问题，不是他们的：${this.#faults} 份提交未能评测；--resume 会重新评测。`,
      });
  }

  /** What is written so far stays a whole, where its format allows that. */
  async breakOff(): Promise<void> {
    if (this.#begun) await this.#put(this.options.writer.end(false)).catch(() => {});
  }

  #count({ is, ...item }: Item, { score, problem }: ResultRecord): void {
    this.#full &&= score === 100;
    if (is === "unreadable") this.#unreadable++;
    if (is !== "fault") return;
    this.#faults++;
    const [name, why] = [printable(item.name), printable(problem?.detail ?? "")];
    this.options.progress.tell({ en: `${name} is not graded: ${why}`, zh: `${name} 未评测：${why}` });
  }

  #beginning(): string {
    if (this.#begun) return "";
    this.#begun = true;
    return this.options.writer.begin();
  }

  async #put(text: string): Promise<void> {
    if (text !== "") await this.options.out.write(text);
  }
}

function numbered(count: number): string {
  return count === 1 ? "1 submission" : `${count.toLocaleString("en")} submissions`;
}
