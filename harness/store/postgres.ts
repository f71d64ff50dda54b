/** The engine on a server: many processes on many machines. Statements of one transaction are sent without waiting for each other. */
import { createHash } from "node:crypto";
import pg from "pg";
import { UsageError } from "../fault.ts";
import type { Dialect, Listener, Row, Store, Tx, Value } from "./driver.ts";
import { postgresFault } from "./faults.ts";
import { PostgresListener } from "./postgres-listener.ts";
import { GuardedTx, type Statements, type Wake } from "./transaction.ts";
import { Wakes } from "./wakes.ts";

const CONNECTIONS = 10;
const BIGINT_OID = 20;

const DIALECT: Dialect = {
  now: "CAST(extract(epoch from clock_timestamp()) * 1000 AS BIGINT)",
  forUpdate: "FOR UPDATE",
  skipLocked: "FOR UPDATE SKIP LOCKED",
};

/** A server may be set to acknowledge what is not on disk yet; ours are not. A stronger promise of the server stays. */
const DURABLE =
  "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/** Connects to a server, as the database is: without a look at its schema. @throws HarnessFault, UsageError for no address */
export async function openPostgres(url: string): Promise<Store> {
  const where = placeOf(url);
  const config: pg.PoolConfig = {
    connectionString: url,
    application_name: "katagrad",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    pipeline: true,
    max: CONNECTIONS,
    // Counts and moments are below 2^53.
    types: { getTypeParser: (oid, format) => (oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format)) },
  };
  const store = new PostgresStore(config, where);
  try {
    await store.now();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** An address without user, password and options. */
function placeOf(url: string): string {
  try {
    const { protocol, host, pathname, searchParams } = new URL(url);
    if (protocol === "postgres:" || protocol === "postgresql:")
      return `${searchParams.get("host") ?? host}${pathname || "/"}`;
  } catch {}
  throw new UsageError(
    {
      en: "DATABASE_URL is not the address of a PostgreSQL database.",
      zh: "DATABASE_URL 不是 PostgreSQL 数据库的地址。",
    },
    {
      en: "Write it as postgres://user:password@host:5432/database.",
      zh: "请写成 postgres://user:password@host:5432/database。",
    },
  );
}

class PostgresStore implements Store {
  readonly engine = "postgres";
  readonly #where: string;
  readonly #pool: pg.Pool;
  readonly #wakes = new Wakes();
  readonly #listener: PostgresListener;

  constructor(config: pg.PoolConfig, where: string) {
    this.#where = where;
    this.#pool = new pg.Pool(config);
    // Without both of these a server that goes away ends the process. What is lost shows at the next statement.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => {
      client.on("error", () => {});
      client.query(DURABLE).catch(() => {});
    });
    this.#listener = new PostgresListener(config, this.#wakes);
  }

  now(): Promise<number> {
    return this.read((tx) => tx.now());
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#transact("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#transact("BEGIN", work);
  }

  listen(channel: string, listener: Listener): () => void {
    this.#listener.start();
    return this.#wakes.listen(channel, listener);
  }

  async close(): Promise<void> {
    this.#wakes.close();
    await this.#listener.close();
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #transact<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const tx = new GuardedTx(this.engine, DIALECT, new Connection(client, this.#where));
    try {
      // Not waited for: the first statement travels with it, and a connection that fails here fails there too.
      const begun = client.query(begin);
      begun.catch(() => {});
      const result = await work(tx);
      tx.end();
      if (tx.failure) throw tx.failure.error;
      await begun;
      await this.#commit(client);
      this.#tell(client, tx.wakes);
      return result;
    } catch (error) {
      tx.end();
      // A connection in an unknown state is not used again; it takes its transaction with it.
      if (tx.failure || error instanceof CommitFailed) client.release(true);
      else await this.#rollBack(client);
      throw error instanceof CommitFailed ? error.cause : error;
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect();
      return client;
    } catch (error) {
      throw postgresFault(error, this.#where);
    }
  }

  async #commit(client: pg.PoolClient): Promise<void> {
    try {
      const { command } = await client.query("COMMIT");
      // PostgreSQL answers so when the transaction had failed before.
      if (command !== "COMMIT") throw new Error("the transaction was rolled back");
    } catch (error) {
      throw new CommitFailed("", { cause: postgresFault(error, this.#where) });
    }
  }

  async #rollBack(client: pg.PoolClient): Promise<void> {
    try {
      await client.query("ROLLBACK");
      client.release();
    } catch {
      client.release(true);
    }
  }

  /** After the commit, since a NOTIFY inside of it would make the commits of all processes wait for each other. Nobody waits for it. */
  #tell(client: pg.PoolClient, wakes: readonly Wake[]): void {
    for (const { channel, payload } of wakes) this.#wakes.tell(channel, payload);
    Promise.all(wakes.map((wake) => client.query(this.#listener.notification(wake)))).then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

class CommitFailed extends Error {}

/** Statements with `$1` for `?` and a name each, so that the server parses them once for a connection. */
class Connection implements Statements {
  readonly #client: pg.PoolClient;
  readonly #where: string;

  constructor(client: pg.PoolClient, where: string) {
    this.#client = client;
    this.#where = where;
  }

  async all(sql: string, params: readonly Value[]): Promise<Row[]> {
    return (await this.#query(sql, params)).rows;
  }

  async run(sql: string, params: readonly Value[]): Promise<number> {
    return (await this.#query(sql, params)).rowCount ?? 0;
  }

  async #query(sql: string, params: readonly Value[]): Promise<pg.QueryResult<Row>> {
    try {
      return await this.#client.query<Row>({ ...prepare(sql), values: [...params] });
    } catch (error) {
      throw postgresFault(error, this.#where);
    }
  }
}

const prepared = new Map<string, { readonly name: string; readonly text: string }>();

function prepare(sql: string) {
  const known = prepared.get(sql);
  if (known) return known;
  let count = 0;
  const text = sql.replaceAll("?", () => `$${++count}`);
  const made = { name: createHash("sha256").update(text).digest("hex").slice(0, 32), text };
  prepared.set(sql, made);
  return made;
}
