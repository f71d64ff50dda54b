/** Failures that are not the candidate's: thrown, told in one line with what to do next, and never scored. */
import type { Language, Text } from "./kata.ts";

/** A sentence in every language that its reader may have; in English alone where only authors and scripts read it. */
type Told = string | Text;

/** A failure that has a cure. Its `message` is English, for logs. */
abstract class Failure extends Error {
  readonly #message: Told;
  readonly #remedy: Told;

  constructor(message: Told, remedy: Told, options?: ErrorOptions) {
    super(inLanguage(message, "en"), options);
    this.#message = message;
    this.#remedy = remedy;
  }

  /** What to do next, one sentence. */
  get remedy(): string {
    return inLanguage(this.#remedy, "en");
  }

  /** What happened and what to do, as a person reads it. */
  told(language: Language): { message: string; remedy: string } {
    return { message: inLanguage(this.#message, language), remedy: inLanguage(this.#remedy, language) };
  }
}

/** What happened and what to do in one line, whoever threw it. */
export function inOneLine(error: unknown, language: Language): string {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const { message, remedy } = error.told(language);
  return `${message} ${remedy}`;
}

/** Our side failed: a damaged fixture, a sandbox that does not start, a full disk. Exit status 3. */
export class HarnessFault extends Failure {
  override readonly name = "HarnessFault";
}

/** The command was used wrongly: an unknown kata, a path that is not there. Exit status 2. */
export class UsageError extends Failure {
  override readonly name = "UsageError";
}

/** A fault in the words of the operating system, with the cure for the code that it carries. */
export function faultOf(error: unknown, doing: Text): HarnessFault {
  return new HarnessFault(...wordsOf(error, doing));
}

/** The same for a path that somebody has typed: misuse, unless it is no path's fault, as a full disk. */
export function faultOfPath(error: unknown, doing: Text): HarnessFault | UsageError {
  const { code = "" } = error as NodeJS.ErrnoException;
  return UNUSABLE.has(code) ? new UsageError(...wordsOf(error, doing)) : faultOf(error, doing);
}

function wordsOf(error: unknown, doing: Text): [Text, Text, ErrorOptions] {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  const what = { en: `${doing.en}: ${message}`, zh: `${doing.zh}：${message}` };
  return [what, REMEDIES[code] ?? AGAIN, { cause: error }];
}

const AGAIN: Text = { en: "Try again; if it stays, report it.", zh: "请重试；若仍然出现，请反馈给我们。" };
const FULL: Text = {
  en: "The disk is full: free some space and try again; nothing was lost.",
  zh: "磁盘已满：请清理一些空间再试；没有丢失任何东西。",
};
const DENIED: Text = {
  en: "Give yourself permission for that path, or choose another.",
  zh: "请检查该路径的权限，或换一个路径。",
};
const OPEN_FILES: Text = {
  en: "Too many files are open: close some programs or raise `ulimit -n`.",
  zh: "打开的文件过多：请关闭一些程序，或调高 `ulimit -n`。",
};
const IN_THE_WAY: Text = {
  en: "A part of that path is a file: choose another path.",
  zh: "该路径中有一段是文件：请换一个路径。",
};
const REMEDIES: Readonly<Record<string, Text>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: {
    en: "That file system is read-only: choose another path.",
    zh: "该文件系统只读：请换一个路径。",
  },
  ENOTDIR: IN_THE_WAY,
  EEXIST: IN_THE_WAY,
  EISDIR: { en: "That is a folder: name a file in it.", zh: "这是一个目录：请给出其中的文件。" },
  ENOENT: {
    en: "A part of that path is missing: make it first, or choose another path.",
    zh: "该路径中有一段不存在：请先创建，或换一个路径。",
  },
  ELOOP: {
    en: "That is a link, which an attempt may have put there: name the file itself.",
    zh: "这是一个链接，可能是答卷放在那里的：请给出文件本身。",
  },
  EMFILE: OPEN_FILES,
  ENFILE: OPEN_FILES,
};

const UNUSABLE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "EACCES", "EPERM", "EROFS"]);

function inLanguage(told: Told, language: Language): string {
  return typeof told === "string" ? told : told[language];
}
