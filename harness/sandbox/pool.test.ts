/** Sandboxes ahead of need: taken once, replaced, and tried twice when one does not start. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { encode } from "../wire.ts";
import type { Launch } from "./launch.ts";
import { probeLayers } from "./layers.ts";
import { SandboxPool } from "./pool.ts";
import type { Sandbox } from "./sandbox.ts";

const least = probeLayers({ atMost: "process", without: ["limits"] });
let folder: string;
let pool: SandboxPool | undefined;
const taken: Sandbox[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pool-"));
});
afterEach(() => {
  pool?.close();
  for (const sandbox of taken.splice(0)) sandbox.kill();
  rmSync(folder, { recursive: true });
});

function open(launch: Launch = least.launch, size = 0): SandboxPool {
  pool = new SandboxPool({ ...least, launch }, { size });
  return pool;
}

async function take(from: SandboxPool): Promise<Sandbox> {
  const sandbox = await from.take();
  taken.push(sandbox);
  return sandbox;
}

/** A launch that writes a line of a log whenever it is started, and runs the real one once the log has more than `failures` lines. */
function failing(failures: number): { launch: Launch; starts: () => number } {
  const log = join(folder, "log");
  const script = `echo >> "$0"; n=0; while read -r l; do n=$((n+1)); done < "$0"; [ $n -gt ${failures} ] && exec "$@"; exit 1`;
  const { command, args } = least.launch;
  return {
    launch: { ...least.launch, command: "/bin/sh", args: ["-c", script, log, command, ...args] },
    starts: () => readFileSync(log, "utf8").length,
  };
}

async function works(sandbox: Sandbox): Promise<void> {
  expect(await sandbox.load("exports.f = (x) => x + 1;", 30_000, 1)).toMatchObject({ loaded: true });
  expect(await sandbox.call("f", encode([1]), 30_000)).toMatchObject({ outcome: "value", value: 2 });
}

describe("a pool", () => {
  it("never gives a sandbox twice, however many are asked for at once", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => take(pool ?? open(undefined, 2))));
    expect(new Set(all).size).toBe(4);
    for (const sandbox of all) await works(sandbox);
  });

  it("ends what is discarded, and has another", async () => {
    const of = open(undefined, 1);
    const first = await take(of);
    of.discard(first);
    expect(first.ended).toBe("stopped");
    const second = await take(of);
    expect(second).not.toBe(first);
    await works(second);
  });

  it.each<[string, (discard: () => void) => void]>([
    ["at once", (discard) => discard()],
    ["a turn later, as after a grading", setImmediate],
  ])("says when none is being started: one is discarded %s", async (_, when) => {
    const { launch, starts } = failing(0);
    const of = open(launch, 2);
    const first = await take(of);
    await of.settled();
    when(() => of.discard(first));
    await of.settled();
    expect(starts()).toBe(3);
    await Promise.all([works(await take(of)), works(await take(of))]);
    expect(starts()).toBe(3);
  });

  it("leaves alone what was taken when it closes, and starts nothing after", async () => {
    const { launch, starts } = failing(0);
    const of = open(launch, 1);
    const sandbox = await take(of);
    const before = starts();
    of.close();
    await works(sandbox);
    of.discard(sandbox);
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 100)));
    expect(starts()).toBe(before);
  });
});

describe("a launch that does not start", () => {
  it("is tried once more", async () => {
    const { launch, starts } = failing(1);
    await works(await take(open(launch)));
    expect(starts()).toBe(2);
  });

  it("is our fault after that", async () => {
    const { launch, starts } = failing(9);
    await expect(open(launch).take()).rejects.toBeInstanceOf(HarnessFault);
    expect(starts()).toBe(2);
  });

  it.each(["/bin/false", "/nowhere/node", "katagrad-has-no-such-command"])("such as %s", async (command) => {
    const fault = await open({ command, args: [] })
      .take()
      .catch((error) => error);
    expect(fault).toBeInstanceOf(HarnessFault);
    expect(fault.message).toMatch(/^A sandbox did not start/);
    expect(fault.remedy).toContain("kata doctor");
  });
});
