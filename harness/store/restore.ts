/** A backup back into a store of either engine: the whole of it, or nothing. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { faultOfPath, HarnessFault, UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { BACKUP_FORMAT, BACKUP_VERSION } from "./backup.ts";
import type { Store, Tx } from "./driver.ts";
import { migrateIn, tableNames } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { TABLES } from "./tables.ts";

/** Statements under way at a time, which a server answers in one go. */
const BATCH = 100;

const name = z.string().regex(/^[a-z_]+$/);
const header = z.object({
  format: z.literal(BACKUP_FORMAT),
  version: z.int(),
  schema: z.int().min(1),
  tables: z.array(z.object({ name, rows: z.int().min(0) })),
});
const line = z.tuple([name, z.record(name, z.union([z.string(), z.number(), z.null()]))]);
const trailer = z.strictObject({ sha256: z.string() });

type Header = z.infer<typeof header>;
type Line = z.infer<typeof line>;

/** A file that was read to its end and found whole. */
export interface CheckedBackup {
  readonly file: string;
  readonly rows: number;
  readonly schema: number;
}

/** Reads all of a backup before any of it is believed. @throws UsageError for a file that is none, damaged or cut off */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  let rows = 0;
  const { schema } = await read(file, async () => void rows++);
  return { file, rows, schema };
}

/** Puts a backup into an empty store, whatever its schema, and brings it to the newest. @throws UsageError for a store that holds something: nothing is changed then */
export async function restore(store: Store, { file, schema }: CheckedBackup): Promise<void> {
  await store.write(async (tx) => {
    await clear(tx);
    await migrateIn(tx, MIGRATIONS.slice(0, schema));
    let batch: Promise<number>[] = [];
    await read(file, async ([table, row]) => {
      const columns = Object.keys(row);
      const marks = columns.map(() => "?").join(", ");
      batch.push(tx.run(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`, Object.values(row)));
      if (batch.length < BATCH) return;
      await Promise.all(batch);
      batch = [];
    });
    await Promise.all(batch);
    await migrateIn(tx);
  });
}

/** Takes the empty tables away, which may be newer than the backup's. */
async function clear(tx: Tx): Promise<void> {
  const tables = await tableNames(tx);
  for (const table of tables)
    if (table !== "schema_version" && (await tx.get(`SELECT 1 AS found FROM "${table}" LIMIT 1`))) throw notEmpty();
  // A table goes after those that refer to it.
  for (const table of [...TABLES.keys()].reverse().concat("schema_version"))
    if (tables.includes(table)) await tx.run(`DROP TABLE ${table}`);
}

/** Hands over every row in order; at the end the file has been seen to be whole. */
async function read(file: string, take: (one: Line) => Promise<void>): Promise<Header> {
  const hash = createHash("sha256");
  let head: Header | undefined;
  let digest: string | undefined;
  const counts = new Map<string, number>();
  try {
    for await (const bytes of linesOf(file)) {
      if (digest !== undefined) throw damaged(file, "something follows its end");
      const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      const end = trailer.safeParse(value);
      if (end.success) {
        digest = hash.digest("hex");
        if (digest !== end.data.sha256) throw damaged(file, "its checksum does not fit");
        continue;
      }
      hash.update(bytes).update("\n");
      if (head) {
        const one = line.parse(value);
        counts.set(one[0], (counts.get(one[0]) ?? 0) + 1);
        await take(one);
      } else head = headerOf(file, value);
    }
  } catch (error) {
    throw told(file, error);
  }
  if (!head || digest === undefined) throw damaged(file, "it is cut off");
  if (head.tables.some((table) => table.rows !== (counts.get(table.name) ?? 0)))
    throw damaged(file, "its rows are not those that it counts");
  return head;
}

function headerOf(file: string, value: unknown): Header {
  const head = header.parse(value);
  if (head.version === BACKUP_VERSION && head.schema <= MIGRATIONS.length) return head;
  throw new UsageError(
    { en: `${file} was written by a newer Katagrad.`, zh: `${file} 由更新的 Katagrad 写成。` },
    { en: "Install that one and restore with it. Nothing was changed.", zh: "请安装那个版本再恢复。没有任何改动。" },
  );
}

/** The lines of a compressed file without their ends; a last one without an end is not given, since something is missing. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on("error", (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let pending: Buffer[] = [];
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pending, chunk.subarray(from, end)]);
      pending = [];
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
  }
}

function told(file: string, error: unknown): unknown {
  if (error instanceof HarnessFault || error instanceof UsageError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (code.startsWith("E") && !code.startsWith("ERR_"))
    return faultOfPath(error, { en: `${file} cannot be read`, zh: `无法读取 ${file}` });
  if (error instanceof z.ZodError) return damaged(file, "it holds other lines than a backup of Katagrad");
  const unreadable = error instanceof SyntaxError || code.startsWith("Z_") || code.startsWith("ERR_ENCODING");
  return unreadable ? damaged(file, message) : error;
}

function damaged(file: string, why: string): UsageError {
  const what: Text = {
    en: `${file} is damaged, cut off, or no backup: ${why}.`,
    zh: `${file} 已损坏、不完整，或不是备份：${why}。`,
  };
  return new UsageError(what, {
    en: "Nothing was changed. Take another copy of it, or an earlier backup.",
    zh: "没有任何改动。请换一份副本，或使用更早的备份。",
  });
}

function notEmpty(): UsageError {
  return new UsageError(
    { en: "There is something in that store already.", zh: "该数据库中已有内容。" },
    {
      en: "Restore into an empty one: another folder with --data, or a new database. Nothing was changed.",
      zh: "请恢复到空的数据库：用 --data 换一个目录，或新建数据库。没有任何改动。",
    },
  );
}
