/** What the paths of a batch mean: which submissions there are, without opening any. */
import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Catalog, Kata } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { printable } from "../text.ts";
import { ARCHIVE } from "./archive/keeper.ts";
import { isPacked, withoutExtension } from "./archive/unpack.ts";

/** What somebody handed in: one attempt, or a folder or archive of attempts. */
export interface Submission {
  /** Begins the names of its records. */
  readonly name: string;
  /** Where it lies: an attempt's file, a folder or an archive. */
  readonly path: string;
  readonly what: Attempt | { readonly is: "folder" } | { readonly is: "archive"; readonly many: boolean };
}

interface Attempt {
  readonly is: "attempt";
  readonly kata: Kata;
  /** Whether its folder is its own. */
  readonly siblings: boolean;
}

export interface Found {
  readonly submissions: readonly Submission[];
  /** What is passed over although it looks like an attempt, a line each. */
  readonly passedOver: readonly Text[];
}

/** Which katas are asked for. */
export interface Asked {
  readonly catalog: Catalog;
  /** The kata that `--kata` names. */
  readonly chosen?: Kata;
}

/** @throws UsageError when a path says nothing, or two submissions have one name */
export function findSubmissions(paths: readonly string[], asked: Asked): Found {
  const passedOver: Text[] = [];
  const submissions = paths.flatMap((path) => findIn(path, asked, passedOver));
  refuseTwins(submissions);
  return { submissions, passedOver };
}

/** The kata that a folder is named after. */
export function kataOfFolder({ catalog, chosen }: Asked, folder: string): Kata | undefined {
  const kata = catalog.katas.find(({ id }) => id === basename(folder));
  return chosen && kata !== chosen ? undefined : kata;
}

function findIn(path: string, asked: Asked, passedOver: Text[]): Submission[] {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status)
    throw new UsageError(
      { en: `${path} is not there.`, zh: `${path} 不存在。` },
      {
        en: "Give a file, a folder NN-slug/, a folder of such, or an archive.",
        zh: "请给出文件、目录 NN-slug/、包含此类目录的目录，或压缩包。",
      },
    );
  if (!status.isDirectory())
    return [isPacked(path) ? archive(path, withoutExtension(path), true) : attempt(path, asked)];
  const { chosen } = asked;
  const own = chosen ?? kataOfFolder(asked, resolve(path));
  if (own && (existsSync(join(path, "attempt.ts")) || kataOfFolder(asked, resolve(path))))
    return [folderOf(path, path, own)];
  return findInFolder(path, asked, passedOver);
}

/** Folders of katas, folders and archives of submissions: whatever there is of them. */
function findInFolder(path: string, asked: Asked, passedOver: Text[]): Submission[] {
  const entries = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Submission[] = [];
  const empty: Submission[] = [];
  for (const entry of entries) {
    const inside = join(path, entry.name);
    const kata = kataOfFolder(asked, entry.name);
    if (entry.isDirectory() && kata) found.push(folderOf(inside, inside, kata));
    else if (entry.isFile() && isPacked(entry.name)) found.push(archive(inside, withoutExtension(inside), false));
    else if (entry.isDirectory() && !isOfAnotherKata(asked, entry.name)) {
      const one: Submission = { name: inside, path: resolve(inside), what: { is: "folder" } };
      (holdsAttempts(one.path, asked) ? found : empty).push(one);
    } else if (entry.isFile() && ARCHIVE.test(entry.name))
      passedOver.push(
        leftOut(inside, { en: "only .zip, .tar.gz and .tgz are unpacked", zh: "只解压 .zip、.tar.gz 和 .tgz" }),
      );
    else if (entry.isSymbolicLink() && looksLikeOne(inside))
      passedOver.push(leftOut(inside, { en: "it is a link", zh: "它是链接" }));
  }
  if (found.length === 0)
    throw new UsageError(
      { en: `${path} holds nothing to grade.`, zh: `${path} 中没有可评测的内容。` },
      {
        en: `Expected are folders such as ${asked.catalog.katas[0]?.id}/ with an attempt.ts, folders or archives of such, or --kata with one attempt.ts in the folder.`,
        zh: `应为含 attempt.ts 的目录（如 ${asked.catalog.katas[0]?.id}/）、此类目录的目录或压缩包，或用 --kata 指定目录中唯一的 attempt.ts。`,
      },
    );
  return withEmpty(found, empty, passedOver);
}

