/** A batch that is killed half-way and resumed: what became of its records, and whether its memory grows with the number of submissions. */
import { drill } from "../drill/drill.ts";
import { verdictLine } from "./statistics.ts";

const FEW = 150;
const MANY = 600;
/** A heap's garbage comes and goes; what a grading leaves behind would add up. */
const FLAT = 1.25;
const SHOWN = 5;

export async function measureBatch(): Promise<void> {
  console.log(`Batch, ${MANY} submissions whose results are known, killed by SIGKILL half-way and resumed`);
  const few = await drill(FEW, false);
  const many = await drill(MANY, true);
  const problems = [...few.problems, ...many.problems];
  console.log(`  killed with ${many.before} records written; ${many.perSecond.toFixed(1)}/s, both starts included`);
  const count = problems.length;
  console.log(verdictLine("records lost, graded twice or not as known", count, "0", count === 0));
  for (const problem of problems.slice(0, SHOWN)) console.log(`    ${problem}`);
  if (few.peakBytes && many.peakBytes) {
    const ratio = many.peakBytes / few.peakBytes;
    console.log(verdictLine(`peak memory of ${MANY} over that of ${FEW}`, ratio, `≤ ${FLAT}`, ratio <= FLAT));
  } else console.log("  peak memory: not measured, this machine has no /proc");
  console.log("  `npx tsx scripts/batch-drill.ts 10000 --kill` does the same with ten thousand");
  console.log();
}
