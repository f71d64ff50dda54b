import { relative } from "node:path";
import { expectedFile, openCatalog } from "../catalog/catalog.ts";
import { replaceExpected, writeExpectedText } from "../catalog/expected.ts";
import { computeExpected } from "../gate/content.ts";
import { EXIT } from "./failure.ts";
import { chosenKatas, type GlobalOptions } from "./options.ts";

/** Writes `expected.json` of each kata from its reference. */
export async function devFixtures(names: string[], { pack }: GlobalOptions): Promise<number> {
  const catalog = await openCatalog(pack);
  for (const kata of chosenKatas(catalog, names)) {
    const grading = await catalog.grading(kata);
    const file = expectedFile(kata);
    const text = writeExpectedText(kata.id, grading.hash, computeExpected(grading));
    const kept = replaceExpected(file, text);
    console.log(`${relative(process.cwd(), file)}: ${(text.length / 1024).toFixed(1)} KB`);
    if (kept) console.log(`  The damaged file is kept as ${relative(process.cwd(), kept)}.`);
  }
  return EXIT.ok;
}
