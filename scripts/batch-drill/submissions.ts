/** Submissions in known proportions, as folders, `.zip` and `.tar.gz` in turn. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tarGzOf, zipOf } from "../../harness/batch/archive/test-archives.ts";
import { KINDS, type Kind, type Recipe } from "./recipes.ts";

/** Of a hundred. */
const SHARES: Readonly<Record<Kind, number>> = { right: 55, wrong: 30, hostile: 7, broken: 8 };
/** Coprime to a hundred: the kinds come mixed. */
const STRIDE = 61;

export interface Made {
  readonly kind: Kind;
  readonly recipe: Recipe;
}

/** Writes so many submissions into a folder below the root. @returns what each record is called from there, and what it is of */
export async function writeSubmissions(
  root: string,
  folder: string,
  recipes: Readonly<Record<Kind, readonly Recipe[]>>,
  count: number,
): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  mkdirSync(join(root, folder));
  const used: Record<Kind, number> = { right: 0, wrong: 0, hostile: 0, broken: 0 };
  for (let i = 0; i < count; i++) {
    const kind = kindOf(i);
    const recipe = recipes[kind][used[kind]++ % recipes[kind].length];
    const name = join(folder, String(i).padStart(6, "0"));
    await writeOne(join(root, name), recipe, i);
    made.set(Buffer.isBuffer(recipe.content) ? name : join(name, recipe.kata), { kind, recipe });
  }
  return made;
}

function kindOf(i: number): Kind {
  const place = (i * STRIDE) % 100;
  return KINDS.find((_, k) => place < KINDS.slice(0, k + 1).reduce((sum, kind) => sum + SHARES[kind], 0))!;
}

async function writeOne(name: string, { kata, content }: Recipe, i: number): Promise<void> {
  if (Buffer.isBuffer(content)) {
    writeFileSync(`${name}${content[0] === 0x50 ? ".zip" : ".tar.gz"}`, content);
    return;
  }
  // No two are the same file.
  const files = Object.entries(content).map(([file, text]) => ({ name: file, content: `${text}\n// ${i}\n` }));
  const packed = files.map((file) => ({ ...file, name: `${kata}/${file.name}` }));
  if (files.length > 0 && i % 3 === 1) writeFileSync(`${name}.zip`, await zipOf(packed));
  else if (files.length > 0 && i % 3 === 2) writeFileSync(`${name}.tar.gz`, await tarGzOf(packed));
  else {
    mkdirSync(join(name, kata), { recursive: true });
    for (const file of files) writeFileSync(join(name, kata, file.name), file.content);
  }
}
