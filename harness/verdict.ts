/** The outcome of a grading, in the words that every report uses. A verdict is about the candidate's code, never about ours. */
import type { Group, Tolerance } from "./grading.ts";
import type { PictureDeclaration, Text } from "./kata.ts";

export const VERDICTS = [
  "passed",
  "wrong-type",
  "wrong-shape",
  "wrong-value",
  "not-finite",
  "mutated-input",
  "not-implemented",
  "missing-export",
  "threw",
  "compile-error",
  "forbidden-import",
  "time-limit",
  "memory-limit",
  "output-limit",
  "ended-early",
  /** Of a whole submission: it holds nothing that can be graded, as a damaged archive. */
  "unreadable",
  /** Not about the candidate: this machine cannot grade the part, and it counts neither for nor against anybody. */
  "not-graded",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A place in a source file. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of the line. */
  readonly excerpt?: string;
}

/** How a result differs from what was expected. Paths read as code: `h[1][3]`, `[0][2]`. */
export type Mismatch =
  | { readonly kind: "type"; readonly path: string; readonly expected: string; readonly actual: string }
  | {
      readonly kind: "shape";
      readonly path: string;
      readonly expected: readonly number[];
      readonly actual: readonly number[];
    }
  | {
      readonly kind: "value" | "finite";
      /** The shape of the tensor that holds the worst number; empty for a scalar. */
      readonly shape: readonly number[];
      /** The tensor that holds it, `h`; empty when the result itself is the tensor. */
      readonly tensor: string;
      readonly worst: Difference;
      readonly first: Difference;
      /** Numbers that differ, and all numbers of the result. */
      readonly wrong: number;
      readonly total: number;
    };

export interface Difference {
  readonly path: string;
  readonly expected: number | string | boolean | null;
  readonly actual: number | string | boolean | null;
  /** The largest difference allowed here; absent where equality is asked. */
  readonly allowed?: number;
}

/** What the attempt threw, or why it could not be run to its end. */
export interface Problem {
  /** The words of the attempt, the compiler or the engine; empty when `why` says it all. */
  readonly message: string;
  /** Our own reason, for the report to put into words. */
  readonly why?: Why;
  readonly at?: Location;
}

export type Why =
  | { readonly what: "limit"; readonly of: "compile" | "load" | "case" | "submission" | "kernel"; readonly ms: number }
  | { readonly what: "missing" | "unreadable" | "not-a-file" | "binary"; readonly file: string }
  | { readonly what: "too-large"; readonly file: string; readonly bytes: number }
  | { readonly what: "import"; readonly specifier: string }
  /** The kind of the export that should be a function; undefined when there is none. */
  | { readonly what: "export"; readonly kind?: string }
  /** Why this machine cannot run a compute kernel. */
  | { readonly what: "no-adapter"; readonly reason: Text }
  /** The position of the argument that was changed, from 0. */
  | { readonly what: "mutated"; readonly argument: number };

export interface CaseResult {
  readonly name: string;
  readonly group: Group;
  readonly shown: boolean;
  /** The sizes as declared, for people: `B=2 D=3 H=5`. */
  readonly sizes: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
  /** False when an earlier case was stopped by force and this one never ran. */
  readonly ran: boolean;
  readonly mismatch?: Mismatch;
  readonly problem?: Problem;
  /** The numbers themselves, for the diff of a shown or revealed case; never leaves the machine that grades. */
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** What the verdict was asked against, and within what; for pictures, as what follows. */
  readonly held?: { readonly expected: unknown; readonly tolerance: Tolerance };
  /** With markers where a function stands. */
  readonly args?: readonly unknown[];
  readonly durationMs: number;
}

export interface Diagnosis {
  /** `mistake:<name>`, `law:<name>`, `gradient:<name>`. */
  readonly id: string;
  readonly text: Text;
}

