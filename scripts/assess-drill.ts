/**
 * Loads a served assessment and kills its server again and again:
 *   npm run -s build && nice npx tsx scripts/assess-drill.ts --candidates 200 --seconds 120 --kills 50
 * Fails when a save that was acknowledged is not stored as it was, or is stored twice.
 */
import { parseArgs } from "node:util";
import { drill, type Figures } from "./assess-drill/drill.ts";

const { values } = parseArgs({
  options: {
    candidates: { type: "string", default: "200" },
    seconds: { type: "string", default: "120" },
    kills: { type: "string", default: "50" },
    every: { type: "string", default: "2000" },
  },
});

function bounded(name: keyof typeof values, least: number, most: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`--${name} must be a whole number from ${least} to ${most}.`);
}

function lineOf(what: string, { acknowledged, lost, doubled, retries, p50, p95, p99, max }: Figures): string {
  const times = [p50, p95, p99, max].map((ms) => ms.toFixed(1)).join(" / ");
  return `${what}: ${acknowledged} saves acknowledged, ${lost} lost, ${doubled} stored twice, ${retries} sent again; p50 / p95 / p99 / max of a save ${times} ms`;
}

const { load, kills } = await drill({
  candidates: bounded("candidates", 1, 2_000),
  seconds: bounded("seconds", 1, 3_600),
  kills: bounded("kills", 0, 1_000),
  everyMs: bounded("every", 50, 60_000),
  tell: (line) => console.error(line),
});
console.log(lineOf("load", load));
console.log(lineOf("kills", kills));
if (load.lost + load.doubled + kills.lost + kills.doubled > 0) process.exitCode = 1;
