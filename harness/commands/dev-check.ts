import { resolve } from "node:path";
import kleur from "kleur";
import { openCatalog } from "../catalog/catalog.ts";
import { checkFolders, checkPath } from "../gate/folders.ts";
import { checkKata, type GateReport } from "../gate/gate.ts";
import { packageRoot } from "../paths.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { Kernels } from "../witness/kernels.ts";
import type { BackendChoice } from "../witness/protocol.ts";
import { Witness } from "../witness/witness.ts";
import { wordsIn } from "../words/words.ts";
import { EXIT } from "./failure.ts";
import { chosenKatas, type GlobalOptions } from "./options.ts";

export interface DevCheckOptions extends GlobalOptions {
  readonly backend?: BackendChoice[];
}

/** Runs the content gate and prints a line a kata, with every problem below; with backends, how far the twins are from the references. */
export async function devCheck(names: string[], { pack, backend = [] }: DevCheckOptions): Promise<number> {
  const catalog = await openCatalog(pack);
  const katas = chosenKatas(catalog, names);
  const witnesses: Witness[] = [];
  const pool = new SandboxPool();
  const kernels = new Kernels();
  const reports: GateReport[] = [];
  let broken = 0;
  try {
    for (const choice of backend) witnesses.push(await Witness.open(choice));
    for (const kata of katas) {
      const report = await checkKata(catalog, kata, pool, { witnesses, kernels });
      printReport(report);
      reports.push(report);
    }
    const folders = names.length === 0 ? [packageRoot, ...(pack ?? []).map((one) => resolve(one))] : [];
    const stray = [...checkPath(catalog), ...folders.flatMap((folder) => checkFolders(catalog, folder))];
    for (const problem of stray) console.log(`${kleur.red("✗")} ${problem}`);
    for (const line of twinTable(reports, witnesses)) console.log(line);
    broken = stray.length + reports.filter(({ problems }) => problems.length > 0).length;
  } finally {
    pool.close();
    await Promise.all([kernels, ...witnesses].map((one) => one.close()));
  }
  return broken === 0 ? EXIT.ok : EXIT.notFullMarks;
}

function printReport({ kata, problems, parts, cases, mistakes, withoutTwin, skipped, unproved }: GateReport): void {
  const counts = `${parts} parts, ${cases} cases, ${mistakes} mistakes`;
  const twins = withoutTwin.length > 0 ? kleur.dim(`, without a twin: ${withoutTwin.join(", ")}`) : "";
  console.log(`${problems.length === 0 ? kleur.green("✓") : kleur.red("✗")} ${kata}: ${counts}${twins}`);
  for (const problem of problems) console.log(`    ${problem}`);
  for (const part of skipped) console.log(kleur.yellow(`    skipped, ${part}`));
  if (unproved.length > 0)
    console.log(
      kleur.yellow(
        `    not proved, since there is no graphics adapter: ${unproved.join(", ")} (kata doctor says more)`,
      ),
    );
}

/** Part × backend: the worst difference between twin and reference, relative to the largest entry of the tensor. */
function twinTable(reports: readonly GateReport[], witnesses: readonly Witness[]): string[] {
  const names = witnesses.map(({ info }) => info.name);
  const rows = reports.flatMap(({ kata, twins }) =>
    (twins.get(names[0]) ?? []).map(({ part, kind }) => ({
      title: `${kata} ${part}`,
      kind,
      errors: names.map((name) => twins.get(name)?.find((one) => one.part === part)?.error),
    })),
  );
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ title }) => title.length));
  const cell = (error: number | undefined) => (error === undefined ? "-" : error.toExponential(1)).padStart(9);
  const worst = (["forward", "gradient"] as const).map((kind) => {
    const of = (i: number) =>
      Math.max(0, ...rows.filter((row) => row.kind === kind).map(({ errors }) => errors[i] ?? 0));
    return `${`worst ${kind}`.padEnd(width + 10)}${names.map((_, i) => cell(of(i))).join("")}`;
  });
  return [
    "",
    "The twins against the float64 references: the worst difference, relative to the largest entry of its tensor",
    ...witnesses.map(({ info }) => `  ${wordsIn("en").backend({ backend: info.name, ...info })}`),
    `${"".padEnd(width + 10)}${names.map((name) => name.padStart(9)).join("")}`,
    ...rows.map(({ title, kind, errors }) => `${title.padEnd(width)}  ${kind.padEnd(8)}${errors.map(cell).join("")}`),
    ...worst,
  ];
}
