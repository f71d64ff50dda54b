/** Failures of the two engines in words, each with what to do. Never with a value of a row or a password. */
import { HarnessFault } from "../fault.ts";
import type { Text } from "../kata.ts";

type Told = readonly [message: Text, remedy: Text];

/** @param where the database as its owner knows it: a file, or a server without its password */
export function sqliteFault(error: unknown, where: string): HarnessFault {
  const { errcode, message = String(error) } = error as { errcode?: number; message?: string };
  // The low byte is the kind, the rest says more of it.
  const told = errcode === undefined ? undefined : SQLITE[errcode & 0xff];
  return fault(error, where, message, told);
}

/** The same for PostgreSQL, where a lost connection is the commonest of all. */
export function postgresFault(error: unknown, where: string): HarnessFault {
  const failures = (error as AggregateError).errors;
  const { code = "", message } = (failures?.[0] ?? error) as { code?: string; message?: string };
  const told = POSTGRES[code] ?? POSTGRES[code.slice(0, 2)] ?? (/^[0-9A-Z]{5}$/.test(code) ? undefined : UNREACHABLE);
  return fault(error, where, message ?? String(error), told);
}

function fault(cause: unknown, where: string, message: string, told: Told = REFUSED): HarnessFault {
  if (cause instanceof HarnessFault) return cause;
  const [what, remedy] = told;
  return new HarnessFault(
    { en: `${what.en} (${where}: ${message})`, zh: `${what.zh}（${where}：${message}）` },
    remedy,
    { cause },
  );
}

const REFUSED: Told = [
  { en: "The database refused a request", zh: "数据库拒绝了请求" },
  {
    en: "Nothing was changed. Try again; if it stays, report it.",
    zh: "没有任何改动。请重试；若仍然出现，请反馈给我们。",
  },
];
const FULL: Told = [
  { en: "There is no space left for the database", zh: "数据库已没有可用空间" },
  {
    en: "Nothing of this request was written and nothing earlier is lost: free some space and try again.",
    zh: "本次请求没有写入任何内容，之前的内容没有丢失：请清理一些空间再试。",
  },
];
const BUSY: Told = [
  { en: "Another process holds the database", zh: "另一个进程占用着数据库" },
  {
    en: "Nothing was written. Try again; if it stays, see which other program has that file open.",
    zh: "没有写入任何内容。请重试；若仍然出现，请查看还有哪个程序打开了该文件。",
  },
];
const DAMAGED: Told = [
  { en: "The database is damaged, or is no database", zh: "数据库已损坏，或不是数据库" },
  {
    en: "Keep the file and what lies beside it, then restore the newest backup into a new folder: `kata admin restore FILE --data FOLDER`.",
    zh: "请保留该文件及其旁边的文件，然后把最新的备份恢复到新目录：`kata admin restore FILE --data FOLDER`。",
  },
];
const UNUSABLE: Told = [
  { en: "The database cannot be opened or written", zh: "无法打开或写入数据库" },
  {
    en: "Give yourself permission for its folder, or choose another with --data.",
    zh: "请检查其目录的权限，或用 --data 换一个目录。",
  },
];
const DISK: Told = [
  { en: "The disk failed under the database", zh: "数据库所在的磁盘出错" },
  {
    en: "Nothing of this request was written: look at the disk and its logs, then try again.",
    zh: "本次请求没有写入任何内容：请检查磁盘及其日志，然后重试。",
  },
];
const CONSTRAINT: Told = [
  { en: "The database refused a row that contradicts another", zh: "数据库拒绝了与其他行矛盾的一行" },
  {
    en: "Nothing was changed. This is a fault of the program: report it.",
    zh: "没有任何改动。这是程序的错误：请反馈给我们。",
  },
];
const UNREACHABLE: Told = [
  { en: "The database server cannot be reached", zh: "无法连接数据库服务器" },
  {
    en: "See that PostgreSQL runs and that DATABASE_URL names it, then try again; what was acknowledged is not lost.",
    zh: "请确认 PostgreSQL 正在运行且 DATABASE_URL 指向它，然后重试；已确认的内容不会丢失。",
  },
];
const NO_ENTRY: Told = [
  { en: "The database server does not let us in", zh: "数据库服务器拒绝登录" },
  { en: "Check user, password and database in DATABASE_URL.", zh: "请检查 DATABASE_URL 中的用户、密码和数据库。" },
];
const CONFLICT: Told = [
  { en: "Two requests stood in each other's way", zh: "两个请求互相妨碍" },
  { en: "Nothing of this one was written: try again.", zh: "本次请求没有写入任何内容：请重试。" },
];
const SLOW: Told = [
  { en: "The database took too long", zh: "数据库用时过长" },
  {
    en: "Nothing of this request was written: try again when the server has less to do.",
    zh: "本次请求没有写入任何内容：请在服务器空闲时重试。",
  },
];

/** By the low byte of SQLite's result codes. */
const SQLITE: Readonly<Record<number, Told>> = {
  5: BUSY,
  6: BUSY,
  8: UNUSABLE,
  10: DISK,
  11: DAMAGED,
  13: FULL,
  14: UNUSABLE,
  19: CONSTRAINT,
  26: DAMAGED,
};
/** By SQLSTATE, or by its class. */
const POSTGRES: Readonly<Record<string, Told>> = {
  "08": UNREACHABLE,
  "23": CONSTRAINT,
  "28": NO_ENTRY,
  "3D": NO_ENTRY,
  "40": CONFLICT,
  "42501": NO_ENTRY,
  "53100": FULL,
  "53300": SLOW,
  "55P03": CONFLICT,
  "57014": SLOW,
  "57P": UNREACHABLE,
  "57": UNREACHABLE,
  "58030": DISK,
  XX001: DAMAGED,
  XX002: DAMAGED,
};
