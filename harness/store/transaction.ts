/** What a transaction is on either engine: the guard around its statements, and what it tells when it has ended. */
import { HarnessFault } from "../fault.ts";
import type { Dialect, Engine, Row, Tx, Value } from "./driver.ts";

const MOST_WAKE_BYTES = 4_000;

/** What an engine does with one statement. */
export interface Statements {
  all(sql: string, params: readonly Value[]): Promise<Row[]>;
  run(sql: string, params: readonly Value[]): Promise<number>;
}

export interface Wake {
  readonly channel: string;
  readonly payload?: string;
}

/** Usable until it is ended; remembers its first failure, since after one nothing of it may be committed. */
export class GuardedTx implements Tx {
  readonly wakes: Wake[] = [];
  /** In a box, since anything may be thrown. */
  failure: { readonly error: unknown } | undefined;
  #ended = false;

  constructor(
    readonly engine: Engine,
    readonly dialect: Dialect,
    private readonly statements: Statements,
  ) {}

  all(sql: string, params: readonly Value[] = []): Promise<Row[]> {
    return this.#guard(params, () => this.statements.all(sql, params));
  }

  async get(sql: string, params: readonly Value[] = []): Promise<Row | undefined> {
    return (await this.all(sql, params))[0];
  }

  run(sql: string, params: readonly Value[] = []): Promise<number> {
    return this.#guard(params, () => this.statements.run(sql, params));
  }

  async now(): Promise<number> {
    return (await this.get(`SELECT ${this.dialect.now} AS now`))?.now as number;
  }

  async wake(channel: string, payload?: string): Promise<void> {
    if (Buffer.byteLength(channel + (payload ?? "")) > MOST_WAKE_BYTES)
      throw new RangeError(`A wake-up carries ${MOST_WAKE_BYTES} bytes at most.`);
    if (!this.wakes.some((one) => one.channel === channel && one.payload === payload))
      this.wakes.push({ channel, payload });
  }

  end(): void {
    this.#ended = true;
  }

  async #guard<T>(params: readonly Value[], act: () => Promise<T>): Promise<T> {
    if (this.#ended)
      throw new Error("This transaction has ended: use a Tx only inside of the work that it was given to.");
    try {
      params.forEach(refuseUnstorable);
      return await act();
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}

/** PostgreSQL has no NUL in a text, and half of a surrogate pair has no UTF-8: one engine would refuse what the other changes. */
function refuseUnstorable(value: Value): void {
  if (typeof value !== "string") return;
  if (value.includes("\0") || !value.isWellFormed())
    throw new HarnessFault(
      { en: "A text with a NUL or half of a character cannot be stored.", zh: "含有 NUL 或半个字符的文本无法存储。" },
      { en: "Remove that character and try again.", zh: "请去掉该字符后重试。" },
    );
}
