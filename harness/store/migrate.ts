/** Brings a schema forward, one released step after the other, all in one transaction. */
import { HarnessFault } from "../fault.ts";
import type { Store, Tx } from "./driver.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";

/** Any number, the same in every version: processes that start together migrate one after the other. */
const LOCK = 7_305_146_192;

/** @throws HarnessFault when the schema is newer than this program */
export async function migrate(store: Store, steps = MIGRATIONS): Promise<void> {
  // Looked at first, since a store that is up to date needs no lock.
  if ((await store.read(schemaVersion)) === steps.length) return;
  await store.write(async (tx) => {
    if (tx.engine === "postgres") await tx.all("SELECT pg_advisory_xact_lock(?)", [LOCK]);
    await migrateIn(tx, steps);
  });
}

/** The same inside of a transaction that has the schema to itself. */
export async function migrateIn(tx: Tx, steps = MIGRATIONS): Promise<void> {
  const version = await schemaVersion(tx);
  if (version > steps.length) throw newerSchema(version);
  if (version === 0)
    await tx.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, at BIGINT NOT NULL)");
  for (const step of steps.slice(version)) {
    for (const statement of step.statements) await tx.run(statement);
    await tx.run(`INSERT INTO schema_version (version, at) VALUES (?, ${tx.dialect.now})`, [step.version]);
  }
}

/** 0 for an empty database. @throws HarnessFault for a database of something else */
export async function schemaVersion(tx: Tx): Promise<number> {
  const tables = await tableNames(tx);
  if (tables.includes("schema_version")) {
    const row = await tx.get("SELECT MAX(version) AS version FROM schema_version");
    return (row?.version as number | null) ?? 0;
  }
  if (tables.length > 0) throw foreignDatabase();
  return 0;
}

/** In the database, or in the schema of it where ours go. */
export async function tableNames(tx: Tx): Promise<string[]> {
  const sql =
    tx.engine === "sqlite"
      ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
      : "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
  return (await tx.all(sql)).map(({ name }) => name as string);
}

function newerSchema(version: number): HarnessFault {
  return new HarnessFault(
    {
      en: `The database has schema ${version}; this program knows schemas up to ${MIGRATIONS.length}.`,
      zh: `数据库的结构版本为 ${version}；本程序只认识到版本 ${MIGRATIONS.length}。`,
    },
    {
      en: "It was written by a newer Katagrad: install that one. Nothing was changed.",
      zh: "它由更新的 Katagrad 写成：请安装那个版本。没有任何改动。",
    },
  );
}

function foreignDatabase(): HarnessFault {
  return new HarnessFault(
    { en: "The database holds tables of something else.", zh: "数据库中有其他程序的表。" },
    {
      en: "Name an empty database, or another folder. Nothing was changed.",
      zh: "请给出空的数据库或另一个目录。没有任何改动。",
    },
  );
}
