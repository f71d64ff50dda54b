import { resolve } from "node:path";
import kleur from "kleur";
import { openCatalog } from "../catalog/catalog.ts";
import { checkFolders } from "../gate/folders.ts";
import { checkKata } from "../gate/gate.ts";
import { packageRoot } from "../paths.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { EXIT } from "./failure.ts";
import { chosenKatas, type GlobalOptions } from "./options.ts";

/** Runs the content gate and prints a line a kata, with every problem below. */
export async function devCheck(names: string[], { pack }: GlobalOptions): Promise<number> {
  const catalog = await openCatalog(pack);
  const pool = new SandboxPool();
  let broken = 0;
  try {
    for (const kata of chosenKatas(catalog, names)) {
      const { problems, parts, cases, mistakes, withoutTwin } = await checkKata(catalog, kata, pool);
      const counts = `${parts} parts, ${cases} cases, ${mistakes} mistakes`;
      const twins = withoutTwin.length > 0 ? kleur.dim(`, ${withoutTwin.length} without a twin`) : "";
      console.log(`${problems.length === 0 ? kleur.green("✓") : kleur.red("✗")} ${kata.id}: ${counts}${twins}`);
      for (const problem of problems) console.log(`    ${problem}`);
      if (problems.length > 0) broken++;
    }
    for (const folder of names.length === 0 ? [packageRoot, ...(pack ?? []).map((one) => resolve(one))] : []) {
      const stray = checkFolders(catalog, folder);
      for (const problem of stray) console.log(`${kleur.red("✗")} ${problem}`);
      if (stray.length > 0) broken++;
    }
  } finally {
    pool.close();
  }
  return broken === 0 ? EXIT.ok : EXIT.notFullMarks;
}
