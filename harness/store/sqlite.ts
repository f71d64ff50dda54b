/** The embedded engine: one file, one writer at a time, readers beside it, an fsync for each commit. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { faultOf, type HarnessFault } from "../fault.ts";
import type { Dialect, Listener, Row, Store, Tx, Value } from "./driver.ts";
import { sqliteFault } from "./faults.ts";
import { Lenders } from "./lenders.ts";
import { type Database, loadSqlite, type Statement } from "./sqlite-library.ts";
import { GuardedTx, type Statements } from "./transaction.ts";
import { Wakes } from "./wakes.ts";

const FILE = "katagrad.db";
const READERS = 4;
/** How long a writer waits for one in another process. */
const BUSY_MS = 10_000;

const DIALECT: Dialect = { now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)", forUpdate: "", skipLocked: "" };

/** Whether there is a database in a folder. */
export function holdsSqlite(folder: string): boolean {
  return existsSync(join(folder, FILE));
}

/** Opens or makes the database in a folder, as it is: without a look at its schema. @throws HarnessFault */
export async function openSqlite(folder: string): Promise<Store> {
  const { DatabaseSync } = await loadSqlite();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw faultOf(error, { en: `The folder ${folder} cannot be made`, zh: `无法创建目录 ${folder}` });
  }
  const file = join(folder, FILE);
  const open = () => new Connection(new DatabaseSync(file, { timeout: BUSY_MS }), file);
  try {
    const writer = open();
    writer.prepareWriter();
    return new SqliteStore(writer, open);
  } catch (error) {
    throw sqliteFault(error, file);
  }
}

class SqliteStore implements Store {
  readonly engine = "sqlite";
  readonly #writer: Lenders<Connection>;
  readonly #readers: Lenders<Connection>;
  readonly #wakes = new Wakes();

  constructor(writer: Connection, open: () => Connection) {
    this.#writer = new Lenders(1, () => writer);
    this.#readers = new Lenders(READERS, () => {
      const reader = open();
      reader.execute("PRAGMA query_only = ON");
      return reader;
    });
  }

  now(): Promise<number> {
    return this.read((tx) => tx.now());
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#readers.lend(async (reader) => {
      reader.beginRead();
      const tx = new GuardedTx(this.engine, DIALECT, reader);
      try {
        return await work(tx);
      } finally {
        tx.end();
        reader.rollBack();
      }
    });
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#writer.lend(async (writer) => {
      await writer.beginWrite();
      const tx = new GuardedTx(this.engine, DIALECT, writer);
      try {
        const result = await work(tx);
        if (tx.failure) throw tx.failure.error;
        writer.execute("COMMIT");
        for (const { channel, payload } of tx.wakes) this.#wakes.tell(channel, payload);
        return result;
      } catch (error) {
        writer.rollBack();
        throw error;
      } finally {
        tx.end();
      }
    });
  }

  listen(channel: string, listener: Listener): () => void {
    return this.#wakes.listen(channel, listener);
  }

  async close(): Promise<void> {
    this.#wakes.close();
    await this.#readers.close((reader) => reader.close());
    await this.#writer.close((writer) => writer.settle());
  }
}

/** One connection with its prepared statements: preparing them afresh each time would be slower and grow the memory. */
class Connection implements Statements {
  readonly #database: Database;
  readonly #file: string;
  readonly #prepared = new Map<string, Statement>();
  /** The first of a transaction. After some, as a full disk, SQLite has ended it, and what came then would be written outside of it. */
  #failure: HarnessFault | undefined;

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /** A damaged file is told at once. What is deleted is overwritten too, since it may be about a person. */
  prepareWriter(): void {
    this.execute("PRAGMA journal_mode = WAL");
    this.execute("PRAGMA synchronous = FULL");
    this.execute("PRAGMA foreign_keys = ON");
    this.execute("PRAGMA secure_delete = ON");
    const [{ quick_check: found }] = this.#database.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    if (found !== "ok") throw Object.assign(new Error(found), { errcode: 11 });
    // From here on a busy writer is waited for without holding up the process.
    this.execute("PRAGMA busy_timeout = 0");
  }

  beginRead(): void {
    this.#failure = undefined;
    this.execute("BEGIN");
  }

  async beginWrite(): Promise<void> {
    this.#failure = undefined;
    const started = performance.now();
    for (let pause = 1; ; pause = Math.min(2 * pause, 50)) {
      try {
        this.#database.exec("BEGIN IMMEDIATE");
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() - started > BUSY_MS) throw sqliteFault(error, this.#file);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Ends a transaction that wrote nothing, or nothing that may stay. */
  rollBack(): void {
    try {
      this.#database.exec("ROLLBACK");
    } catch {}
  }

  execute(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      throw sqliteFault(error, this.#file);
    }
  }

  async all(sql: string, params: readonly Value[]): Promise<Row[]> {
    return this.#within(() => this.#prepare(sql).all(...params) as Row[]);
  }

  async run(sql: string, params: readonly Value[]): Promise<number> {
    return this.#within(() => Number(this.#prepare(sql).run(...params).changes));
  }

  /** Closes, and leaves no log behind with what was deleted since; where another process still reads, or the disk is full, that is for the next close. */
  settle(): void {
    this.#prepared.clear();
    try {
      this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {}
    this.close();
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const made = this.#database.prepare(sql);
    this.#prepared.set(sql, made);
    return made;
  }

  #within<T>(act: () => T): T {
    if (this.#failure) throw this.#failure;
    try {
      return act();
    } catch (error) {
      this.#failure = sqliteFault(error, this.#file);
      throw this.#failure;
    }
  }
}

function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;
}
