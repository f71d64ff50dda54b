/**
 * From a wrong result to the mistake behind it: a known mistake, a law, or which of forward and backward is wrong. It says nothing
 * rather than guess.
 */
import type { Text } from "../kata.ts";
import { everyPair, leavesOf, shapeOf } from "../tensor.ts";
import type { Diagnosis, Verdict } from "../verdict.ts";
import { findLaw, type Law, type Sample } from "./laws.ts";

/** A case of a part, as far as it was run. */
export interface EvidenceCase {
  readonly name: string;
  readonly sizes: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
  readonly expected: unknown;
  /** Absent when the attempt gave no value. */
  readonly actual?: unknown;
}

interface KnownMistake {
  readonly name: string;
  readonly says: Text;
  /** Cases on which it has no answer of its own: any wrong answer may be this mistake's. */
  readonly unsettled?: readonly string[];
  /** What the mistake returns for a case; undefined when it gives no value. */
  readonly outputOf: (caseName: string) => unknown;
}

/** Whether the attempt's backward is the gradient of the attempt's own forward, gradient by gradient. */
export interface GradientEvidence {
  readonly forward: string;
  /** The part itself is its forward: it returns a value and the gradient of that value. */
  readonly own?: boolean;
  readonly forwardPassed: boolean;
  readonly agrees: Readonly<Record<string, boolean>>;
}

export interface Evidence {
  readonly cases: readonly EvidenceCase[];
  readonly mistakes: readonly KnownMistake[];
  readonly gradient?: GradientEvidence;
}

/** The first explanation that holds on every failing case. */
export function diagnose(evidence: Evidence): Diagnosis | undefined {
  const failing = evidence.cases.filter((one) => one.verdict !== "passed");
  const answered = failing.filter(
    (one) => "actual" in one && one.actual !== undefined && one.verdict !== "mutated-input",
  );
  if (answered.length === 0 || answered.length < failing.length) return undefined;
  return knownMistake(evidence, answered) ?? law(answered) ?? gradient(evidence.gradient);
}

/** Relative closeness that counts as the same output: far below any two mistakes, far above rounding. */
const SAME = 1e-7;

function knownMistake({ cases, mistakes }: Evidence, failing: readonly EvidenceCase[]): Diagnosis | undefined {
  const passed = cases.filter((one) => one.verdict === "passed");
  let best: { mistake: KnownMistake; agreeing: number } | undefined;
  for (const mistake of mistakes) {
    const settled = failing.filter((one) => !mistake.unsettled?.includes(one.name));
    if (!settled.every((one) => sameOutput(one.actual, mistake.outputOf(one.name)))) continue;
    const agreeing = passed.filter((one) => sameOutput(one.expected, mistake.outputOf(one.name))).length;
    if (!tells(settled, agreeing === passed.length && passed.length > 0)) continue;
    if (!best || agreeing > best.agreeing) best = { mistake, agreeing };
  }
  return best && { id: `mistake:${best.mistake.name}`, text: best.mistake.says };
}

/**
 * Whether agreement on these outputs says more than chance. One wrong number with digits is enough; wrong whole numbers, flags and
 * NaN are told apart by few outcomes, so they need company: many of them, or agreement on every other case as well.
 */
function tells(failing: readonly EvidenceCase[], agreesElsewhere: boolean): boolean {
  let coarse = 0;
  for (const { expected, actual } of failing) {
    // The right numbers in another shape: the shape is what is wrong, and every number tells that it is this mistake's.
    const reshaped = String(shapeOf(expected)) !== String(shapeOf(actual));
    const wanted = new Map(leavesOf(expected).map(({ path, value }) => [path, value]));
    for (const { path, value } of leavesOf(actual)) {
      const want = wanted.get(path);
      const fine = typeof value === "number" && Number.isFinite(value) && !isCoarse(value);
      if (fine && (reshaped || !closeNumber(value, want))) return true;
      if (Object.is(value, want)) continue;
      if (!closeNumber(value, want)) coarse++;
    }
  }
  return coarse >= 8 || (coarse > 0 && agreesElsewhere);
}

/** Few outcomes: whole numbers and their halves. */
function isCoarse(value: number): boolean {
  return Number.isInteger(2 * value);
}

