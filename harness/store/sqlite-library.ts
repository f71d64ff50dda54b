/** SQLite as Node has it from version 24 on; before that, a package with the same interface. It can go when Node 22 does. */
type Library = typeof import("@photostructure/sqlite");

export type Database = InstanceType<Library["DatabaseSync"]>;
export type Statement = ReturnType<Database["prepare"]>;

/** Loaded when a store is opened, so that no other command pays for it. */
export async function loadSqlite(): Promise<Library> {
  const [major] = process.versions.node.split(".");
  // Not a literal: bundlers and the types of an older Node know no such module.
  const builtIn = "node:sqlite";
  return Number(major) >= 24 ? ((await import(builtIn)) as Library) : import("@photostructure/sqlite");
}
