import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { readSetting, writeSetting } from "./admin.ts";
import type { Store, Tx } from "./driver.ts";
import { openStore, type StoreOptions } from "./open.ts";
import { describeEngines, emptyPlace, HOSTILE, opened } from "./support.ts";

describeEngines("transactions", (engine) => {
  let place: StoreOptions;
  let store: Store;
  beforeAll(async () => {
    place = await emptyPlace(engine);
    store = await opened(place);
  });
  const set = (key: string, value: unknown) => store.write((tx) => writeSetting(tx, key, value));
  const get = (key: string) => store.read((tx) => readSetting(tx, key));

  it("keep what they wrote", async () => {
    await set("one", { exact: [1, 0.1, HOSTILE] });
    expect(await get("one")).toEqual({ exact: [1, 0.1, HOSTILE] });
    expect(await get("two")).toBeUndefined();
  });

  it("write nothing when the work throws", async () => {
    const failing = store.write(async (tx) => {
      await writeSetting(tx, "thrown", 1);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await get("thrown")).toBeUndefined();
  });

  it("write nothing when a statement fails, even if the work goes on", async () => {
    const failing = store.write(async (tx) => {
      await writeSetting(tx, "before", 1);
      await tx.run("INSERT INTO admin (key, value) VALUES (?, ?)", ["before", "2"]).catch(() => {});
      return "never told";
    });
    await expect(failing).rejects.toThrow(HarnessFault);
    expect(await get("before")).toBeUndefined();
    await set("after", 1);
    expect(await get("after")).toBe(1);
  });

  it("do not write in a read", async () => {
    await expect(store.read((tx) => writeSetting(tx, "read", 1))).rejects.toThrow(HarnessFault);
    expect(await get("read")).toBeUndefined();
  });

  it("end with their work", async () => {
    let kept: Tx | undefined;
    await store.write(async (tx) => {
      kept = tx;
    });
    await expect(kept!.get("SELECT 1 AS one")).rejects.toThrow("has ended");
  });

  it("read one snapshot beside a writer", async () => {
    await set("snapshot", "old");
    await store.read(async (tx) => {
      expect(await readSetting(tx, "snapshot")).toBe("old");
      await set("snapshot", "new");
      expect(await readSetting(tx, "snapshot")).toBe("old");
    });
    expect(await get("snapshot")).toBe("new");
  });

  it("lose no update to one another, in two stores on one database", async () => {
    const other = await opened(place);
    await set("count", 0);
    const addOne = (one: Store) =>
      one.write(async (tx) => {
        const { forUpdate } = tx.dialect;
        const row = await tx.get(`SELECT value FROM admin WHERE key = ? ${forUpdate}`, ["count"]);
        await pause(1);
        await writeSetting(tx, "count", Number(row?.value) + 1);
      });
    await Promise.all(Array.from({ length: 40 }, (_, i) => addOne(i % 2 ? store : other)));
    expect(await get("count")).toBe(40);
  });

  it.each([
    ["a NUL", "a\0b"],
    ["half of a character", "a\ud800"],
  ])("refuse %s where it would be changed", async (_, text) => {
    const failing = store.write((tx) => tx.run("INSERT INTO admin (key, value) VALUES (?, ?)", [text, "1"]));
    await expect(failing).rejects.toThrow("cannot be stored");
  });

  it("tell the time of the database", async () => {
    const before = Date.now();
    const now = await store.now();
    expect(Number.isInteger(now)).toBe(true);
    expect(Math.abs(now - before)).toBeLessThan(60_000);
  });

  it("open again with everything, and not when closed", async () => {
    await set("kept", "yes");
    const again = await openStore(place);
    expect(await again.read((tx) => readSetting(tx, "kept"))).toBe("yes");
    await again.close();
    await again.close();
    await expect(again.read(async () => 1)).rejects.toThrow();
  });
});

describeEngines("wake-ups", (engine) => {
  it("reach listeners of the channel after the commit, and nobody after a failure", async () => {
    const store = await opened(await emptyPlace(engine));
    const heard: (string | undefined)[] = [];
    const stop = store.listen("here", (payload) => heard.push(payload));
    store.listen("elsewhere", (payload) => payload && heard.push("wrong channel"));
    await store.write(async (tx) => {
      await tx.wake("here", "one");
      await pause(20);
      expect(heard).not.toContain("one");
    });
    await store
      .write(async (tx) => {
        await tx.wake("here", "never");
        throw new Error("failed");
      })
      .catch(() => {});
    await until(() => heard.includes("one"));
    stop();
    await store.write((tx) => tx.wake("here", "two"));
    await pause(50);
    expect(heard.filter((one) => one !== undefined)).toEqual(["one"]);
  });

  it("come from another process with their payload on PostgreSQL, and as a poll on SQLite", async () => {
    const place = await emptyPlace(engine);
    const [here, there] = [await opened(place), await opened(place)];
    const heard: (string | undefined)[] = [];
    here.listen("channel", (payload) => heard.push(payload));
    await pause(engine === "postgres" ? 300 : 0); // it connects meanwhile
    await there.write((tx) => tx.wake("channel", "from there"));
    await until(() => heard.includes(engine === "postgres" ? "from there" : undefined));
  });

  it("are refused when they are too long for a server", async () => {
    const store = await opened(await emptyPlace(engine));
    await expect(store.write((tx) => tx.wake("channel", "x".repeat(5_000)))).rejects.toThrow(RangeError);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (condition()) return;
    await pause(10);
  }
  expect(condition()).toBe(true);
}