function sameOutput(a: unknown, b: unknown): boolean {
  if (b === undefined) return false;
  let largest = 0;
  everyPair(b, b, (value) => {
    if (typeof value === "number" && Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    return true;
  });
  return everyPair(b, a, (other, value) => Object.is(value, other) || closeNumber(value, other, SAME * 1e-3 * largest));
}

function closeNumber(a: unknown, b: unknown, floor = 0): boolean {
  if (typeof a !== "number" || typeof b !== "number") return false;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b);
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b)) + floor;
}

/** A law over the whole result, or over the one entry of an object that is wrong. */
function law(failing: readonly EvidenceCase[]): Diagnosis | undefined {
  const [{ expected }] = failing;
  const isRecord =
    typeof expected === "object" && expected !== null && !Array.isArray(expected) && !ArrayBuffer.isView(expected);
  if (!isRecord) {
    const found = findLaw(failing as readonly Sample[]);
    return found && { id: `law:${found.law}`, text: LAW_TEXT[found.law](found as never) };
  }
  const keys = Object.keys(expected);
  const wrong = keys.filter((key) =>
    failing.some((one) => !sameOutput(entry(one.actual, key), entry(one.expected, key))),
  );
  if (wrong.length === 0) return undefined;
  const samplesOf = (key: string): Sample[] =>
    failing
      .map((one) => ({ sizes: one.sizes, expected: entry(one.expected, key), actual: entry(one.actual, key) }))
      .filter(({ expected, actual }) => !sameOutput(actual, expected));
  const laws = wrong.map((key) => findLaw(samplesOf(key)));
  const texts = laws.map((found) => found && LAW_TEXT[found.law](found as never));
  const [first] = texts;
  const right = keys.filter((key) => !wrong.includes(key));
  if (first && texts.every((text) => text?.en === first.en)) {
    const text: Text =
      right.length === 0
        ? first
        : {
            en: `Only ${wrong.join(", ")} ${wrong.length === 1 ? "is" : "are"} wrong: ${first.en[0].toLowerCase()}${first.en.slice(1)}`,
            zh: `错的只有 ${wrong.join("、")}：${first.zh}`,
          };
    return { id: `law:${laws[0]!.law}`, text };
  }
  if (right.length === 0) return undefined;
  return {
    id: "law:some-right",
    text: {
      en: `${right.join(", ")} ${right.length === 1 ? "is" : "are"} right; only ${wrong.join(", ")} ${wrong.length === 1 ? "is" : "are"} wrong.`,
      zh: `${right.join("、")} 是对的，错的只有 ${wrong.join("、")}。`,
    },
  };
}

