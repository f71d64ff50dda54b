/**
 * A drill of batch grading: generates submissions whose results are known, right, wrong, hostile and broken, grades them by the built command
 * line, and holds every record against what is known. Run as `npm run build && npx tsx scripts/batch-drill.ts [count=10000] [--kill]`;
 * `--kill` ends the run by SIGKILL half-way and resumes it. Ends with 1 when a record is lost, twice or not as known, or memory grows
 * with the number of submissions.
 */
import { type Drilled, drill } from "./batch-drill/drill.ts";
import { verdictLine } from "./bench/statistics.ts";

/** What memory is held against. */
const FEW = 1_000;
/** How much more memory many may take than few: garbage comes and goes, what each grading leaves behind adds up. */
const FLAT = 1.25;
const SHOWN = 20;

const kill = process.argv.includes("--kill");
const count = Number(process.argv.slice(2).find((one) => one !== "--kill") ?? 10_000);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error("Give a whole number of submissions, at least 1.");
  process.exit(2);
}

const few = count > FEW ? await drill(FEW, false) : undefined;
if (few) show(few);
const all = await drill(count, kill);
show(all);
const growth = few?.peakBytes && all.peakBytes ? all.peakBytes / few.peakBytes : undefined;
if (growth)
  console.log(
    verdictLine(`memory of ${number(count)} over that of ${number(FEW)}`, growth, `≤ ${FLAT}`, growth <= FLAT),
  );
const asKnown = [few, all].every((one) => !one || one.problems.length === 0);
process.exit(asKnown && !(growth && growth > FLAT) ? 0 : 1);

function show({ count: of, kinds, runs, before, perSecond, peakBytes, problems }: Drilled): void {
  const told = Object.entries(kinds).map(([kind, n]) => `${number(n)} ${kind}`);
  console.log(`${number(of)} submissions: ${told.join(", ")}`);
  if (before !== undefined) console.log(`  killed with ${number(before)} records written, then resumed`);
  console.log(`  ${runs.map(({ seconds }) => `${seconds.toFixed(1)} s`).join(" + ")}, ${perSecond.toFixed(1)}/s`);
  const memory = peakBytes === undefined ? "not measured, there is no /proc" : `${(peakBytes / 2 ** 20).toFixed(0)} MB`;
  console.log(`  peak memory of the grading process: ${memory}`);
  console.log(
    problems.length === 0 ? "  ✓ every record is there once, and as known" : `  ✗ ${problems.length} problems`,
  );
  for (const problem of problems.slice(0, SHOWN)) console.log(`    ${problem}`);
}

function number(value: number): string {
  return value.toLocaleString("en");
}
