/** A batch that is killed half-way and resumed: what became of its records. Whether memory is flat shows only with thousands: that is the drill's to judge. */
import { drill } from "../batch-drill/drill.ts";
import { verdictLine } from "./statistics.ts";

const COUNT = 600;
const SHOWN = 5;

export async function measureBatch(): Promise<void> {
  console.log(`Batch, ${COUNT} submissions whose results are known, killed by SIGKILL half-way and resumed`);
  const { before, perSecond, peakBytes, problems } = await drill(COUNT, true);
  console.log(`  killed with ${before} records written; ${perSecond.toFixed(1)}/s, both starts included`);
  const count = problems.length;
  console.log(verdictLine("records lost, graded twice or not as known", count, "0", count === 0));
  for (const problem of problems.slice(0, SHOWN)) console.log(`    ${problem}`);
  if (peakBytes) console.log(`  peak memory of the grading process: ${(peakBytes / 2 ** 20).toFixed(0)} MB`);
  console.log(
    "  flat memory is not judged by so few: `npx tsx scripts/batch-drill.ts 10000 --kill` does, against 1,000",
  );
  console.log();
}