/** Why the speed of a part is shown and not ranked, the gravest first. None of them costs a point. */
export const SPEED_FLAGS = [
  /** A timed answer was wrong, although the part had passed. */
  "wrong-when-timed",
  /** A timed call went over a limit, or ended the sandbox. */
  "stopped-when-timed",
  /** Faster than any honest attempt plausibly is. */
  "below-floor",
  "too-noisy",
  /** The reference computes so little that the way to the sandbox and back is most of what a clock sees. */
  "too-short",
  /** The inputs are the same each time, so that an attempt may have kept its answer. */
  "same-inputs",
  /** It runs on a GPU, where our float64 reference is no measure. */
  "kernel",
] as const;
export type SpeedFlag = (typeof SPEED_FLAGS)[number];

/** How long a part computes on fresh inputs, beside our float64 reference on the same inputs. */
export interface PartSpeed {
  /** The case whose sizes the timed inputs have. */
  readonly case?: string;
  /** Inputs that were timed, warm-ups not counted. */
  readonly samples: number;
  /** Milliseconds, medians over the inputs: without the way there and back, which is `wayMs`. */
  readonly attemptMs?: number;
  readonly referenceMs?: number;
  readonly wayMs?: number;
  /** `attemptMs / referenceMs`: below 1 is faster than the reference. */
  readonly ratio?: number;
  /** Half of how far the middle ones of some runs are apart, as a share: in their ratios or, if larger, in the times of the reference. */
  readonly noise?: number;
  /** Absent when the ratio may be ranked. */
  readonly flag?: SpeedFlag;
}

/** Why the speed of a whole attempt is not ranked. */
export const KATA_SPEED_FLAGS = [
  "not-passed",
  "wrong-when-timed",
  "stopped-when-timed",
  "below-floor",
  "too-noisy",
  /** No part of it takes long enough. */
  "nothing-timed",
] as const;
export type KataSpeedFlag = (typeof KATA_SPEED_FLAGS)[number];

/** The speed of a whole attempt. */
export interface KataSpeed {
  /** Parts whose ratio may be ranked. */
  readonly parts: number;
  /** The geometric mean of their ratios, and its noise. */
  readonly ratio?: number;
  readonly noise?: number;
  /** Absent when the ratio may be ranked. */
  readonly flag?: KataSpeedFlag;
}

/** What pictures of a part know of it beside its cases. */
export interface PartOutline {
  readonly picture?: PictureDeclaration;
  readonly parameters: readonly string[];
  /** What the skeleton calls the axes of tensors, by the name of the tensor; `""` is the result itself. */
  readonly axes: ReadonlyMap<string, readonly string[]>;
}

export interface PartResult {
  readonly part: string;
  readonly points: number;
  readonly maxPoints: number;
  /** `passed`, or the verdict of the first case that failed. */
  readonly verdict: Verdict;
  readonly cases: readonly CaseResult[];
  readonly diagnosis?: Diagnosis;
  /** Only when speed was asked for, and the part passed. */
  readonly speed?: PartSpeed;
  readonly outline?: PartOutline;
}

/** The reference behind the verdicts, when it is not float64 alone. */
export interface ReferenceUsed {
  readonly name: "tfjs";
  readonly backend: string;
  readonly adapter?: string;
  /** The adapter computes on the CPU. */
  readonly software?: boolean;
  /** Cases that it graded; the others stay with float64. */
  readonly cases: number;
  readonly allCases: number;
}

export interface KataResult {
  readonly kata: string;
  readonly verdict: Verdict;
  readonly points: number;
  readonly maxPoints: number;
  /** 0 to 100. */
  readonly score: number;
  readonly parts: readonly PartResult[];
  /** Why nothing ran: the attempt did not compile or load. */
  readonly problem?: Problem;
  /** What the attempt printed, capped and free of control characters. */
  readonly console: string;
  readonly durationMs: number;
  readonly isolation: Isolation;
  readonly reference?: ReferenceUsed;
  /** Only when it was asked for. */
  readonly speed?: KataSpeed;
}

/** The parts that have full marks. */
export function passedParts({ parts }: KataResult): string[] {
  return parts.filter(({ verdict }) => verdict === "passed").map(({ part }) => part);
}

/** The strongest layer of the sandbox that the attempt ran under. */
export type Isolation = "process" | "os" | "os+cgroup";
