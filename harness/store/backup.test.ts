import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../fault.ts";
import { writeSetting } from "./admin.ts";
import { backUp } from "./backup.ts";
import type { Engine, Row, Store } from "./driver.ts";
import { tableNames } from "./migrate.ts";
import { openDatabase } from "./open.ts";
import { whyNoServer } from "./places.ts";
import { claim, complete, fail } from "./queue.ts";
import { checkBackup, restore } from "./restore.ts";
import { findSource } from "./submissions.ts";
import {
  describeEngines,
  emptyPlace,
  emptyStore,
  HOSTILE,
  scratchFolder,
  seededStore,
  sha256,
  submit,
} from "./support.ts";
import { TABLES } from "./tables.ts";

const PEOPLE = Array.from({ length: 130 }, (_, i) => `p${i}`);

/** A store with something in every column that may be empty or full, and more rows than a page. */
async function filledStore(engine: Engine): Promise<Store> {
  const store = await seededStore(engine, ...PEOPLE);
  for (let seq = 1; seq <= 3; seq++) await submit(store, "p1", seq, HOSTILE.repeat(seq));
  await submit(store, "p2", 1, "x".repeat(256 * 1024));
  await store.write(async (tx) => {
    await complete(tx, (await claim(tx, "w", 60_000))!, { score: 100 / 3, record: HOSTILE });
    await fail(tx, (await claim(tx, "w", 60_000))!, HOSTILE);
    await claim(tx, HOSTILE, 60_000);
    await writeSetting(tx, "secret", HOSTILE);
  });
  return store;
}

