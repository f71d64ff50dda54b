/** One step from a schema to the next. */
export interface Migration {
  readonly version: number;
  /** Each is one statement that both engines read. */
  readonly statements: readonly string[];
}
