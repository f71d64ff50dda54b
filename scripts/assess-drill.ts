/**
 * Loads a served assessment and kills its server again and again:
 *   npm run -s build && nice npx tsx scripts/assess-drill.ts --candidates 200 --seconds 120 --kills 50
 * Ctrl-C ends the kills early. Fails when a save that was acknowledged is not stored as it was, or is stored twice.
 */
import { parseArgs } from "node:util";

import { drill, lineOf } from "./assess-drill/drill.ts";

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

const enough = new AbortController();
process.once("SIGINT", () => enough.abort());

const { load, kills } = await drill({
  candidates: bounded("candidates", 1, 2_000),
  seconds: bounded("seconds", 1, 3_600),
  kills: bounded("kills", 0, 1_000),
  everyMs: bounded("every", 50, 60_000),
  enough: enough.signal,
  tell: (line) => console.log(line),
});
console.log(lineOf("kills", kills));
if (load.lost + load.doubled + kills.lost + kills.doubled > 0) process.exitCode = 1;
