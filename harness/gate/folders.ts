import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../catalog/catalog.ts";
import { HarnessFault } from "../fault.ts";

/** Whether what the katas require lets itself be put in an order. */
export function checkPath(catalog: Catalog): string[] {
  try {
    return catalog.path.length === catalog.katas.length ? [] : ["the learning path leaves katas out"];
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error;
    return [`${error.message} ${error.remedy}`];
  }
}

/** Numbered folders of a pack that belong to no kata: a mistyped name, or what a renamed one left behind. */
export function checkFolders({ katas }: Catalog, pack: string): string[] {
  const ids = new Set(katas.filter((kata) => kata.pack === pack).map(({ id }) => id));
  return ["katas", "reference", "fixtures"].flatMap((house) =>
    (existsSync(join(pack, house)) ? readdirSync(join(pack, house)) : [])
      .filter((name) => /^\d/.test(name) && !ids.has(name))
      .map((name) =>
        house === "katas"
          ? `katas/${name} is no kata: it needs a kata.ts and a name such as 31-attention`
          : `${house}/${name} belongs to no kata: rename or remove it`,
      ),
  );
}
