/** A batch that is killed half-way and resumed: what became of its records, and whether its memory grows with the number of submissions. */
import { drill, FLAT } from "../batch-drill/drill.ts";
import { verdictLine } from "./statistics.ts";

/** By then the heap has about the size that its garbage lets it have. */
const FEW = 500;
const MANY = 1_000;
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
