/** Writes what is generated from the sources and committed; with --check, says what is stale instead. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../harness/paths.ts";
import { resultJsonSchema } from "../harness/report/record.ts";

const generated: Record<string, () => string> = {
  "harness/report/result.schema.json": () => `${JSON.stringify(resultJsonSchema(), null, 2)}\n`,
};

const checking = process.argv.includes("--check");
let stale = 0;
for (const [path, make] of Object.entries(generated)) {
  const file = join(packageRoot, path);
  const text = make();
  const current = existsSync(file) && readFileSync(file, "utf8").replaceAll("\r\n", "\n") === text;
  if (current) continue;
  if (checking) {
    console.error(`✗ ${path} is stale: run \`npm run generate\`.`);
    stale++;
  } else {
    writeFileSync(file, text);
    console.log(path);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
