/** Finds katas, built-in and in packs, and loads what belongs to them. The only place that loads content. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { distance } from "fastest-levenshtein";
import { HarnessFault, UsageError } from "../fault.ts";
import type { GradedPart, Grading } from "../grading.ts";
import type { KataDeclaration, Language, Text } from "../kata.ts";
import { packageRoot } from "../paths.ts";
import { axesIn } from "./axes.ts";
import { cached } from "./cache.ts";
import { type ExpectedFile, readExpected } from "./expected.ts";
import { hashOf, loadModules, loadVariants, type Variant } from "./load.ts";
import { learningPath } from "./path.ts";

/** A kata as its folder and its public declaration describe it. */
export interface Kata extends KataDeclaration {
  /** The folder's name, `17-lstm`. */
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  /** The pack that it comes from: the folder that holds `katas/`, `reference/` and `fixtures/`. */
  readonly pack: string;
}

/** What grades a kata. */
export interface LoadedGrading {
  readonly kata: Kata;
  readonly parts: Readonly<Record<string, GradedPart>>;
  /** The hash of everything that the expectations come from. */
  readonly hash: string;
}

const FOLDER = /^(\d{2,})-([a-z0-9-]+)$/;

/** Every kata of the built-in pack and of the given ones. @throws UsageError, HarnessFault */
export async function openCatalog(packs: readonly string[] = []): Promise<Catalog> {
  const folders = [packageRoot, ...packs.map((pack) => resolve(pack))].flatMap(kataFolders);
  const files = folders.map(({ pack, id }) => join(pack, "katas", id, "kata.ts"));
  const modules = await loadModules(files);
  const katas = folders.map(({ pack, id }, i): Kata => {
    const [, number, slug] = FOLDER.exec(id)!;
    const declaration = modules.get(files[i])!.exports.default as KataDeclaration | undefined;
    if (!declaration?.parts)
      throw new HarnessFault(`${files[i]} does not declare a kata.`, "Let it `export default defineKata({…})`.");
    return { ...declaration, id, number: Number(number), slug, pack };
  });
  const sorted = katas.sort((a, b) => a.number - b.number);
  const twice = sorted.find((kata, i) => sorted[i - 1]?.number === kata.number);
  if (twice)
    throw new UsageError(`Two katas have the number ${twice.number}.`, "Give the one in the pack another number.");
  return new Catalog(sorted);
}

export class Catalog {
  readonly #gradings = new Map<string, Promise<LoadedGrading>>();

  constructor(readonly katas: readonly Kata[]) {}

  /** Every kata after those that it requires. @throws HarnessFault */
  get path(): readonly Kata[] {
    return learningPath(this.katas);
  }

