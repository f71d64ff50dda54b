/**
 * Drills: no space. A limit on the pages of the file fails a statement in the middle of a transaction, as a full disk does; where a small disk
 * can be mounted, the system's own calls fail too: SQLite's log cannot grow, nor be written back; PostgreSQL's tables, on that disk alone, cannot grow.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { borrowServer, whyNoLoan } from "./drill.ts";
import type { Store } from "./driver.ts";
import { openStore } from "./open.ts";
import { scratchFolder, seed, seededStore, submit, submittedParts } from "./support.ts";

/** Submits until there is no space left. @returns the ids of what was acknowledged, as one text */
async function fill(store: Store): Promise<string> {
  let acknowledged = "";
  for (let seq = 1; seq < 900; seq++) {
    try {
      // Without a pattern, since PostgreSQL compresses.
      await submit(store, "p1", seq, randomBytes(12_288).toString("base64"));
    } catch (error) {
      expect(error).toBeInstanceOf(HarnessFault);
      expect(String(error)).toContain("There is no space left for the database");
      return acknowledged;
    }
    acknowledged += `p1-${seq} `;
  }
  throw new Error("It was never full.");
}

/** What every table should know of. */
const all = (ids: string) => ({ submissions: ids, events: ids, sources: ids, jobs: ids });

/** A disk of so many bytes. @returns its folder; undefined where none can be mounted */
function mountSmall(size: string): string | undefined {
  const disk = scratchFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]).status === 0) return disk;
  console.warn("A drill of a full disk is skipped: a small disk cannot be mounted here, that takes root.");
  return undefined;
}

/** Lazily, since the files of a closed database are let go of only when its statements are collected. */
function unmount(disk: string): void {
  spawnSync("umount", ["-l", disk]);
}

describe("an embedded database without space", () => {
  it("keeps what it acknowledged, nothing of what it did not, and goes on when there is space", async () => {
    const store = await seededStore("sqlite", "p1");
    const limit = (pages: number) => store.write((tx) => tx.get(`PRAGMA max_page_count = ${pages}`));
    const { page_count: pages } = (await store.read((tx) => tx.get("PRAGMA page_count"))) as { page_count: number };
    await limit(pages + 40);
    const acknowledged = await fill(store);
    expect(acknowledged).toContain("p1-2 ");
    expect(await submittedParts(store)).toEqual(all(acknowledged));
    await limit(1_000_000);
    await submit(store, "p1", 900);
    expect(await submittedParts(store)).toEqual(all(`${acknowledged}p1-900 `));
  });

  it("does so on a disk that is full, and opens again", async (context) => {
    const disk = mountSmall("3m");
    if (!disk) return context.skip();
    try {
      const data = join(disk, "data");
      const store = await openStore({ data });
      await store.write((tx) => seed(tx, ["p1"]));
      writeFileSync(join(disk, "filler"), Buffer.alloc(1024 * 1024));
      const acknowledged = await fill(store);
      expect(acknowledged).toContain("p1-2 ");
      expect(await submittedParts(store)).toEqual(all(acknowledged));
      await store.close();
      rmSync(join(disk, "filler"));
      const again = await openStore({ data });
      expect(await submittedParts(again)).toEqual(all(acknowledged));
      await submit(again, "p1", 900);
      await again.close();
    } finally {
      unmount(disk);
    }
  });
});

if (whyNoLoan) console.warn(`The drill of a PostgreSQL server without space is skipped: ${whyNoLoan}.`);

describe.skipIf(whyNoLoan)("a PostgreSQL server without space", () => {
  it("keeps what it acknowledged, nothing of what it did not, and goes on when there is space", async (context) => {
    const disk = mountSmall("16m");
    if (!disk) return context.skip();
    const server = await borrowServer();
    try {
      spawnSync("chown", [`--reference=${join(server.control, "..", "data")}`, disk]);
      const url = await databaseOn(disk, server.url);
      const store = await openStore({ url });
      await store.write((tx) => seed(tx, ["p1"]));
      const acknowledged = await fill(store);
      expect(acknowledged).toContain("p1-2 ");
      expect(await submittedParts(store)).toEqual(all(acknowledged));
      expect(spawnSync("mount", ["-o", "remount,size=32m", disk]).status).toBe(0);
      await submit(store, "p1", 900);
      expect(await submittedParts(store)).toEqual(all(`${acknowledged}p1-900 `));
      await store.close();
    } finally {
      await server.end();
      unmount(disk);
    }
  });
});

/** A new database whose tables lie in a folder. @returns its address */
async function databaseOn(folder: string, server: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`CREATE TABLESPACE small LOCATION '${folder}'`);
  await client.query("CREATE DATABASE small TABLESPACE small");
  await client.end();
  const url = new URL(server);
  url.pathname = "/small";
  return url.href;
}
