/** The hidden half of a kata: what grades it. Declared in `fixtures/NN-slug/grading.ts`. */
import type { KataDeclaration, Text } from "./kata.ts";
import type { Draw } from "./rng.ts";

export type { Draw };

/** Case groups in the order in which they run, cheapest and most telling first. */
export const GROUPS = ["basic", "edge", "stability", "scale"] as const;
export type Group = (typeof GROUPS)[number];

/** `|actual - expected| <= atol + rtol * |expected|` for every number of a result. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
  /** `atol` is a share of the largest magnitude in the same tensor: in float32 an entry near 0 is as uncertain as its neighbours. */
  readonly scaled?: true;
  /** Why a part departs from the table. */
  readonly why?: string;
}

export type TolerancePrecision = "float64" | "float32";
export type ToleranceKind = "forward" | "gradient";

/** The one table of tolerances, by precision and kind. A statement quotes the float64 rows; the float32 ones hold a twin against its reference. */
export const TOLERANCES: Readonly<Record<TolerancePrecision, Readonly<Record<ToleranceKind, Tolerance>>>> = {
  float64: { forward: { rtol: 1e-9, atol: 1e-12 }, gradient: { rtol: 1e-7, atol: 1e-10 } },
  float32: {
    forward: { rtol: 1e-5, atol: 1e-5, scaled: true },
    gradient: { rtol: 1e-5, atol: 1e-5, scaled: true },
  },
};

/** Below the smallest normal float32, with some room: what is smaller may as well be 0. */
export const FLOAT32_TINY = 1e-36;

export interface Case<Sizes> {
  readonly name: string;
  readonly group: Group;
  readonly sizes: Sizes;
  readonly seed: number;
  /** A public example: the statement and the terminal may print its numbers. */
  readonly shown?: true;
  /** Its expectation is too bulky for git: computed where it is first needed, then kept in a cache folder. */
  readonly large?: true;
}

/** A wrong implementation that circulates, and the sentence that helps whoever wrote it. */
export type Mistake<Args extends readonly unknown[] = readonly unknown[]> = {
  readonly name: string;
  /** Says what is wrong in the mathematics, without giving the code. */
  readonly says: Text;
  /**
   * Names of cases on which this mistake has no answer of its own: its equations are singular there, and what comes out is the solver's and its rounding's.
   * Any wrong answer may be this mistake's on them.
   */
  readonly unsettled?: readonly string[];
} & (
  | {
      /** Replacements in the text of the reference, in order; each text must occur exactly once. */
      readonly edit: readonly [find: string, replace: string] | readonly (readonly [find: string, replace: string])[];
    }
  | { readonly instead: (...args: Args) => unknown }
);

/**
 * How a part that returns gradients relates to a part that computes what is differentiated. The harness uses it to check the
 * reference by finite differences, and to tell a wrong backward from a right backward of a wrong forward.
 */
export interface GradientOf<Args extends readonly unknown[] = readonly unknown[]> {
  /** The part whose output is differentiated. */
  readonly part: string;
  /** The call of the forward part that belongs to a call of this one; default: the same arguments. */
  readonly args?: (...args: Args) => readonly unknown[];
  /** The scalar whose gradient this part returns, from the forward's output and this part's arguments. */
  // biome-ignore lint/suspicious/noExplicitAny: the forward part's result, whose type is another part's
  readonly loss: (output: any, ...args: Args) => number;
  /** For each gradient in the result (`""` when the result itself is one): where its variable stands in the forward's arguments. */
  readonly wrt: Readonly<Record<string, readonly (number | string)[]>>;
}

/**
 * The second, independent witness of a part: the export of the same name in `reference/NN-slug/tfjs.ts`, which takes the same arguments and
 * returns tensors, its gradients by automatic differentiation. A grading says only where it departs from that.
 */
export type Twin =
  | {
      /** There is none, and why: integer bookkeeping, control flow. */
      readonly none: string;
    }
  | {
      /** Wider than the float32 table, with its reason. */
      readonly tolerance?: Tolerance & { readonly why: string };
      /** Cases that float32 cannot speak about, by name, each with its reason: they stay with float64. */
      readonly except?: Readonly<Record<string, string>>;
    };

