/** Writes what is generated from the sources and committed; with --check, says what is stale instead. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boardJsonSchemas } from "../harness/board/document.ts";
import { openCatalog } from "../harness/catalog/catalog.ts";
import { packageRoot } from "../harness/paths.ts";
import { resultJsonSchema } from "../harness/report/record.ts";
import { en } from "../harness/words/en.ts";
import { apiTypes } from "./api.ts";
import { drawSchedules } from "./schedules.ts";
import { trajectories } from "./trajectories.ts";

const { path } = await openCatalog();

/** A row a kata, in the order of the learning path. */
function kataTable(): string {
  const titles = new Map(path.map(({ slug, number, id, title }) => [slug, { number, id, title }]));
  const rows = path.map(({ id, number, title, theme, difficulty, minutes, requires = [] }) => {
    const after = requires.map((slug) => String(titles.get(slug)?.number).padStart(2, "0")).join(", ");
    return `| [${String(number).padStart(2, "0")}](katas/${id}/README.md) | ${title.en} | [${title.zh}](katas/${id}/README.zh-CN.md) | ${en.theme[theme]} | ${difficulty} | ${minutes} | ${after} |`;
  });
  return ["| | kata | 题目 | theme | difficulty | minutes | after |", "|---|---|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

/** The README with its table made anew. */
function readme(): string {
  const text = readFileSync(join(packageRoot, "README.md"), "utf8");
  return text.replace(
    /(<!-- katas: .*? -->\n)[\s\S]*?(<!-- end of katas -->)/,
    (_, begin, end) => `${begin}${kataTable()}\n${end}`,
  );
}

/** A statement with its curves drawn anew. */
function withSchedules(path: string): string {
  const text = readFileSync(join(packageRoot, path), "utf8");
  return text.replace(/(```text schedules\n)[\s\S]*?(```)/, (_, begin, end) => `${begin}${drawSchedules()}\n${end}`);
}

const generated: Record<string, () => string | Promise<string>> = {
  ...Object.fromEntries(
    ["katas/11-learning-rate/README.md", "katas/11-learning-rate/README.zh-CN.md"].map((path) => [
      path,
      () => withSchedules(path),
    ]),
  ),
  "README.md": readme,
  "katas/26-optimizers/trajectories.svg": trajectories,
  ...Object.fromEntries(
    Object.entries(boardJsonSchemas()).map(([name, schema]) => [
      `harness/board/${name}.schema.json`,
      () => `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  ),
  "harness/join/api.d.ts": apiTypes,
  "harness/report/result.schema.json": () => `${JSON.stringify(resultJsonSchema(), null, 2)}\n`,
};

const checking = process.argv.includes("--check");
let stale = 0;
for (const [path, make] of Object.entries(generated)) {
  const file = join(packageRoot, path);
  const text = await make();
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
