/**
 * Drills: no space. A limit on the pages of the file fails a statement in the middle of a transaction, as a full disk does; where a small disk
 * can be mounted, the system's own calls fail too: the log of the database cannot grow, nor be written back.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import type { Store } from "./driver.ts";
import { openStore } from "./open.ts";
import { scratchFolder, seed, seededStore, submit, submittedParts } from "./support.ts";

const TEXT = "x".repeat(16 * 1024);

/** Submits until there is no space left. @returns the ids of what was acknowledged, as one text */
async function fill(store: Store, from = 1): Promise<string> {
  let acknowledged = "";
  for (let seq = from; seq < from + 1_000; seq++) {
    try {
      await submit(store, "p1", seq, `${TEXT}${seq}`);
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
    const disk = scratchFolder();
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]).status !== 0) {
      console.warn("The drill of a full disk is skipped: a small disk cannot be mounted here, that takes root.");
      return context.skip();
    }
    try {
      const data = join(disk, "data");
      const store = await openStore({ data });
      await store.write((tx) => seed(tx, ["p1"]));
      spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "filler")}`, "bs=1024", "count=1024"]);
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
      // Lazily, since the files of a closed database are let go of only when its statements are collected.
      spawnSync("umount", ["-l", disk]);
    }
  });
});
