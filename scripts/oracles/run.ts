/** The whole run: every kata of the catalog against every case that touches it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Adapter, Parts } from "../../fixtures/oracles/adapter.ts";
import { type Kata, openCatalog, referenceFile } from "../../harness/catalog/catalog.ts";
import { loadModules } from "../../harness/catalog/load.ts";
import { packageRoot } from "../../harness/paths.ts";
import { type OracleCase, readCases, readOnnxCases } from "./cases.ts";
import { type Held, hold, type Kind, type Reservation } from "./hold.ts";
import { type Plan, planKata } from "./plan.ts";

/** What a run looks at. */
export interface Material {
  readonly katas: readonly { readonly kata: Pick<Kata, "id" | "number" | "parts">; readonly reference: Parts }[];
  /** By the name of their files. */
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly cases: readonly OracleCase[];
  /** The node tests of ONNX; undefined where they are not at hand. */
  readonly onnx: readonly OracleCase[] | undefined;
}

export interface OracleRun {
  readonly katas: readonly KataRun[];
  /** Topics that no kata has, with the number of their cases, and whether an adapter is there already. */
  readonly waiting: readonly { readonly number: number; readonly cases: number; readonly adapter: boolean }[];
  /** How many node tests of ONNX there are; undefined where they are not at hand. */
  readonly onnx: number | undefined;
  readonly failures: readonly string[];
}

export interface KataRun {
  readonly id: string;
  readonly used: number;
  readonly left: Plan["left"];
  /** What is less than a whole comparison of a used case. */
  readonly reservations: readonly MergedReservation[];
  readonly worst: Held["worst"];
  /** Parts that no case reaches directly. */
  readonly unreached: readonly string[];
  readonly failures: readonly string[];
}

interface MergedReservation extends Omit<Reservation, "pattern"> {
  /** The operation or case that it concerns. */
  readonly key: string;
  readonly patterns: string[];
}

/** @throws HarnessFault, UsageError */
export async function readMaterial(): Promise<Material> {
  const { katas } = await openCatalog();
  const references = await loadModules(katas.map(referenceFile));
  return {
    katas: katas.map((kata) => ({ kata, reference: references.get(referenceFile(kata))!.exports as Parts })),
    adapters: await loadAdapters(join(packageRoot, "fixtures", "oracles")),
    cases: readCases(),
    onnx: readOnnxCases(),
  };
}

export function runOracles(material: Material): OracleRun {
  const katas = material.katas.flatMap((one) => runKata(one, material) ?? []);
  return {
    katas,
    waiting: waitingTopics(material),
    onnx: material.onnx?.length,
    failures: [...katas.flatMap(({ failures }) => failures), ...checkEarlyAdapters(material)],
  };
}

async function loadAdapters(folder: string): Promise<Map<string, Adapter>> {
  const ids = readdirSync(folder).flatMap((name) => /^(\d{2,}-[a-z0-9-]+)\.ts$/.exec(name)?.[1] ?? []);
  const modules = await loadModules(ids.map((id) => join(folder, `${id}.ts`)));
  return new Map(ids.map((id) => [id, modules.get(join(folder, `${id}.ts`))!.exports.default as Adapter]));
}

/** Undefined when nothing touches the kata and it has no adapter. */
function runKata({ kata, reference }: Material["katas"][number], material: Material): KataRun | undefined {
  const { adapters, cases, onnx } = material;
  const { id, number } = kata;
  const adapter = adapters.get(id);
  if (!adapter) {
    const touching = allCases(material).filter(({ topics }) => topics.includes(number)).length;
    const failures = [`${id}: ${touching} cases touch it, and it has no adapter: write fixtures/oracles/${id}.ts`];
    const nothing = { used: 0, left: [], reservations: [], worst: {}, unreached: [] };
    return touching === 0 ? undefined : { id, ...nothing, failures };
  }
  const { parts, reached } = watch(Object.keys(kata.parts), reference);
  const plan = planKata(number, adapter, cases, onnx);
  const held = plan.used.map((one): HeldCase => ({ ...one, ...hold(one.oracle, one.use, parts) }));
  const failures = [...plan.failures, ...held.flatMap((one) => one.failures), ...idleExcuses(held)];
  return {
    id,
    used: plan.used.length,
    left: plan.left,
    reservations: mergeReservations(held),
    worst: worstOf(held),
    unreached: Object.keys(parts).filter((name) => !reached.has(name)),
    failures: failures.map((failure) => `${id}: ${failure}`),
  };
}

/** The parts, and which of them have been called. */
function watch(names: readonly string[], reference: Parts): { parts: Parts; reached: ReadonlySet<string> } {
  const reached = new Set<string>();
  const watched = names.map((name) => {
    const part = (...args: unknown[]) => {
      reached.add(name);
      return reference[name](...args);
    };
    return [name, part] as const;
  });
  return { parts: Object.fromEntries(watched), reached };
}

type HeldCase = Held & Pick<Plan["used"][number], "key" | "use">;

function worstOf(held: readonly HeldCase[]): Held["worst"] {
  const worst: Partial<Record<Kind, number>> = {};
  for (const one of held)
    for (const [kind, error] of Object.entries(one.worst) as [Kind, number][])
      worst[kind] = Math.max(worst[kind] ?? 0, error);
  return worst;
}

/** Together what the results of an operation or a case have in common. */
function mergeReservations(held: readonly HeldCase[]): MergedReservation[] {
  const merged: MergedReservation[] = [];
  for (const { key, reservations } of held)
    for (const { pattern, because, error } of reservations) {
      const same = merged.find((one) => one.key === key && one.because === because && one.error === error);
      if (!same) merged.push({ key, patterns: [pattern], because, error });
      else if (!same.patterns.includes(pattern)) same.patterns.push(pattern);
    }
  return merged;
}

/** Entries of `beyond` and `within` that no case needs. */
function idleExcuses(held: readonly HeldCase[]): string[] {
  const needed = new Set(
    held.flatMap(({ key, reservations }) => reservations.map(({ pattern }) => `${key}: ${pattern}`)),
  );
  const given = held.flatMap(({ key, use: { beyond, within } }) =>
    Object.keys({ ...beyond, ...within }).map((pattern) => `${key}: ${pattern}`),
  );
  return [...new Set(given)].filter((one) => !needed.has(one)).map((one) => `nothing needs the excuse "${one}"`);
}

function waitingTopics({ katas, adapters, ...rest }: Material): OracleRun["waiting"] {
  const known = new Set(katas.map(({ kata }) => kata.number));
  const counts = new Map<number, number>();
  for (const number of allCases(rest).flatMap(({ topics }) => topics))
    if (!known.has(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
  const adapted = new Set([...adapters.keys()].map(numberOf));
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([number, count]) => ({ number, cases: count, adapter: adapted.has(number) }));
}

/** An adapter may be there before its kata, and must fit the cases even then; once the number is taken, it must have the kata's name. */
function checkEarlyAdapters({ katas, adapters, cases, onnx }: Material): string[] {
  return [...adapters].flatMap(([id, adapter]) => {
    const number = numberOf(id);
    const taken = katas.find(({ kata }) => kata.number === number)?.kata;
    if (!taken) return planKata(number, adapter, cases, onnx).failures.map((failure) => `${id}: ${failure}`);
    return taken.id === id ? [] : [`fixtures/oracles/${id}.ts: the kata is called ${taken.id}`];
  });
}

function allCases({ cases, onnx = [] }: Pick<Material, "cases" | "onnx">): readonly OracleCase[] {
  return [...cases, ...onnx];
}

function numberOf(id: string): number {
  return Number.parseInt(id, 10);
}
