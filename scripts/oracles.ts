/** Holds the references of all katas against the numbers of other libraries: `npm run oracles`. Exit status 1 when anything does not hold. */
import { inOneLine } from "../harness/fault.ts";
import { renderRun } from "./oracles/report.ts";
import { readMaterial, runOracles } from "./oracles/run.ts";

try {
  const run = runOracles(await readMaterial());
  console.log(renderRun(run).join("\n"));
  process.exitCode = run.failures.length === 0 ? 0 : 1;
} catch (error) {
  console.error(inOneLine(error, "en"));
  process.exitCode = 1;
}
