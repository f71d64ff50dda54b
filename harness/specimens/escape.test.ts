/**
 * What is left to somebody who has left the runner's realm: hostile JavaScript in the place of the runner, in the very process that each
 * layer set starts. `escapes.ts` says which layer stops what; here each set must stop what one of its layers stops, and nothing else
 * may be claimed.
 */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Sandbox, SandboxEnded } from "../sandbox/sandbox.ts";
import { FRAME } from "../wire.ts";
import { ESCAPES, type Escape, type Layer } from "./escapes.ts";
import { type LayerSet, type LayerSetName, layerSets, withSource } from "./layer-sets.ts";
import { survivors } from "./processes.ts";
import { type OpenWorld, openWorld } from "./world.ts";

const AMPLE_MS = 30_000;
/** What the runner takes away before there is an attempt, as the build writes it. */
const REMOVED = 'Reflect.deleteProperty(process,"report")';
const MAJOR = Number(process.versions.node.split(".")[0]);
const sets = layerSets();
const mark = randomUUID();
const outcomes = new Map<string, Partial<Record<LayerSetName, string>>>();
const started: Sandbox[] = [];
let world: OpenWorld;

beforeAll(async () => {
  world = await openWorld();
});

afterEach(() => {
  for (const sandbox of started.splice(0)) sandbox.kill();
  world.clear();
});

afterAll(async () => {
  world.close();
  console.log(`After a full escape, on Node ${process.versions.node}`);
  console.table(Object.fromEntries([...outcomes]));
  expect((await survivors(mark)) ?? []).toEqual([]);
});

it("stands where the runner stands: what that removes is gone", () => {
  for (const { layers } of sets) expect(layers.launch.args.at(-1)).toContain(REMOVED);
});

describe.each(sets)("$name", (set) => {
  it.skipIf(set.skip).each(ESCAPES)("$tries", async (one) => {
    if (one.tries.includes("IPv6") && world.tcp6 === undefined) return;
    const expected = stopped(set, one) ? "stopped" : "NOT stopped";
    const { worked, said } = await attempt(set, one);
    const outcome = worked ? "NOT stopped" : "stopped";
    outcomes.set(one.tries, { ...outcomes.get(one.tries), [set.name]: worked ? "OPEN" : "stopped" });
    expect(outcome, said).toBe(expected);
  });
});

/** Whether a layer that the set has stops it. */
function stopped({ layers, without }: LayerSet, { stoppedBy }: Escape): boolean {
  const has: Record<Layer, boolean> = {
    launch: true,
    permission: !without.includes("permission"),
    "permission of Node 25": !without.includes("permission") && MAJOR >= 25,
    namespaces: layers.namespaces,
    seccomp: layers.seccomp,
    limits: layers.limits,
    "limits of Node 24": layers.limits && MAJOR >= 24,
  };
  return stoppedBy.some((layer) => has[layer]);
}

async function attempt(set: LayerSet, one: Escape): Promise<{ worked: boolean; said: string }> {
  const token = `token${randomUUID().replaceAll("-", "")}`;
  const { launch } = withSource(set.layers, () => program(one.does(world), token));
  const sandbox = new Sandbox(launch);
  started.push(sandbox);
  await sandbox.ready;
  const said = await whatItSays(sandbox, one.patience ?? AMPLE_MS);
  if (!one.noticed) return { worked: said === "true", said };
  await world.hearOut(token, said === "true" && stopped(set, one) === false);
  return { worked: one.noticed(world, token), said };
}

async function whatItSays(sandbox: Sandbox, limitMs: number): Promise<string> {
  try {
    return (await sandbox.load("", limitMs, 0)).console;
  } catch (error) {
    if (error instanceof SandboxEnded) return error.ending;
    throw error;
  }
}

/** Says that it is ready, tries, and tells how it went as what an attempt printed. */
function program(does: string, token: string): string {
  return `// ${mark}
    const fs = require("node:fs");
    const TOKEN = "${token}";
    const frame = (type, text) => {
      const bytes = Buffer.from("xxxxx" + text);
      bytes.writeUInt32LE(bytes.length - 4);
      bytes[4] = type;
      fs.writeSync(3, bytes);
    };
    frame(${FRAME.ready}, "");
    const tell = (said) => frame(${FRAME.loaded}, JSON.stringify({ exports: [], console: said }));
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    ${REMOVED};
    setInterval(() => {}, 1_000);
    process.on("uncaughtException", (error) => tell("uncaught " + (error.code ?? error.message)));
    (async () => (${does}))().then(
      (result) => tell(String(result)),
      (error) => tell(String(error?.code ?? error)),
    );`;
}
