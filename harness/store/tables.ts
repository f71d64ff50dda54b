/** Every table of ours with the columns that order its rows, those first that others refer to. */
export const TABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ["assessment", ["id"]],
  ["board_link", ["id"]],
  ["person", ["id"]],
  ["session", ["id"]],
  ["event", ["session_id", "seq"]],
  ["source", ["session_id", "hash"]],
  ["submission", ["id"]],
  ["job", ["id"]],
  ["verdict", ["submission_id", "round"]],
  ["admin", ["key"]],
  ["organiser_token", ["hash"]],
]);
