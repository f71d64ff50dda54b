/**
 * One process a file of records. Whoever writes one holds a lock of the operating system on a file beside it, which ends with the process however
 * that ends: nothing is left over that could keep out the next. SQLite takes that lock, on every system in its way.
 */
import { lstatSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UsageError } from "../fault.ts";
import { sqliteFault } from "../store/faults.ts";
import { type Database, loadSqlite } from "../store/sqlite-library.ts";
import { printable } from "../text.ts";

/** Of SQLite: somebody holds it; the folder takes no new file; it is no database. */
const CODES = { busy: 5, readOnly: 8, cannotOpen: 14, noDatabase: 26 };
/** How long the moment may last in which whoever holds it writes down who it is. */
const WAIT_MS = 500;

/**
 * Holds a file that is written, until what is returned is called. What is no plain file is nobody's alone; nor is a file in a folder that
 * takes no other. @throws UsageError when another process holds it
 */
export async function holdFile(file: string): Promise<() => void> {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status && !status.isFile()) return () => {};
  const lock = join(dirname(file), `.${basename(file)}.lock`);
  const { DatabaseSync } = await loadSqlite();
  for (;;) {
    refuseOther(lock);
    let database: Database | undefined;
    try {
      const held = new DatabaseSync(lock, { timeout: WAIT_MS });
      database = held;
      const before = identityOf(lock);
      take(held, file);
      // Whoever held it before may have taken the file away between the two.
      if (before !== undefined && identityOf(lock) === before) return () => giveBack(held, lock);
    } catch (error) {
      database?.close();
      if (error instanceof UsageError) throw error;
      const code = codeOf(error);
      if (code === CODES.readOnly || code === CODES.cannotOpen) return () => {};
      throw code === CODES.noDatabase ? noLock(lock) : sqliteFault(error, printable(lock));
    }
    database.close();
  }
}

/** The number of the process is the file's only content. Others may read it while the lock is held. @throws UsageError */
function take(database: Database, file: string): void {
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE");
    database.exec(`PRAGMA user_version = ${process.pid}; COMMIT; BEGIN IMMEDIATE`);
  } catch (error) {
    if (codeOf(error) !== CODES.busy) throw error;
    const { user_version: pid } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    const name = printable(file);
    throw new UsageError(
      { en: `Process ${pid} is writing ${name}.`, zh: `进程 ${pid} 正在写入 ${name}。` },
      {
        en: `Wait until it has ended, or end it and go on with --resume ${name}; or choose another file.`,
        zh: `请等它结束，或先结束它再用 --resume ${name} 继续；也可以另选一个文件。`,
      },
    );
  }
}

/** First the file, then the lock: whoever comes between finds that it has gone. */
function giveBack(database: Database, lock: string): void {
  // Windows removes no file that is open; then it stays, and holds nobody up.
  if (process.platform !== "win32") rmSync(lock, { force: true });
  database.close();
}

/** A link may lead to somebody else's database. @throws UsageError */
function refuseOther(lock: string): void {
  const status = lstatSync(lock, { throwIfNoEntry: false });
  if (status && !status.isFile()) throw noLock(lock);
}

function noLock(lock: string): UsageError {
  const name = printable(lock);
  return new UsageError(
    { en: `${name} should be a file of ours and is not.`, zh: `${name} 应当是我们的文件，但不是。` },
    { en: "Move it away, or choose another file for the records.", zh: "请移走它，或为记录另选一个文件。" },
  );
}

function identityOf(lock: string): string | undefined {
  const status = statSync(lock, { throwIfNoEntry: false, bigint: true });
  return status && `${status.dev} ${status.ino}`;
}

/** The primary code of an error of SQLite. */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
