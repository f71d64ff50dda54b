/** Gradings a second with single-use sandboxes, against the rate at which bare processes start and end. */
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { openCatalog, referenceFile } from "../../harness/catalog/catalog.ts";
import { judge } from "../../harness/judge/judge.ts";
import { prepareKata } from "../../harness/judge/prepare.ts";
import { type Layers, probeLayers } from "../../harness/sandbox/layers.ts";
import { SandboxPool } from "../../harness/sandbox/pool.ts";
import { Sandbox } from "../../harness/sandbox/sandbox.ts";
import { verdictLine } from "./statistics.ts";

const KATA = "10-momentum";
const ROUNDS = 3;
const COUNT = 120;

export async function measureRates(): Promise<void> {
  const lanes = cpus().length;
  console.log(`Gradings a second, ${KATA}, ${lanes} at a time, best of ${ROUNDS} rounds of ${COUNT}`);
  const bare: number[] = [];
  const byLayer = new Map<string, number[]>();
  const ceilings = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await perSecond(COUNT, lanes, startAndEnd));
    for (const atMost of ["process", "os"] as const) {
      const layers = probeLayers({ atMost });
      if (layers.isolation !== atMost) continue;
      const idle = await perSecond(COUNT, lanes, () => startAndKill(layers));
      ceilings.set(atMost, [...(ceilings.get(atMost) ?? []), idle]);
      byLayer.set(atMost, [...(byLayer.get(atMost) ?? []), await gradingRate(layers, lanes)]);
    }
  }
  const floor = Math.max(...bare);
  console.log(`  bare node -e 0                               ${floor.toFixed(1)}/s`);
  for (const [layer, rates] of byLayer) {
    const rate = Math.max(...rates);
    const ceiling = Math.max(...ceilings.get(layer)!);
    const budget = layer === "process" ? 0.7 : 0.5;
    console.log(
      `  ${`sandboxes with ${layer} that grade nothing`.padEnd(44)} ${ceiling.toFixed(1)}/s (${(ceiling / floor).toFixed(2)})`,
    );
    console.log(`  gradings with ${layer.padEnd(30)} ${rate.toFixed(1)}/s`);
    console.log(verdictLine(`${layer} over bare processes`, rate / floor, `≥ ${budget}`, rate / floor >= budget));
  }
  if (!byLayer.has("os")) console.log("  os: not measured, this machine has no working bubblewrap");
  console.log();
}

/** What a single-use sandbox costs before there is an attempt: no grading is faster. */
async function startAndKill({ launch }: Layers): Promise<void> {
  const sandbox = new Sandbox(launch);
  await sandbox.ready;
  sandbox.kill();
}

async function gradingRate(layers: Layers, lanes: number): Promise<number> {
  const catalog = await openCatalog();
  const kata = catalog.find(KATA);
  const prepared = await prepareKata(catalog, kata);
  const pool = new SandboxPool(layers, { size: lanes + 2 });
  try {
    return await perSecond(COUNT, lanes, async () => {
      const { score } = await judge(prepared, referenceFile(kata), { pool, siblings: true });
      if (score !== 100) throw new Error(`The reference got ${score}.`);
    });
  } finally {
    pool.close();
  }
}

async function perSecond(count: number, lanes: number, work: () => Promise<void>): Promise<number> {
  let left = count;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return (1000 * count) / (performance.now() - started);
}

function startAndEnd(): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ["-e", "0"], { env: {}, stdio: "ignore" })
      .on("exit", () => resolve())
      .on("error", reject);
  });
}
