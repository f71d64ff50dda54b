/** Drills: a PostgreSQL server that is stopped as if it had crashed, and started again. */
import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { readSetting, writeSetting } from "./admin.ts";
import { borrowServer, whyNoLoan } from "./drill.ts";
import type { Store } from "./driver.ts";
import { opened, seed, submit, submittedParts } from "./support.ts";

if (whyNoLoan) console.warn(`The drills of a PostgreSQL server that is lost are skipped: ${whyNoLoan}.`);

describe.skipIf(whyNoLoan)("a server that is lost", () => {
  let server: Awaited<ReturnType<typeof borrowServer>>;
  let store: Store;
  beforeAll(async () => {
    server = await borrowServer();
    store = await opened({ url: server.url });
    await store.write((tx) => seed(tx, ["p1"]));
  });
  // Before the stores of this file are closed, so that they meet a server that is gone.
  afterAll(() => server.end());
  const run = promisify(execFile);
  const crash = () => run(server.control, ["stop", "-m", "immediate"]);
  const start = () => run(server.control, ["start"]);
  const get = (key: string) => store.read((tx) => readSetting(tx, key));

  it("loses nothing that was acknowledged, and the store finds it again", { timeout: 120_000 }, async () => {
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let writing = true;
    const writer = (async () => {
      for (let seq = 1; writing; seq++)
        try {
          await submit(store, "p1", seq);
          acknowledged.push(`p1-${seq} `);
        } catch (error) {
          failures.push(error);
          await pause(20);
        }
    })();
    const crashes = 5;
    for (let i = 0; i < crashes; i++) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 10);
      await crash();
      await start();
    }
    writing = false;
    await writer;
    const parts = await submittedParts(store);
    expect(new Set(Object.values(parts)).size).toBe(1);
    expect(acknowledged.filter((id) => !parts.submissions.includes(id))).toEqual([]);
    expect(failures.filter((error) => !(error instanceof HarnessFault))).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
    console.log(`${crashes} crashes, ${acknowledged.length} acknowledged, 0 lost, ${failures.length} told as faults.`);
  });

  it("takes with it what was under way, and says so", async () => {
    const half = store.write(async (tx) => {
      await writeSetting(tx, "half", 1);
      await crash();
      await writeSetting(tx, "other half", 2);
    });
    await expect(half).rejects.toThrow(HarnessFault);
    await expect(get("half")).rejects.toThrow("The database server cannot be reached");
    await start();
    await store.write((tx) => writeSetting(tx, "after", 1));
    expect([await get("half"), await get("other half"), await get("after")]).toEqual([undefined, undefined, 1]);
  });

  it("is listened to again", async () => {
    const other = await opened({ url: server.url });
    const heard: (string | undefined)[] = [];
    store.listen("channel", (payload) => heard.push(payload));
    await crash();
    await start();
    await until(async () => {
      await other.write((tx) => tx.wake("channel", "again")).catch(() => {});
      return heard.includes("again");
    });
    expect(heard).toContain("again");
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await condition()) return;
    await pause(20);
  }
  throw new Error("It never came.");
}