  /** By number, slug or folder name. @throws UsageError that names the nearest */
  find(query: string): Kata {
    const wanted = query.toLowerCase().replace(/\/+$/, "");
    const number = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
    const found = this.katas.find((kata) => kata.id === wanted || kata.slug === wanted || kata.number === number);
    if (found) return found;
    const near = this.katas
      .map((kata) => ({ id: kata.id, far: Math.min(distance(wanted, kata.slug), distance(wanted, kata.id)) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, 3);
    throw new UsageError(
      { en: `There is no kata "${query}".`, zh: `没有名为“${query}”的题目。` },
      {
        en: `The nearest are ${near.map(({ id }) => id).join(", ")}; \`kata list\` shows all.`,
        zh: `最接近的是 ${near.map(({ id }) => id).join("、")}；\`kata list\` 列出全部题目。`,
      },
    );
  }

  /** The hidden half of a kata; loaded once. */
  grading(kata: Kata): Promise<LoadedGrading> {
    const known = this.#gradings.get(kata.id) ?? loadGrading(kata);
    this.#gradings.set(kata.id, known);
    return known;
  }
}

/** The statement in a language. */
export function readStatement(kata: Kata, language: Language): string {
  return readPublic(kata, STATEMENT[language]);
}

export function readSkeleton(kata: Kata): string {
  return readPublic(kata, "skeleton.ts");
}

/** What the statement calls the parameters of a part, in the heading that names it: `### \`forward(x, w, b)\``. */
export function parametersOf(kata: Kata, part: string): string[] {
  const [, list = ""] = new RegExp(`^###.*\`${part}\\(([^)\`]+)\\)\``, "m").exec(readStatement(kata, "en")) ?? [];
  return list === "" ? [] : list.split(",").map((name) => name.trim());
}

/** What the skeleton calls the axes of a part's tensors, by the tensor's name; `""` is the result itself. */
export function axesOf(kata: Kata): (part: string) => ReadonlyMap<string, readonly string[]> {
  const skeleton = readSkeleton(kata);
  return (part) => axesIn(skeleton, part);
}

export function readReference(kata: Kata): string {
  return readFileSync(referenceFile(kata), "utf8");
}

export function statementFile(kata: Kata, language: Language): string {
  return join(kata.pack, "katas", kata.id, STATEMENT[language]);
}

/** The committed expectations. @throws HarnessFault when damaged, missing or stale */
export function expectations({ kata, hash }: LoadedGrading): ExpectedFile {
  return readExpected(expectedFile(kata), commandName(kata), hash);
}

/** The expectation of a large case, which no file in git holds. */
export function cachedExpectation<T>(
  { kata, hash }: LoadedGrading,
  part: string,
  caseName: string,
  compute: () => T,
): T {
  return cached(join(kata.pack, "fixtures", ".cache"), [hash, part, caseName], compute);
}

/** What follows `kata dev fixtures`: the kata, and its pack unless that is the built-in one. */
export function commandName({ id, pack }: Kata): string {
  return pack === packageRoot ? id : `${id} --pack ${relative(process.cwd(), pack) || "."}`;
}

export function expectedFile(kata: Kata): string {
  return join(kata.pack, "fixtures", kata.id, "expected.json");
}

/** A known mistake as a module: every export of the reference, one of them wrong. */
export interface MistakeModule {
  readonly part: string;
  readonly name: string;
  readonly says: Text;
  /** Cases on which it has no answer of its own. */
  readonly unsettled?: readonly string[];
  /** The mistaken version of a part; undefined when this mistake replaces another part alone. */
  readonly exported: (part: string) => ((...args: never[]) => unknown) | undefined;
}

/** All known mistakes of a kata, made by editing the reference. @throws HarnessFault when an edit does not fit */
export async function loadMistakes({ kata, parts }: LoadedGrading): Promise<MistakeModule[]> {
  const listed = Object.entries(parts).flatMap(([part, { mistakes }]) =>
    mistakes.map((mistake) => ({ part, mistake })),
  );
  const variants = listed.flatMap(({ part, mistake }): Variant[] =>
    "edit" in mistake
      ? [{ name: `${part}/${mistake.name}`, file: referenceFile(kata), edits: pairs(mistake.edit) }]
      : [],
  );
  const modules = await loadVariants(variants);
  return listed.map(({ part, mistake }) => ({
    part,
    name: mistake.name,
    says: mistake.says,
    unsettled: mistake.unsettled,
    exported: (wanted) => {
      if ("instead" in mistake) return wanted === part ? mistake.instead : undefined;
      return modules.get(`${part}/${mistake.name}`)!.exports[wanted] as never;
    },
  }));
}

export function referenceFile(kata: Kata): string {
  return join(kata.pack, "reference", kata.id, "float64.ts");
}

/** The module of a kata's twins; it may be missing where every part says why it has none. */
export function twinFile(kata: Kata): string {
  return join(kata.pack, "reference", kata.id, "tfjs.ts");
}

async function loadGrading(kata: Kata): Promise<LoadedGrading> {
  const file = join(kata.pack, "fixtures", kata.id, "grading.ts");
  if (!existsSync(file))
    throw new HarnessFault(`${file} is missing.`, `Write it, or begin with \`kata dev new ${kata.id}\`.`);
  const { exports, inputs } = (await loadModules([file])).get(file)!;
  const grading = exports.default as Grading | undefined;
  if (!grading?.parts)
    throw new HarnessFault(`${file} does not declare a grading.`, "Let it `export default defineGrading(…)`.");
  return { kata, parts: grading.parts, hash: hashOf(inputs.filter(decidesExpectations), kata.pack) };
}

/** Declarations and words do not change a number; everything else that a grading imports may. */
function decidesExpectations(file: string): boolean {
  return (
    !["kata.ts", "grading.ts"].some((name) => file === join(packageRoot, "harness", name)) &&
    basename(file) !== "kata.ts" &&
    !file.includes("node_modules")
  );
}

function pairs(
  edit: readonly [string, string] | readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return typeof edit[0] === "string"
    ? [edit as readonly [string, string]]
    : (edit as readonly (readonly [string, string])[]);
}

function kataFolders(pack: string): { pack: string; id: string }[] {
  const folder = join(pack, "katas");
  if (!existsSync(folder))
    throw new UsageError(
      { en: `${pack} is not a pack: it has no folder katas/.`, zh: `${pack} 不是题包：其中没有 katas/ 目录。` },
      {
        en: "Give --pack a folder that holds katas/, reference/ and fixtures/.",
        zh: "请为 --pack 给出含 katas/、reference/ 和 fixtures/ 的目录。",
      },
    );
  return readdirSync(folder)
    .filter(
      (id) => FOLDER.test(id) && statSync(join(folder, id)).isDirectory() && existsSync(join(folder, id, "kata.ts")),
    )
    .map((id) => ({ pack, id }));
}

function readPublic(kata: Kata, name: string): string {
  const file = join(kata.pack, "katas", kata.id, name);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new HarnessFault(
      {
        en: `${file} cannot be read: ${(error as Error).message}`,
        zh: `无法读取 ${file}：${(error as Error).message}`,
      },
      { en: "Restore it from the repository.", zh: "请从仓库中恢复它。" },
    );
  }
}

const STATEMENT: Readonly<Record<Language, string>> = { en: "README.md", zh: "README.zh-CN.md" };
