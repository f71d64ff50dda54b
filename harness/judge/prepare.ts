/** What a grading needs before there is an attempt: arguments as they cross the pipe, expectations, the order of the cases. */
import { createHash } from "node:crypto";
import {
  axesOf,
  type Catalog,
  cachedExpectation,
  commandName,
  expectations,
  type Kata,
  type LoadedGrading,
  loadMistakes,
  type MistakeModule,
  parametersOf,
} from "../catalog/catalog.ts";
import { HarnessFault } from "../fault.ts";
import {
  type Case,
  GROUPS,
  type GradedPart,
  type Group,
  type KernelLaunch,
  type Tolerance,
  toleranceOf,
} from "../grading.ts";
import { createDraw, createRng, materialize, shuffled } from "../rng.ts";
import type { PartOutline, ReferenceUsed } from "../verdict.ts";
import { type Encoded, encode } from "../wire.ts";

export interface PreparedCase {
  readonly name: string;
  readonly group: Group;
  readonly shown: boolean;
  readonly large: boolean;
  readonly sizes: Readonly<Record<string, unknown>>;
  /** With markers where a function will stand. */
  readonly args: readonly unknown[];
  readonly encoded: Encoded;
  /** What the float64 reference gives: the truth, for diagnosis and for people. */
  readonly expected: unknown;
  /** What a verdict is asked against: the same, or what a twin gives, with the tolerance that belongs to it. */
  readonly held: { readonly expected: unknown; readonly tolerance: Tolerance };
  /** How to run the compute kernel that the part returns. */
  readonly launch?: KernelLaunch;
}

export interface PreparedPart {
  readonly name: string;
  readonly points: number;
  readonly grading: GradedPart;
  /** In the order in which they run. */
  readonly cases: readonly PreparedCase[];
  readonly outline: PartOutline;
}

export interface PreparedKata {
  readonly kata: Kata;
  readonly parts: readonly PreparedPart[];
  /** Which reference the verdicts are asked against; float64 when nothing is said. */
  readonly reference?: ReferenceUsed;
  /** Known mistakes; made on first use. */
  readonly mistakes: () => Promise<readonly MistakeModule[]>;
}

/**
 * @param secret mixes into every seed but those of the shown cases, and shuffles the cases: then expectations are computed here and
 * now, and the committed ones do not help anybody.
 * @param shownOnly leaves the hidden cases out, and parts that have no others
 */
export async function prepareKata(
  catalog: Catalog,
  kata: Kata,
  { secret = "", shownOnly = false } = {},
): Promise<PreparedKata> {
  const grading = await catalog.grading(kata);
  const committed = secret === "" ? expectations(grading) : undefined;
  const axes = axesOf(kata);
  const all = Object.entries(kata.parts).map(([name, { points, picture }]): PreparedPart => {
    const part = grading.parts[name];
    const tolerance = toleranceOf(part);
    const asked = shownOnly ? part.cases.filter(({ shown }) => shown) : part.cases;
    const cases = inOrder(asked, secret && `${secret}\u0000${kata.id}\u0000${name}`).map((one) => {
      const { args, launch } = inputOf(kata, name, part, one, secret);
      const compute = () => expectedOf(part, args, launch);
      const kept = () =>
        one.large
          ? cachedExpectation(grading, name, one.name, compute)
          : committedValue(grading, committed!.get(name), one.name);
      const expected = committed ? kept() : compute();
      return {
        name: one.name,
        group: one.group,
        shown: one.shown ?? false,
        large: one.large ?? false,
        sizes: one.sizes as Record<string, unknown>,
        args,
        encoded: encode(args),
        expected,
        held: { expected, tolerance },
        ...(launch && { launch }),
      };
    });
    const outline = { ...(picture && { picture }), parameters: parametersOf(kata, name), axes: axes(name) };
    return { name, points, grading: part, cases, outline };
  });
  const parts = shownOnly ? all.filter(({ cases }) => cases.length > 0) : all;
  let mistakes: Promise<readonly MistakeModule[]> | undefined;
  return {
    kata,
    parts,
    mistakes: () => {
      mistakes ??= loadMistakes(grading);
      return mistakes;
    },
  };
}

interface CaseInput {
  readonly args: readonly unknown[];
  readonly launch?: KernelLaunch & { readonly expected: unknown };
}

/** What the reference gives for a case; of a compute kernel, what it must compute. */
export function expectedOf(part: GradedPart, args: readonly unknown[], launch: CaseInput["launch"]): unknown {
  return launch ? launch.expected : part.reference(...materialize(args));
}

/**
 * The arguments of one case, and the launch of its kernel if it has one. Shown cases are public, so no secret changes them. Where a generator is an argument, the words of its
 * stream cross to the attempt: they carry a digest for this case alone, from which nobody finds the secret or another case.
 */
export function inputOf(kata: Kata, name: string, part: GradedPart, one: Case<unknown>, secret = ""): CaseInput {
  const own = one.shown || secret === "" ? "" : digestOf([secret, kata.id, name, one.name]);
  const draw = createDraw(kata.id, name, one.name, one.seed, own);
  const args = part.input(one.sizes, draw);
  return part.kernel ? { args, launch: part.kernel(one.sizes, draw) } : { args };
}

function digestOf(words: readonly string[]): string {
  return createHash("sha256").update(words.join("\u0000")).digest("hex");
}

function committedValue(
  { kata }: LoadedGrading,
  cases: ReadonlyMap<string, unknown> | undefined,
  name: string,
): unknown {
  if (cases?.has(name)) return cases.get(name);
  throw new HarnessFault(
    {
      en: `expected.json of ${kata.id} has no case "${name}".`,
      zh: `${kata.id} 的 expected.json 中没有用例“${name}”。`,
    },
    {
      en: `Run \`kata dev fixtures ${commandName(kata)}\`.`,
      zh: `请运行 \`kata dev fixtures ${commandName(kata)}\`。`,
    },
  );
}

/** Groups in their order; within a group as declared, or shuffled by the secret. */
function inOrder(cases: readonly Case<unknown>[], secret: string): Case<unknown>[] {
  return GROUPS.flatMap((group) => {
    const of = cases.filter((one) => one.group === group);
    return secret === "" ? of : shuffled(of.length, createRng(`${secret}\u0000${group}`)).map((i) => of[i]);
  });
}
