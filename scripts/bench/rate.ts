/** Gradings a second with single-use sandboxes, against the rate at which bare processes start and end. */
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { openCatalog, referenceFile } from "../../harness/catalog/catalog.ts";
import { judge } from "../../harness/judge/judge.ts";
import { prepareKata } from "../../harness/judge/prepare.ts";
import { probeLayers } from "../../harness/sandbox/layers.ts";
import { SandboxPool } from "../../harness/sandbox/pool.ts";
import { verdictLine } from "./statistics.ts";

const KATA = "10-momentum";
const ROUNDS = 3;
const COUNT = 120;

export async function measureRates(): Promise<void> {
  const lanes = cpus().length;
  console.log(`Gradings a second, ${KATA}, ${lanes} at a time, best of ${ROUNDS} rounds of ${COUNT}`);
  const bare: number[] = [];
  const byLayer = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await perSecond(COUNT, lanes, startAndEnd));
    for (const atMost of ["process", "os"] as const) {
      const measured = await gradingRate(atMost, lanes);
      if (!measured) continue;
      byLayer.set(atMost, [...(byLayer.get(atMost) ?? []), measured]);
    }
  }
  const floor = Math.max(...bare);
  console.log(`  bare node -e 0                               ${floor.toFixed(1)}/s`);
  for (const [layer, rates] of byLayer) {
    const rate = Math.max(...rates);
    const budget = layer === "process" ? 0.7 : 0.5;
    console.log(`  gradings with ${layer.padEnd(30)} ${rate.toFixed(1)}/s`);
    console.log(verdictLine(`${layer} over bare processes`, rate / floor, `≥ ${budget}`, rate / floor >= budget));
  }
  if (!byLayer.has("os")) console.log("  os: not measured, this machine has no working bubblewrap");
  console.log();
}

async function gradingRate(atMost: "process" | "os", lanes: number): Promise<number | undefined> {
  const layers = probeLayers({ atMost });
  if (layers.isolation !== atMost) return undefined;
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