async function rowsOf(store: Store): Promise<Record<string, Row[]>> {
  const rows: Record<string, Row[]> = {};
  for (const table of TABLES.keys())
    rows[table] = await store.read(async (tx) => {
      const found = await tx.all(`SELECT * FROM ${table}`);
      return found.map((row) => ({ ...row })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    });
  return rows;
}

async function restoreFrom(store: Store, file: string): Promise<void> {
  await restore(store, await checkBackup(file));
}

const backupFile = () => join(scratchFolder(), "backup");

describeEngines("a backup", (engine) => {
  let store: Store;
  let file: string;
  let bytes: Buffer;
  beforeAll(async () => {
    store = await filledStore(engine);
    file = backupFile();
    await backUp(store, file);
    bytes = readFileSync(file);
  });

  it("knows every table", async () => {
    const tables = await store.read(tableNames);
    expect([...TABLES.keys(), "schema_version"].sort()).toEqual(tables.sort());
  });

  it("comes back with equal rows, and its count", async () => {
    const other = await emptyStore(engine);
    const rows = await rowsOf(store);
    expect((await checkBackup(file)).rows).toBe(Object.values(rows).flat().length);
    await restoreFrom(other, file);
    expect(await rowsOf(other)).toEqual(rows);
    await submit(other, "p1", 4);
  });

  it("goes into a database without a schema", async () => {
    const other = await openDatabase(await emptyPlace(engine));
    await restoreFrom(other, file);
    expect(await rowsOf(other)).toEqual(await rowsOf(store));
    await other.close();
  });

  it("can be read by its owner alone, and replaces no file", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(backUp(store, file)).rejects.toThrow("exists already");
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const nowhere = join(scratchFolder(), "missing", "backup");
    await expect(backUp(store, nowhere)).rejects.toThrow(UsageError);
  });

  it("is one moment of a store that goes on", async () => {
    const busy = await seededStore(engine, "p1", "p2");
    let seq = 0;
    let writing = true;
    const writer = (async () => {
      while (writing && seq < 2_000) {
        await submit(busy, "p1", ++seq);
        // A write to an embedded database never leaves the turn of the loop in which it began.
        await setImmediate();
      }
    })();
    const files = [backupFile(), backupFile(), backupFile()];
    for (const one of files) await backUp(busy, one);
    writing = false;
    await writer;
    for (const one of files) {
      const other = await emptyStore(engine);
      await restoreFrom(other, one);
      const rows = await rowsOf(other);
      const ids = rows.submission.map(({ id }) => id);
      expect(rows.job.map((job) => job.submission_id).sort()).toEqual(ids.sort());
      expect(rows.event).toHaveLength(ids.length);
      expect(rows.source).toHaveLength(ids.length);
    }
  });

  it("is refused by a store that holds something", async () => {
    const other = await seededStore(engine, "p9");
    const before = await rowsOf(other);
    await expect(restoreFrom(other, file)).rejects.toThrow("something in that store already");
    expect(await rowsOf(other)).toEqual(before);
  });

  it("is refused, all of it, when it is cut off or damaged anywhere", async () => {
    const other = await emptyStore(engine);
    const bad = backupFile();
    const refuse = async (what: Buffer, why: string) => {
      writeFileSync(bad, what);
      await expect(restoreFrom(other, bad), why).rejects.toThrow(UsageError);
    };
    for (let i = 0; i < 24; i++)
      await refuse(bytes.subarray(0, Math.floor((i * bytes.length) / 24)), `cut off at ${i}/24`);
    await refuse(bytes.subarray(0, -1), "without its last byte");
    // The ten bytes of gzip's own header say nothing about the content.
    for (let i = 0; i < 48; i++) {
      const flipped = Buffer.from(bytes);
      flipped[10 + Math.floor((i * (bytes.length - 10)) / 48)] ^= 1 << (i % 8);
      await refuse(flipped, `a bit flipped at ${i}/48`);
    }
    expect(Object.values(await rowsOf(other)).flat()).toEqual([]);
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ["a row is missing", (lines) => lines.toSpliced(5, 1)],
    ["a row was changed", (lines) => lines.with(2, lines[2].replace("p0", "q0"))],
    ["the end is missing", (lines) => lines.slice(0, -1)],
    ["something follows the end", (lines) => [...lines, lines[1]]],
    ["it is another file", () => [JSON.stringify({ format: "other" })]],
    ["it is no JSON", () => ["{"]],
    ["its rows are not those that it counts", (lines) => signed(lines.toSpliced(-2, 1))],
    ["it comes from a later version", (lines) => signed(lines.with(0, lines[0].replace('"schema":', '"schema":9')))],
    ["it names a column in SQL", (lines) => signed(lines.with(1, '["admin",{"key) VALUES (1); --":"x"}]'))],
  ])("is refused when %s, though its compression is whole", async (_, change) => {
    const bad = backupFile();
    const lines = change(gunzipSync(bytes).toString().trimEnd().split("\n"));
    writeFileSync(bad, gzipSync(lines.map((line) => `${line}\n`).join("")));
    const other = await emptyStore(engine);
    await expect(restoreFrom(other, bad)).rejects.toThrow(UsageError);
    expect(Object.values(await rowsOf(other)).flat()).toEqual([]);
  });

  it("is told when it is not there", async () => {
    const other = await emptyStore(engine);
    await expect(restoreFrom(other, backupFile())).rejects.toThrow("cannot be read");
    await expect(restoreFrom(other, scratchFolder())).rejects.toThrow("cannot be read");
  });
});

describe.skipIf(whyNoServer)("from one engine to the other", () => {
  it("and back, every row is equal", async () => {
    const first = await filledStore("sqlite");
    const files = [backupFile(), backupFile()];
    await backUp(first, files[0]);
    const second = await emptyStore("postgres");
    await restoreFrom(second, files[0]);
    await backUp(second, files[1]);
    const third = await emptyStore("sqlite");
    await restoreFrom(third, files[1]);
    const rows = await rowsOf(first);
    expect(await rowsOf(second)).toEqual(rows);
    expect(await rowsOf(third)).toEqual(rows);
    const hash = sha256(JSON.stringify(HOSTILE));
    expect(await third.read((tx) => findSource(tx, "p1", hash))).toBe(HOSTILE);
  });
});

it("leaves no part of a backup that failed", async () => {
  const store = await seededStore("sqlite", "p1");
  const file = backupFile();
  const failing = { ...store, read: async () => Promise.reject(new Error("lost")) } as unknown as Store;
  await expect(backUp(failing, file)).rejects.toThrow("lost");
  expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
});

/** The lines with a header, changed rows and a checksum that fits them. */
function signed(lines: readonly string[]): string[] {
  const body = lines.slice(0, -1);
  return [...body, JSON.stringify({ sha256: sha256(body.map((line) => `${line}\n`).join("")) })];
}
