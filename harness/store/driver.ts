/** What every engine of the store can do. Whoever keeps or reads something is handed a `Tx`, never a connection. */

/**
 * What a placeholder may be bound to. Booleans are 0 and 1, moments are milliseconds since 1970. A string that no engine
 * keeps as it is (a NUL, half of a surrogate pair) is refused: words from outside go in as JSON, which escapes both.
 */
export type Value = string | number | null;

/** A row as it is stored, by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

export type Engine = "sqlite" | "postgres";

/** The few places where the two engines read different SQL. */
export interface Dialect {
  /** An expression: milliseconds since 1970 by the clock of the database. */
  readonly now: string;
  /** Ends a SELECT whose rows nobody else may change until the transaction ends. Empty where there is one writer at a time. */
  readonly forUpdate: string;
  /** The same, passing over rows that somebody else holds. */
  readonly skipLocked: string;
}

/** One transaction. All of it happens, or none. Not to be used after the `read` or `write` that gave it has ended. */
export interface Tx {
  readonly engine: Engine;
  readonly dialect: Dialect;
  /** All rows. `sql` has one `?` for each of `params` and no other question mark; texts are few, since each is kept prepared. */
  all(sql: string, params?: readonly Value[]): Promise<Row[]>;
  /** The first row. */
  get(sql: string, params?: readonly Value[]): Promise<Row | undefined>;
  /** How many rows were changed. */
  run(sql: string, params?: readonly Value[]): Promise<number>;
  /** Milliseconds since 1970 by the clock of the database, not of the start of the transaction. */
  now(): Promise<number>;
  /** Tells the listeners of a channel, in every process, once the transaction is durable; nobody when it fails. 4,000 bytes at most. */
  wake(channel: string, payload?: string): Promise<void>;
}

/**
 * Hears of a channel. Without a payload it means "look for yourself": once a second as a poll, and after a connection was
 * lost. So a listener may miss a payload and may be called for nothing, but is never asleep for longer than that second.
 */
export type Listener = (payload?: string) => void;

/** A database of either engine. Every failure of it is a HarnessFault that says what to do; nothing of a failed `write` stays. */
export interface Store {
  readonly engine: Engine;
  /** Milliseconds since 1970 by the clock of the database. */
  now(): Promise<number>;
  /** One consistent snapshot, beside writers. @throws what `work` throws */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * All or nothing, and on disk when it resolves. `work` should do nothing but its statements: on SQLite every other
   * writer waits for it, so a write inside of a write would wait for ever. A connection lost during the commit leaves it open whether it happened: ask again with the same ids.
   * @throws what `work` throws, and then nothing was written
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** @returns what stops it */
  listen(channel: string, listener: Listener): () => void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
