/**
 * A process for the drills to kill or to hold: `open` makes a store, `write` submits one after the other, `work` grades what waits. Each line that it prints
 * tells something that has happened, without a buffer, so that a kill takes none back.
 */
import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "./driver.ts";
import { openStore } from "./open.ts";
import { buryLost, claim, complete } from "./queue.ts";
import { submitSample } from "./submit-sample.ts";

/** A text of about the size of an attempt. */
const TEXT = "x".repeat(4_096);

const [what, place, ...numbers] = process.argv.slice(2);
tell("opening");
const store = await openStore(JSON.parse(place));
tell("opened");
const [first, second] = numbers.map(Number);
if (what === "write") await write(store, first);
if (what === "work") await work(store, first, second);
// `open` has nothing more to do than to stay.
setInterval(() => {}, 60_000);

async function write(store: Store, from: number): Promise<void> {
  for (let seq = from; ; seq++) {
    await store.write((tx) => submitSample(tx, "p1", seq, `${TEXT} ${seq}`));
    tell(`acknowledged ${seq}`);
  }
}

/** Takes `takesMs` for each job and does not renew its lease. */
async function work(store: Store, leaseMs: number, takesMs: number): Promise<void> {
  for (;;) {
    const job = await store.write(async (tx) => {
      await buryLost(tx);
      return claim(tx, String(process.pid), leaseMs);
    });
    if (job) tell(`claimed ${job.id}`);
    await pause(job ? takesMs : 20);
    if (!job) continue;
    const settled = await store.write((tx) => complete(tx, job, { score: 100, record: { by: process.pid } }));
    tell(`${settled ? "settled" : "refused"} ${job.id}`);
  }
}

function tell(line: string): void {
  writeSync(1, `${line}\n`);
}
