/** The attempt that the pictures in the README show: a real one with a real mistake. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCatalog } from "../../harness/catalog/catalog.ts";
import { packageRoot } from "../../harness/paths.ts";

export const KATA = "17-lstm";
/** Two gates in each other's places: the mistake that the picture shows. */
const MISTAKE = { part: "lstmStepForward", name: "gates-ifog" };

export async function mistakenAttempt(): Promise<string> {
  const catalog = await openCatalog();
  const { parts } = await catalog.grading(catalog.find(KATA));
  const mistake = parts[MISTAKE.part].mistakes.find(({ name }) => name === MISTAKE.name);
  if (!mistake || !("edit" in mistake))
    throw new Error(`${KATA} has no edit named ${MISTAKE.name}: choose another mistake.`);
  const edits = (typeof mistake.edit[0] === "string" ? [mistake.edit] : mistake.edit) as [string, string][];
  const reference = readFileSync(join(packageRoot, "reference", KATA, "float64.ts"), "utf8");
  return edits.reduce((text, [find, replace]) => text.replace(find, () => replace), reference);
}
