/**
 * One file with everything, the same for both engines: gzip of JSON lines. A header that counts the rows of each table, the rows, and the
 * SHA-256 of all of that. It holds secrets and what people wrote, so only its owner may read it.
 */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { link, open, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { faultOfPath, UsageError } from "../fault.ts";
import type { Row, Store, Tx, Value } from "./driver.ts";
import { schemaVersion } from "./migrate.ts";
import { TABLES } from "./tables.ts";

export const BACKUP_FORMAT = "katagrad-backup";
export const BACKUP_VERSION = 1;
/** Rows in memory at a time: a text may have 256 KB. */
const PAGE = 100;

/**
 * Writes one consistent snapshot while the store is in use. @returns how many rows
 * @throws UsageError for a file that exists or cannot be written; a failed backup leaves no file
 */
export async function backUp(store: Store, file: string): Promise<number> {
  if (existsSync(file)) throw exists(file);
  const part = `${file}.part`;
  let rows = 0;
  try {
    await store.read(async (tx) => {
      const header = await headerOf(tx);
      rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
      await pipeline(linesOf(tx, header), createGzip(), createWriteStream(part, { mode: 0o600 }));
    });
    await onDisk(part);
    // Unlike a rename, this does not replace a file that somebody has made meanwhile.
    await link(part, file);
    await onDisk(dirname(resolve(file)));
    return rows;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw exists(file);
    throw code?.startsWith("E")
      ? faultOfPath(error, { en: `${file} cannot be written`, zh: `无法写入 ${file}` })
      : error;
  } finally {
    await rm(part, { force: true });
  }
}

interface Header {
  readonly format: string;
  readonly version: number;
  readonly schema: number;
  readonly at: number;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

async function headerOf(tx: Tx): Promise<Header> {
  const tables: { name: string; rows: number }[] = [];
  for (const name of TABLES.keys())
    tables.push({ name, rows: (await tx.get(`SELECT COUNT(*) AS rows FROM ${name}`))?.rows as number });
  return {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    schema: await schemaVersion(tx),
    at: await tx.now(),
    tables,
  };
}

async function* linesOf(tx: Tx, header: Header): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line(header);
  for (const [table, key] of TABLES) for await (const row of rowsOf(tx, table, key)) yield line([table, row]);
  yield `${JSON.stringify({ sha256: hash.digest("hex") })}\n`;
}

/** Page by page from the key of the last one on, which costs the same on every page. */
async function* rowsOf(tx: Tx, table: string, key: readonly string[]): AsyncGenerator<Row> {
  const columns = key.join(", ");
  const marks = key.map(() => "?").join(", ");
  let after: Value[] | undefined;
  for (;;) {
    const where = after ? `WHERE (${columns}) > (${marks})` : "";
    const rows = await tx.all(`SELECT * FROM ${table} ${where} ORDER BY ${columns} LIMIT ${PAGE}`, after);
    yield* rows;
    if (rows.length < PAGE) return;
    const last = rows[rows.length - 1];
    after = key.map((column) => last[column]);
  }
}

async function onDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(file: string): UsageError {
  return new UsageError(
    { en: `${file} exists already.`, zh: `${file} 已存在。` },
    {
      en: "Name a file that does not exist: no backup replaces another.",
      zh: "请给出一个不存在的文件名：备份不会覆盖已有的文件。",
    },
  );
}