export function none(reason: string): Twin {
  return { none: reason };
}

/** A buffer of group 0, at the binding of its place in the list. Matrices lie in it row after row. */
export type KernelBinding = {
  readonly name: string;
  readonly type: "f32" | "i32" | "u32";
} & (
  | { readonly access: "read" | "read_write" | "uniform"; readonly data: readonly number[] }
  /** Zeros. */
  | { readonly access: "read_write"; readonly length: number }
);

/** One run of a compute kernel whose entry point is `main`. */
export interface KernelLaunch {
  readonly bindings: readonly KernelBinding[];
  readonly workgroups: readonly [number, number, number];
  /** The buffer to read back, and its shape. */
  readonly result: { readonly binding: string; readonly shape: readonly number[] };
}

export interface GradedSpec<Args extends readonly unknown[], Sizes> {
  /** Arguments of a case, from its sizes and its own stream of random numbers. */
  readonly input: (sizes: Sizes, draw: Draw) => [...Args];
  readonly cases: readonly Case<Sizes>[];
  /** Default: `gradient` when `gradientOf` is given, else `forward`. */
  readonly kind?: ToleranceKind;
  /** An exception from the table, with its reason. */
  readonly tolerance?: Tolerance & { readonly why: string };
  readonly gradientOf?: GradientOf<Args>;
  readonly mistakes: readonly Mistake<Args>[];
  /** Default: the twin speaks about every case, within the float32 table. */
  readonly twin?: Twin;
  /**
   * The part returns a WGSL compute kernel: what counts is what the kernel computes on the webgpu backend, in float32, for this launch. `expected` is
   * computed by the grading, in float64. Without an adapter the part is not graded.
   */
  readonly kernel?: (sizes: Sizes, draw: Draw) => KernelLaunch & { readonly expected: unknown };
}

/** A part with its reference and cases, its types forgotten: what the harness works with. */
// biome-ignore lint/suspicious/noExplicitAny: a part's sizes are its own affair
export interface GradedPart extends GradedSpec<any[], any> {
  // biome-ignore lint/suspicious/noExplicitAny: and so are its arguments
  readonly reference: (...args: any[]) => unknown;
}

/** Couples a part's reference with its cases; the reference's type decides what `input` must return. */
export function graded<Args extends readonly unknown[], Sizes extends object>(
  reference: (...args: Args) => unknown,
  spec: GradedSpec<Args, Sizes>,
): GradedPart {
  return { ...spec, reference } as unknown as GradedPart;
}

export interface Grading<Name extends string = string> {
  readonly kata: KataDeclaration<Name>;
  readonly parts: { readonly [Part in Name]: GradedPart };
}

/** Declares how a kata is graded; a part without a grading, or a grading without a part, does not compile. */
export function defineGrading<Name extends string>(
  kata: KataDeclaration<Name>,
  parts: { readonly [Part in NoInfer<Name>]: GradedPart },
): Grading<Name> {
  return { kata, parts };
}

type ToleranceFields = Pick<GradedPart, "kind" | "tolerance" | "gradientOf" | "kernel">;

/** The tolerance that a part is held to: that of float64, or of float32 where it computes on a GPU. */
export function toleranceOf(part: ToleranceFields): Tolerance {
  return part.tolerance ?? TOLERANCES[part.kernel ? "float32" : "float64"][kindOf(part)];
}

export function kindOf({ kind, gradientOf }: Pick<ToleranceFields, "kind" | "gradientOf">): ToleranceKind {
  return kind ?? (gradientOf ? "gradient" : "forward");
}

/** What the twin of a part is held to, and what an attempt is held to that is graded by the twin; undefined where the twin has nothing to say. */
export function twinToleranceOf(
  part: ToleranceFields & Pick<GradedPart, "twin">,
  caseName: string,
): Tolerance | undefined {
  const { twin } = part;
  if (twin && ("none" in twin || (twin.except && Object.hasOwn(twin.except, caseName)))) return undefined;
  return twin?.tolerance ?? TOLERANCES.float32[kindOf(part)];
}