function entry(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

type LawText = { [Name in Law["law"]]: (law: Extract<Law, { law: Name }>) => Text };

const LAW_TEXT: LawText = {
  float32: () => ({
    en: "The numbers are right to float32 precision only. Compute in plain numbers: no Float32Array, no Math.fround.",
    zh: "结果只有 float32 的精度。请用普通 number 计算，不要用 Float32Array 或 Math.fround。",
  }),
  factor: ({ factor, size, inverse }) => {
    if (size)
      return inverse
        ? {
            en: `Every number is too small by the factor ${size}: divided by ${size} once too often, or a mean where a sum is asked.`,
            zh: `每个数都小了 ${size} 倍：多除了一次 ${size}，或者该求和的地方求了平均。`,
          }
        : {
            en: `Every number is too large by the factor ${size}: a division by ${size} is missing, or a sum stands where a mean is asked.`,
            zh: `每个数都大了 ${size} 倍：少除了一次 ${size}，或者该求平均的地方求了和。`,
          };
    if (Math.abs(factor + 1) < 1e-6) return { en: "Every number has the wrong sign.", zh: "每个数的符号都反了。" };
    return {
      en: `Every number is ${short(factor)} times what it should be.`,
      zh: `每个数都是正确值的 ${short(factor)} 倍。`,
    };
  },
  offset: ({ offset }) => ({
    en: `Every number is off by the same amount, ${short(offset)}.`,
    zh: `每个数都差了同一个量：${short(offset)}。`,
  }),
  transposed: () => ({
    en: "The numbers are right, but the matrix is transposed.",
    zh: "数值正确，但矩阵被转置了。",
  }),
  permuted: ({ order }) => ({
    en: `The numbers are right, but the axes are permuted: yours are in the order ${order.join(", ")} of the expected ones.`,
    zh: `数值正确，但坐标轴的顺序变了：你的轴依次对应期望结果的第 ${order.join("、")} 轴（从 0 数起）。`,
  }),
  reversed: ({ axis }) => ({
    en: `The numbers are right, but axis ${axis} runs backwards.`,
    zh: `数值正确，但第 ${axis} 轴（从 0 数起）的方向反了。`,
  }),
  shifted: ({ axis, by }) => ({
    en: `The numbers are right, but along axis ${axis} they come one place too ${by === 1 ? "late" : "early"}.`,
    zh: `数值正确，但沿第 ${axis} 轴（从 0 数起）整体${by === 1 ? "晚" : "早"}了一位。`,
  }),
  block: ({ block, blocks }) => ({
    en: `Only block ${block + 1} of the ${blocks} equal blocks along the last axis is wrong; the others are right.`,
    zh: `最后一轴的 ${blocks} 个等长块里，只有第 ${block + 1} 块是错的，其余都对。`,
  }),
};

function gradient(evidence: GradientEvidence | undefined): Diagnosis | undefined {
  if (!evidence) return undefined;
  const { forward, own, forwardPassed, agrees } = evidence;
  const disagreeing = Object.keys(agrees).filter((name) => !agrees[name]);
  const agreeing = Object.keys(agrees).filter((name) => agrees[name]);
  if (disagreeing.length > 0 && agreeing.length > 0) {
    const against: Text = own
      ? { en: "the value that you return", zh: "你返回的数值" }
      : { en: `your own ${forward}`, zh: `你自己的 ${forward} ` };
    return {
      id: "gradient:some-wrong",
      text: {
        en: `Held against ${against.en} by finite differences, ${agreeing.join(", ")} agree${agreeing.length === 1 ? "s" : ""} and ${disagreeing.join(", ")} ${disagreeing.length === 1 ? "does" : "do"} not.`,
        zh: `与${against.zh}做有限差分对照：${agreeing.join("、")} 吻合，${disagreeing.join("、")} 不吻合。`,
      },
    };
  }
  const kind = disagreeing.length === 0 ? "forward-wrong" : forwardPassed ? "backward-wrong" : "both-wrong";
  // Right, and yet the part failed: on other cases than the one that was looked at.
  if (kind === "forward-wrong" && forwardPassed) return undefined;
  return { id: `gradient:${kind}`, text: own ? OWN_TEXT[kind] : PAIR_TEXT[kind](forward) };
}

type GradientKind = "forward-wrong" | "backward-wrong" | "both-wrong";

/** The coupling need not be "gradient of that part" alone: it may go through a sum over batches, or through a derivative that the part returns. */
const PAIR_TEXT: Readonly<Record<GradientKind, (forward: string) => Text>> = {
  "forward-wrong": (forward) => ({
    en: `By finite differences this is the gradient that belongs to your own ${forward}: it is ${forward} that is wrong. Mend that first.`,
    zh: `按有限差分，这正是与你自己的 ${forward} 相配的梯度：错的是 ${forward}，请先改它。`,
  }),
  "backward-wrong": (forward) => ({
    en: `Your ${forward} is right, but by finite differences this is not the gradient that belongs to it.`,
    zh: `你的 ${forward} 是对的，但按有限差分，这里不是与它相配的梯度。`,
  }),
  "both-wrong": (forward) => ({
    en: `Your ${forward} is wrong, and by finite differences this is not the gradient that belongs to it either. Begin with ${forward}.`,
    zh: `你的 ${forward} 有误，而且按有限差分，这里也不是与它相配的梯度。请先改 ${forward}。`,
  }),
};

const NOT_TOGETHER: Text = {
  en: "By finite differences the gradient is not that of the value that you return. Mend the value first.",
  zh: "按有限差分，梯度不是你返回的那个数值的梯度。请先改数值。",
};

const OWN_TEXT: Readonly<Record<GradientKind, Text>> = {
  "forward-wrong": {
    en: "The value and its gradient agree with each other by finite differences, so one and the same misunderstanding is in both.",
    zh: "按有限差分，数值与梯度彼此吻合：两者里是同一处误解。",
  },
  "backward-wrong": NOT_TOGETHER,
  "both-wrong": NOT_TOGETHER,
};

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
