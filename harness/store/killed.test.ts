/** Drills: processes killed with SIGKILL, which no program can see coming. The machine goes on; a loss of power is another matter. */
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { startDrill } from "./drill.ts";
import type { Store } from "./driver.ts";
import { tableNames } from "./migrate.ts";
import { openStore } from "./open.ts";
import { depth } from "./queue.ts";
import { findVerdict, listVerdicts } from "./submissions.ts";
import { describeEngines, emptyPlace, opened, seed, submit, submittedParts } from "./support.ts";
import { TABLES } from "./tables.ts";

const LONG = 240_000;

describeEngines("a process that is killed", (engine) => {
  it("has lost nothing that it acknowledged, and leaves no part of a submission", { timeout: LONG }, async () => {
    const place = await emptyPlace(engine);
    const using = async <T>(work: (store: Store) => Promise<T>) => {
      const store = await openStore(place);
      return work(store).finally(() => store.close());
    };
    await using((store) => store.write((tx) => seed(tx, ["p1"])));
    const acknowledged: string[] = [];
    const kills = engine === "sqlite" ? 20 : 8;
    for (let i = 0; i < kills; i++) {
      const writer = startDrill("write", place, 1 + 100_000 * i);
      await writer.line("acknowledged");
      await pause((i * 13) % 50);
      await writer.kill();
      for (const line of writer.lines)
        if (line.startsWith("acknowledged")) acknowledged.push(line.replace("acknowledged ", "p1-"));
      const parts = await using(submittedParts);
      expect(new Set(Object.values(parts)).size).toBe(1);
      expect(acknowledged.filter((id) => !parts.submissions.includes(`${id} `))).toEqual([]);
    }
    const { submissions } = await using(submittedParts);
    const stored = submissions.trim().split(" ").length;
    // One may have been written whose acknowledgement was not.
    expect(stored - acknowledged.length).toBeLessThanOrEqual(kills);
    console.log(`${engine}: ${kills} kills, ${acknowledged.length} acknowledged, 0 lost, ${stored} stored.`);
  });

  it("leaves a database that opens, whenever it was making it", { timeout: LONG }, async () => {
    for (let i = 0; i < 6; i++) {
      const place = await emptyPlace(engine);
      const opening = startDrill("open", place);
      await opening.line("opening");
      await pause(12 * i);
      await opening.kill();
      const store = await opened(place);
      expect((await store.read(tableNames)).sort()).toEqual([...TABLES.keys(), "schema_version"].sort());
      await store.write((tx) => seed(tx, ["p1"]));
      await submit(store, "p1", 1);
    }
  });

  it("gives its jobs to another worker, and each gets one verdict", { timeout: LONG }, async () => {
    const place = await emptyPlace(engine);
    const store = await opened(place);
    await store.write((tx) => seed(tx, ["p1"]));
    const jobs = 30;
    for (let seq = 1; seq <= jobs; seq++) await submit(store, "p1", seq);
    const start = () => startDrill("work", place, 400, 40);
    const workers = [start(), start()];
    const told: string[] = [];
    const end = async (i: number) => {
      await workers[i].kill();
      told.push(...workers[i].lines);
    };
    for (let kill = 0; kill < 6; kill++) {
      await workers[kill % 2].line("claimed");
      await pause(100);
      await end(kill % 2);
      workers[kill % 2] = start();
    }
    await untilSettled(store);
    for (const i of [0, 1]) await end(i);
    const settled = told.filter((line) => line.startsWith("settled"));
    expect(new Set(settled).size).toBe(settled.length);
    const { dead } = await store.read(depth);
    const verdicts = await store.read((tx) => listVerdicts(tx, "p1"));
    expect(verdicts.length + dead).toBe(jobs);
    expect(settled.length).toBeLessThanOrEqual(verdicts.length);
    expect(verdicts.length).toBeGreaterThan(jobs / 2);
  });
});

describeEngines("a worker that sleeps past its lease", (engine) => {
  it("is refused when it wakes: the other's verdict is the only one", { timeout: LONG }, async () => {
    const place = await emptyPlace(engine);
    const store = await opened(place);
    await store.write((tx) => seed(tx, ["p1"]));
    const job = await submit(store, "p1", 1);
    const sleeper = startDrill("work", place, 300, 1_500);
    await sleeper.line(`claimed ${job}`);
    sleeper.signal("SIGSTOP");
    const thief = startDrill("work", place, 60_000, 0);
    await thief.line(`settled ${job}`);
    const verdict = await store.read((tx) => findVerdict(tx, "p1-1"));
    sleeper.signal("SIGCONT");
    await sleeper.line(`refused ${job}`);
    for (const one of [sleeper, thief]) await one.kill();
    expect(await store.read((tx) => listVerdicts(tx, "p1"))).toEqual([verdict]);
    expect(sleeper.lines.some((line) => line.startsWith("settled"))).toBe(false);
  });
});

async function untilSettled(store: Store): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    const { waiting, running } = await store.read(depth);
    if (waiting + running === 0) return;
    await pause(50);
  }
  expect(await store.read(depth)).toMatchObject({ waiting: 0, running: 0 });
}
