import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { openCatalog } from "../catalog/catalog.ts";
import { faultOf, UsageError } from "../fault.ts";
import { kataTemplate } from "../gate/template.ts";
import { packageRoot } from "../paths.ts";
import { makeFolder } from "../workspace/folder.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** Writes every file that a kata has, with one part that is real, so that the gate says what is left to do. */
export async function devNew(id: string, { into, pack }: GlobalOptions & { into?: string }): Promise<number> {
  if (!/^\d{2,}-[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(
      `"${id}" is no name for a kata's folder.`,
      "Give a number of two digits and words in lower case, such as 31-attention.",
    );
  const number = Number.parseInt(id, 10);
  const root = into === undefined ? packageRoot : resolve(into);
  const packs = new Set((pack ?? []).map((folder) => resolve(folder)));
  if (root !== packageRoot && existsSync(join(root, "katas"))) packs.add(root);
  const taken = (await openCatalog([...packs])).katas.find((kata) => kata.number === number);
  if (taken) throw new UsageError(`The number ${number} belongs to ${taken.id}.`, "Choose another.");
  const files = Object.entries(kataTemplate(id));
  const existing = files.find(([path]) => existsSync(join(root, path)));
  if (existing)
    throw new UsageError(
      `${join(root, existing[0])} is there already.`,
      "Choose another number or name; nothing was written.",
    );
  for (const [path, text] of files) {
    const file = join(root, path);
    try {
      makeFolder(dirname(file));
      writeFileSync(file, text, { flag: "wx" });
    } catch (error) {
      const doing = `${relative(process.cwd(), file)} cannot be written`;
      throw faultOf(error, { en: doing, zh: doing });
    }
    console.log(relative(process.cwd(), file));
  }
  const packed = into === undefined ? "" : ` --pack ${into}`;
  console.log(
    `\nNow write it, then run \`kata dev fixtures ${number}${packed}\` and \`kata dev check ${number}${packed}\` until it is green.`,
  );
  return EXIT.ok;
}