/** Beside other people's submissions a folder without an attempt is one too; beside somebody's katas it is something else. */
function withEmpty(found: Submission[], empty: Submission[], passedOver: Text[]): Submission[] {
  if (found.every(({ what }) => what.is !== "attempt"))
    return [...found, ...empty].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { name, path } of empty)
    if (existsSync(join(path, "attempt.ts")))
      passedOver.push(leftOut(name, { en: "there is no kata of that name", zh: "没有这个名称的题目" }));
  return found;
}

function leftOut(name: string, why: Text): Text {
  const shown = printable(name);
  return { en: `${shown} is not graded: ${why.en}.`, zh: `${shown} 未评测：${why.zh}。` };
}

function holdsAttempts(folder: string, asked: Asked): boolean {
  if (asked.chosen && existsSync(join(folder, "attempt.ts"))) return true;
  return readdirSync(folder, { withFileTypes: true }).some((one) => one.isDirectory() && kataOfFolder(asked, one.name));
}

/** Whether `--kata` leaves the folder out. */
function isOfAnotherKata({ catalog, chosen }: Asked, name: string): boolean {
  return chosen !== undefined && catalog.katas.some(({ id }) => id === name);
}

function looksLikeOne(link: string): boolean {
  return isPacked(link) || (statSync(link, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function folderOf(name: string, folder: string, kata: Kata): Submission {
  const plain = join(name).replace(/(?<=.)[/\\]+$/, "");
  return {
    name: plain === "." ? kata.id : plain,
    path: resolve(folder, "attempt.ts"),
    what: { is: "attempt", kata, siblings: true },
  };
}

function archive(path: string, name: string, many: boolean): Submission {
  return { name: join(name), path: resolve(path), what: { is: "archive", many } };
}

/** An attempt's file. One that is called `attempt.ts` in the folder of a kata has that folder for its own. @throws UsageError */
function attempt(path: string, { catalog, chosen }: Asked): Submission {
  const own = basename(path) === "attempt.ts" ? kataOfFolder({ catalog }, dirname(resolve(path))) : undefined;
  const named = catalog.katas.find(({ id }) => id === basename(path).replace(/\.ts$/, ""));
  const kata = chosen ?? own ?? named;
  if (!kata)
    throw new UsageError(
      { en: `${path} does not say which kata it is for.`, zh: `${path} 没有说明是哪一题。` },
      { en: "Add --kata with its number or name.", zh: "请加上 --kata 及其编号或名称。" },
    );
  return { name: path, path: resolve(path), what: { is: "attempt", kata, siblings: own !== undefined } };
}

/** @throws UsageError when two submissions have one name, or one lies in the other */
function refuseTwins(submissions: readonly Submission[]): void {
  const named = new Map<string, Submission>();
  const refuse = (one: Submission, other: Submission) =>
    new UsageError(
      {
        en: `Two submissions are called ${printable(one.name)}: ${printable(other.path)} and ${printable(one.path)}.`,
        zh: `有两份提交同名 ${printable(one.name)}：${printable(other.path)} 和 ${printable(one.path)}。`,
      },
      {
        en: "Give each once; rename or remove one where a folder and an archive share a name.",
        zh: "每份只给一次；若目录与压缩包同名，请改名或去掉一个。",
      },
    );
  for (const one of submissions) {
    const twin = named.get(one.name);
    if (twin) throw refuse(one, twin);
    named.set(one.name, one);
  }
  for (const one of submissions) {
    for (let above = dirname(one.name); above !== dirname(above); above = dirname(above)) {
      const around = named.get(above);
      if (around && around.what.is !== "attempt") throw refuse(one, around);
    }
  }
}
