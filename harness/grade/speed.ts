/** From times on a clock to a speed: medians, a ratio, how far to trust it, and why it is not ranked. Deterministic, given the samples. */
import type { KataResult, KataSpeed, KataSpeedFlag, PartResult, PartSpeed } from "../verdict.ts";

/** Round trips of one input, in milliseconds, as the parent's clock sees them. */
export interface SpeedSample {
  readonly attemptMs: number;
  readonly referenceMs: number;
  /** The same input and an answer as large, without anything computed. */
  readonly wayMs: number;
}

/** What was timed in one set of processes. */
export type SpeedRun = readonly SpeedSample[];

/**
 * What the reference must compute to be a measure: in milliseconds, and as a share of its round trip. Below, the ratio of two differences
 * would say more about pipes than about code.
 */
const SHORTEST = { ms: 0.4, share: 0.3 };

/** A ratio that may be off by more than this share of itself is not ranked. */
const NOISIEST = 0.2;
/** A noise that is larger is said to be this. */
const LARGEST_NOISE = 10;

/**
 * Twenty times as fast as the reference. References are plain loops over nested arrays: flat arrays and better loops come to a fifth of
 * their time, a better algorithm to a tenth. What is faster still, somebody should look at before it leads a ranking.
 */
const FLOOR = 0.05;

/**
 * The speed of a part: medians over all samples of all runs. How noisy it is, the runs tell among each other: within one set of processes samples
 * agree better than they should, since each process keeps its core and its compiled code. The noise is that of the ratio or, where it is
 * larger, that of the reference's own times, which ought to be the same each time. @param runs at least one, none empty
 */
export function speedOf(runs: readonly SpeedRun[]): Omit<PartSpeed, "case"> {
  const all = runs.flat();
  const net = netOf(all);
  const [attemptMs, referenceMs] = [Math.max(0, net.attemptMs), Math.max(0, net.referenceMs)];
  const measured = { samples: all.length, attemptMs, referenceMs, wayMs: net.wayMs };
  if (isTooShort(net)) return { ...measured, flag: "too-short" };
  const ratio = attemptMs / referenceMs;
  const ratios = runs.map(ratioOf);
  const references = runs.map((run) => netOf(run).referenceMs);
  const noise = Math.max(spreadOf(ratios), spreadOf(references));
  const speed = { ...measured, ratio, noise };
  // First what is certain: an attempt whose every run lies below the floor is not merely noisy.
  if (Math.max(...ratios) < FLOOR) return { ...speed, flag: "below-floor" };
  if (noise > NOISIEST) return { ...speed, flag: "too-noisy" };
  return ratio < FLOOR ? { ...speed, flag: "below-floor" } : speed;
}

/**
 * Half of how far values are apart, as a share of their median. Of four and more, one at either end is passed over, as something else may have
 * begun beside it; then it is about a standard error of the median, were they normal.
 */
function spreadOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const inner = sorted.length < 4 ? sorted : sorted.slice(1, -1);
  const share = (inner.at(-1)! - inner[0]) / 2 / median(sorted);
  // Not a number where everything is 0 or infinite.
  return share <= LARGEST_NOISE ? share : LARGEST_NOISE;
}

/** Whether the reference computes so little that more runs will hardly make it a measure. */
export function isHopeless(run: SpeedRun): boolean {
  return netOf(run).referenceMs < SHORTEST.ms / 2;
}

function isTooShort({ referenceMs, wayMs }: SpeedSample): boolean {
  return !(referenceMs >= SHORTEST.ms && referenceMs >= SHORTEST.share * (referenceMs + wayMs));
}

/** What a ranking may make of the parts of an attempt. */
export function speedOfKata({ verdict, parts }: Pick<KataResult, "verdict" | "parts">): KataSpeed {
  const ranked = parts.flatMap(({ speed }) => (speed?.ratio !== undefined && speed.flag === undefined ? [speed] : []));
  const flag = verdict === "passed" ? flagOf(parts, ranked.length) : "not-passed";
  const flagged = { parts: ranked.length, ...(flag && { flag }) };
  if (ranked.length === 0) return flagged;
  const logarithms = ranked.reduce((sum, { ratio }) => sum + Math.log(ratio!), 0);
  const squares = ranked.reduce((sum, { noise }) => sum + noise! ** 2, 0);
  return {
    parts: ranked.length,
    ratio: Math.exp(logarithms / ranked.length),
    noise: Math.sqrt(squares) / ranked.length,
    ...(flag && { flag }),
  };
}

/** What is too short or has no measure is so for everybody, and is left out; the rest is about this attempt or this run. */
function flagOf(parts: readonly PartResult[], ranked: number): KataSpeedFlag | undefined {
  const found = new Set(parts.map(({ speed }) => speed?.flag));
  const grave = (["wrong-when-timed", "stopped-when-timed", "below-floor", "too-noisy"] as const).find((flag) =>
    found.has(flag),
  );
  return grave ?? (ranked === 0 ? "nothing-timed" : undefined);
}

function ratioOf(run: SpeedRun): number {
  const { attemptMs, referenceMs } = netOf(run);
  return referenceMs > 0 ? Math.max(0, attemptMs) / referenceMs : Number.POSITIVE_INFINITY;
}

/** Medians, without the way there and back. */
function netOf(run: SpeedRun): SpeedSample {
  const wayMs = median(run.map((one) => one.wayMs));
  return {
    attemptMs: median(run.map((one) => one.attemptMs)) - wayMs,
    referenceMs: median(run.map((one) => one.referenceMs)) - wayMs,
    wayMs,
  };
}

/** Of an even count, the mean of the middle two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
