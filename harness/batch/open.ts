/** Opens a submission: which attempts it holds, unpacked where it is an archive. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Kata } from "../catalog/catalog.ts";
import type { Text } from "../kata.ts";
import { printable } from "../text.ts";
import { MANY_SUBMISSIONS, ONE_SUBMISSION } from "./archive/keeper.ts";
import { unpack } from "./archive/unpack.ts";
import { Unreadable } from "./archive/unreadable.ts";
import { type Asked, kataOfFolder, type Submission } from "./submissions.ts";
import type { Temporary } from "./temporary.ts";

/** One attempt to grade. */
export interface Grading {
  /** What its record calls it. */
  readonly name: string;
  readonly kata: Kata;
  readonly file: string;
  /** Whether its folder is its own. */
  readonly siblings: boolean;
}

export interface Opened {
  /** In their order. */
  readonly gradings: readonly Grading[];
  /** What was left out of an archive, a line each. */
  readonly leftOut: readonly Text[];
  /** Removes what was unpacked. */
  close(): void;
}

/** @throws Unreadable, with what to do about it */
export async function openSubmission(submission: Submission, asked: Asked, temporary: Temporary): Promise<Opened> {
  const { name, path, what } = submission;
  if (what.is === "attempt") return opened([{ name, kata: what.kata, file: path, siblings: what.siblings }]);
  return what.is === "folder"
    ? opened(inFolder(name, path, asked))
    : openArchive(submission, what.many, asked, temporary);
}

function opened(gradings: readonly Grading[], leftOut: readonly Text[] = [], close = () => {}): Opened {
  return { gradings, leftOut, close };
}

function inFolder(name: string, folder: string, asked: Asked): Grading[] {
  const own = asked.chosen && existsSync(join(folder, "attempt.ts")) ? [gradingAt(name, folder, asked.chosen)] : [];
  const katas = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => kataOfFolder(asked, entry.name) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (own.length + katas.length === 0)
    throw new Unreadable(
      `There is nothing to grade in it. Expected are folders such as ${asked.catalog.katas[0]?.id}/.`,
    );
  return own.length > 0 ? own : katas.map((kata) => gradingAt(join(name, kata.id), join(folder, kata.id), kata));
}

async function openArchive(
  { name, path }: Submission,
  many: boolean,
  asked: Asked,
  temporary: Temporary,
): Promise<Opened> {
  const into = temporary.folder();
  const close = () => rmSync(into, { recursive: true, force: true });
  try {
    // A packed folder of one attempt: the option or the archive's own name says the kata.
    const lone = asked.chosen ?? kataOfFolder(asked, basename(name));
    const limits = many ? MANY_SUBMISSIONS : ONE_SUBMISSION;
    const isSource = (steps: readonly string[]) =>
      steps.at(-1)!.endsWith(".ts") &&
      !steps.some(isAside) &&
      (lone !== undefined || kataFolder(steps.slice(0, -1), asked) !== undefined);
    const kept = await unpack(path, into, limits, isSource);
    const leftOut = kept.leftOut.map((entry) => ({
      en: `${printable(name)}: ${entry} is left out.`,
      zh: `${printable(name)}：${entry} 未取用。`,
    }));
    const places = placesOf(kept.folders, asked);
    if (places.length > 0) return opened(gradingsAt(places, { name, many, into }), leftOut, close);
    const folders = kept.files.filter((steps) => steps.at(-1) === "attempt.ts").map((steps) => steps.slice(0, -1));
    if (!lone || folders.length === 0) throw nothingIn(kept.leftOut, asked);
    if (!many && folders.length > 1) throw twice(lone, folders);
    const at = (steps: readonly string[]) => gradingAt(many ? join(name, ...steps) : name, join(into, ...steps), lone);
    return opened(folders.map(at), leftOut, close);
  } catch (error) {
    close();
    throw error;
  }
}

interface Place {
  readonly steps: readonly string[];
  readonly kata: Kata;
}

/** The folders of katas, wherever they lie; what lies in one of them belongs to it. */
function placesOf(folders: ReadonlySet<string>, asked: Asked): Place[] {
  const places = new Map<string, Place>();
  for (const folder of folders) {
    const steps = folder.split("/");
    const found = steps.some(isAside) ? undefined : kataFolder(steps, asked);
    if (found) places.set(found.steps.join("/"), found);
  }
  return [...places.values()].sort((a, b) => (a.steps.join("/") < b.steps.join("/") ? -1 : 1));
}

function kataFolder(steps: readonly string[], asked: Asked): Place | undefined {
  for (const [i, step] of steps.entries()) {
    const kata = kataOfFolder(asked, step);
    if (kata) return { steps: steps.slice(0, i + 1), kata };
  }
  return undefined;
}

function gradingsAt(
  places: readonly Place[],
  { name, many, into }: { name: string; many: boolean; into: string },
): Grading[] {
  if (many) return places.map(({ steps, kata }) => gradingAt(join(name, ...steps), join(into, ...steps), kata));
  for (const { kata } of places) {
    const of = places.filter((place) => place.kata === kata);
    if (of.length > 1)
      throw twice(
        kata,
        of.map(({ steps }) => steps),
      );
  }
  return places.map(({ steps, kata }) => gradingAt(join(name, kata.id), join(into, ...steps), kata));
}

function gradingAt(name: string, folder: string, kata: Kata): Grading {
  return { name, kata, file: join(folder, "attempt.ts"), siblings: true };
}

/** What systems and tools put beside people's own files. */
function isAside(step: string): boolean {
  return step.startsWith(".") || step === "node_modules" || step === "__MACOSX";
}

function twice(kata: Kata, folders: readonly (readonly string[])[]): Unreadable {
  const named = folders.slice(0, 2).map((steps) => `"${printable(steps.join("/") || ".", 120)}"`);
  return new Unreadable(
    `It has ${kata.id} more than once: ${named.join(" and ")}. Pack one of them; an archive of many submissions is given as a path of its own.`,
  );
}

function nothingIn(leftOut: readonly string[], asked: Asked): Unreadable {
  const aside = leftOut.length > 0 ? ` Left out: ${leftOut.join(", ")}.` : "";
  return new Unreadable(
    `There is nothing to grade in it.${aside} Pack folders such as ${asked.catalog.katas[0]?.id}/ with an attempt.ts.`,
  );
}
