/**
 * The speed of the parts that passed: fresh inputs, which nobody has seen, go to the attempt and to our float64 reference by turns, each in
 * a sandbox of its own under one layer, and the parent's clock runs around each call. A third sandbox answers without computing: what its
 * calls take is the way there and back, and is taken off both. Without that an attempt that does everything twice would show a ratio of 1.2 where inputs are large.
 */
import { createHash } from "node:crypto";
import type { Kata } from "../catalog/catalog.ts";
import type { Compiled } from "../compile/compile.ts";
import { isHopeless, type SpeedRun, type SpeedSample, speedOf, speedOfKata } from "../grade/speed.ts";
import { DEFAULT_LIMITS } from "../kata.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult, PartSpeed, SpeedFlag } from "../verdict.ts";
import { type Encoded, encode, WIRE_LIMITS } from "../wire.ts";
import { inputOf, type PreparedCase, type PreparedKata, type PreparedPart } from "./prepare.ts";
import { ALL, ATTEMPT, REFERENCE, referenceCodes, Trio, WAY } from "./trio.ts";

export interface SpeedOptions {
  readonly pool: SandboxPool;
  /** The secret of the grading: with one, nobody can know the timed inputs. */
  readonly secret?: string;
  readonly signal?: AbortSignal;
}

/** Fresh sets of processes for each part: what core a process is on, and what became of its code, differs from one to the next. */
const RUNS = 5;
/**
 * In each, calls until code is compiled: of each sandbox by itself, so many or until it has worked so long. Whoever dawdles then, so that the
 * reference stays cold, has gained nothing.
 */
const WARM_UP = { calls: 60, ms: 150 };
/** Then rounds that count: at most so many, or until the time is over, but never fewer than the least. */
const SAMPLES = { most: 9, ms: 300, least: 2 };
/** What a sandbox may answer in all its calls, with some room. */
const ANSWER_BYTES = 0.9 * WIRE_LIMITS.totalBytes;
/** Draws that may repeat an input before the inputs count as the same. */
const DRAWS = 20;

/**
 * The result with the speed of each part that passed. Nothing else may run meanwhile.
 * @param compiled what was graded; undefined when it did not compile
 * @throws HarnessFault when the reference does not answer; the signal's reason
 */
export async function timeKata(
  prepared: PreparedKata,
  compiled: Compiled | undefined,
  result: KataResult,
  options: SpeedOptions,
): Promise<KataResult> {
  const parts = [];
  for (const one of result.parts) {
    const part = prepared.parts.find(({ name }) => name === one.part);
    const speed =
      part && compiled && one.verdict === "passed" ? await timePart(prepared, part, compiled, options) : undefined;
    parts.push(speed ? { ...one, speed } : one);
  }
  return { ...result, parts, speed: speedOfKata({ verdict: result.verdict, parts }) };
}

/** The case with the most numbers in its arguments; of the group that is about size, where the part has one. @param cases at least one */
export function largestCase(cases: readonly PreparedCase[]): PreparedCase {
  const scale = cases.filter(({ group }) => group === "scale");
  const sized = (scale.length > 0 ? scale : cases).map((one) => ({ one, numbers: countNumbers(one.args) }));
  return sized.reduce((best, other) => (other.numbers > best.numbers ? other : best)).one;
}

async function timePart(
  prepared: PreparedKata,
  part: PreparedPart,
  compiled: Compiled,
  { pool, secret = "", signal }: SpeedOptions,
): Promise<PartSpeed> {
  if (part.grading.kernel) return { samples: 0, flag: "kernel" };
  const one = largestCase(part.cases);
  const draw = freshInputs(prepared.kata, part, one, secret);
  const codes = { attempt: compiled.code, ...(await referenceCodes(prepared.kata)) };
  const runs: SpeedRun[] = [];
  for (let i = 0; i < RUNS; i++) {
    // Sandboxes that start take processor time from whoever is timed.
    await pool.settled();
    const trio = new Trio(pool, { ...DEFAULT_LIMITS, ...prepared.kata.limits }, part.name, one);
    try {
      const run =
        (await trio.load(codes, WARM_UP.calls + SAMPLES.most)) ?? (await takeSamples(trio, draw, roomFor(one), signal));
      if (typeof run === "string") return { case: one.name, samples: runs.flat().length, flag: run };
      runs.push(run);
      if (isHopeless(run)) break;
    } finally {
      trio.end();
    }
  }
  return { case: one.name, ...speedOf(runs) };
}

/** Warms up, then takes samples; or why there are none. @param room how many answers a sandbox may give */
async function takeSamples(
  trio: Trio,
  draw: () => Encoded | undefined,
  room: number,
  signal: AbortSignal | undefined,
): Promise<SpeedRun | SpeedFlag> {
  const warmUps = Math.max(1, Math.min(WARM_UP.calls, room - SAMPLES.most));
  const worked = [0, 0, 0];
  const samples: SpeedSample[] = [];
  let began: number | undefined;
  for (let round = 0; round < room && samples.length < SAMPLES.most; round++) {
    signal?.throwIfAborted();
    const input = draw();
    if (!input) return "same-inputs";
    const cold = round < warmUps ? ALL.filter((place) => worked[place] < WARM_UP.ms) : [];
    if (cold.length === 0) began ??= performance.now();
    const asked = cold.length === 0 ? ALL : cold;
    // Every other round backwards, so that nobody is always the one after the pause.
    const times = await trio.round(input, round % 2 === 1 ? asked.toReversed() : asked);
    if (typeof times === "string") return times;
    if (began === undefined) for (const place of cold) worked[place] += times[place];
    else samples.push({ attemptMs: times[ATTEMPT], referenceMs: times[REFERENCE], wayMs: times[WAY] });
    if (samples.length >= SAMPLES.least && performance.now() - began! >= SAMPLES.ms) break;
  }
  return samples;
}

/** Draws inputs of a case's sizes, none of which is one of the case itself or was drawn before; undefined when there are no more. */
function freshInputs(kata: Kata, part: PreparedPart, one: PreparedCase, secret: string): () => Encoded | undefined {
  const declared = part.grading.cases.find(({ name }) => name === one.name)!;
  const seen = new Set(part.cases.map(({ encoded }) => digestOf(encoded)));
  let count = 0;
  return () => {
    for (let i = 0; i < DRAWS; i++) {
      const timed = { ...declared, name: `${one.name}, timed ${count++}`, shown: undefined };
      const input = encode(inputOf(kata, part.name, part.grading, timed, secret).args);
      const digest = digestOf(input);
      if (!seen.has(digest)) {
        seen.add(digest);
        return input;
      }
    }
    return undefined;
  };
}

function digestOf({ json, blocks }: Encoded): string {
  const { buffer, byteOffset, byteLength } = blocks;
  return createHash("sha256")
    .update(json)
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("base64");
}

/** How many answers of a case's size may leave one sandbox: at least three, since one answer has its own limit. */
function roomFor({ expected }: PreparedCase): number {
  const { json, blocks } = encode(expected);
  return Math.floor(ANSWER_BYTES / (json.length + 8 * blocks.length));
}

function countNumbers(value: unknown): number {
  if (ArrayBuffer.isView(value)) return (value as Float64Array).length;
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countNumbers(item), 0);
}
