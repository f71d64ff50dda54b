import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDraw } from "../rng.ts";
import { permuteAxes, reverseAxis } from "../tensor.ts";
import { compare, verdictOf } from "./compare.ts";
import { diagnose, type Evidence, type EvidenceCase, type GradientEvidence } from "./diagnose.ts";

const TOLERANCE = { rtol: 1e-9, atol: 1e-12 };
const noise = (shape: readonly number[], seed: number) => createDraw("diagnose", "", String(shape), seed).normal(shape);
const each = (value: unknown, change: (x: number) => number): unknown =>
  Array.isArray(value) ? value.map((item) => each(item, change)) : change(value as number);
const text = (en: string) => ({ en, zh: `${en}（中文）` });

/** Cases as the judge hands them over: what was expected, what an attempt gave. */
function casesOf(expected: readonly unknown[], attempt: (expected: unknown, i: number) => unknown): EvidenceCase[] {
  return expected.map((want, i) => {
    const actual = attempt(want, i);
    const mismatch = compare(want, actual, TOLERANCE);
    const verdict = mismatch ? verdictOf(mismatch) : "passed";
    return { name: `case ${i}`, sizes: { N: 5 + i }, verdict, expected: want, actual };
  });
}

type Mistake = Evidence["mistakes"][number];

/** A known mistake that gives these outputs, by case. */
const mistake = (name: string, outputs: readonly unknown[]): Mistake => ({
  name,
  says: text(`The mistake ${name}.`),
  outputOf: (one) => outputs[Number(one.slice("case ".length))],
});

const vectors = [1, 2, 3].map((seed) => noise([4], seed));
const doubled = (value: unknown) => each(value, (x) => 2 * x);
const squared = (value: unknown) => each(value, (x) => x * x);

describe("a right answer", () => {
  it("is never explained, whatever mistakes are known", () => {
    const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 4 }), fc.nat(), (shapes, seed) => {
        const expected = shapes.map((axes, i) => noise(axes, seed + i));
        const cases = casesOf(expected, (value) => each(value, (x) => x * (1 + 1e-13)));
        const mistakes = [mistake("right too", expected), mistake("doubled", expected.map(doubled))];
        const gradient = { forward: "f", forwardPassed: true, agrees: { "": true } };
        expect(diagnose({ cases, mistakes })).toBeUndefined();
        expect(diagnose({ cases, mistakes, gradient })).toBeUndefined();
      }),
    );
  });
});

describe("a known mistake", () => {
  const known = [mistake("doubled", vectors.map(doubled)), mistake("squared", vectors.map(squared))];

  it("is named when it explains every failing case, before any law is", () => {
    const found = diagnose({ cases: casesOf(vectors, doubled), mistakes: known });
    expect(found).toEqual({ id: "mistake:doubled", text: text("The mistake doubled.") });
  });

  it("is named although another order of operations rounds differently", () => {
    const rounded = (value: unknown) => each(squared(value), (x) => x * (1 + 1e-12) + 1e-17);
    expect(diagnose({ cases: casesOf(vectors, rounded), mistakes: known })?.id).toBe("mistake:squared");
  });

  it("is not named when it misses one number of one failing case", () => {
    const almost = (value: unknown, i: number) =>
      i === 2 ? (squared(value) as number[]).with(3, 0.123) : squared(value);
    expect(diagnose({ cases: casesOf(vectors, almost), mistakes: known })).toBeUndefined();
  });

  it("is not named when it gives no value on a failing case, or another shape", () => {
    const partial = mistake("partial", [squared(vectors[0]), squared(vectors[1])]);
    const nested = mistake(
      "nested",
      vectors.map((value) => [squared(value)]),
    );
    expect(diagnose({ cases: casesOf(vectors, squared), mistakes: [partial, nested] })).toBeUndefined();
  });

  it("may show on some cases only: the rest pass", () => {
    const last = (value: unknown, i: number) => (i === 2 ? squared(value) : value);
    const shows = mistake("third only", vectors.map(last));
    const found = diagnose({ cases: casesOf(vectors, last), mistakes: [known[1], shows] });
    expect(found?.id).toBe("mistake:third only");
  });

  it("of two that explain the failures, the one that also agrees where the attempt passed", () => {
    const last = (value: unknown, i: number) => (i === 2 ? squared(value) : value);
    const everywhere = mistake("everywhere", vectors.map(squared));
    const lastOnly = mistake("last only", vectors.map(last));
    for (const mistakes of [
      [everywhere, lastOnly],
      [lastOnly, everywhere],
    ])
      expect(diagnose({ cases: casesOf(vectors, last), mistakes })?.id).toBe("mistake:last only");
  });

  it("is named whatever comes out of equations that it makes singular, and only if the rest is its own", () => {
    const unsettled = { ...known[1], unsettled: ["case 2"] };
    const solver = (value: unknown, i: number) => (i === 2 ? [NaN, 7, 1e17, -3] : squared(value));
    expect(diagnose({ cases: casesOf(vectors, solver), mistakes: [known[1]] })).toBeUndefined();
    expect(diagnose({ cases: casesOf(vectors, solver), mistakes: [unsettled] })?.id).toBe("mistake:squared");
    const alone = casesOf(vectors, (value, i) => (i === 2 ? [NaN, 7, 1e17, -3] : value));
    expect(diagnose({ cases: alone, mistakes: [unsettled] })).toBeUndefined();
  });

  it("is named by NaN where it is a matter of NaN", () => {
    const overflow = (value: unknown) => (value as number[]).map(() => NaN);
    const cases = casesOf([noise([9], 1)], overflow);
    expect(diagnose({ cases, mistakes: [mistake("overflow", [Array(9).fill(NaN)])] })?.id).toBe("mistake:overflow");
  });

  it("is named by the right numbers, all but those that are missing", () => {
    const short = (value: unknown) => (value as number[]).slice(0, -1);
    const cases = casesOf(vectors, short);
    expect(diagnose({ cases, mistakes: [mistake("short", vectors.map(short))] })?.id).toBe("mistake:short");
  });

  it("is named by the right numbers in another shape", () => {
    const column = (value: unknown) => (value as number[]).map((x) => [x]);
    const cases = casesOf(vectors, column);
    expect(cases[0].verdict).toBe("wrong-shape");
    expect(diagnose({ cases, mistakes: [mistake("column", vectors.map(column))] })?.id).toBe("mistake:column");
  });
});

describe("agreement by chance", () => {
  const answers = [3, 7, 4, 9];
  const off = answers.map((n) => n + 1);

  it("on a few whole numbers names nobody", () => {
    const cases = casesOf(answers, (value, i) => (i < 2 ? off[i] : value));
    const coincidence = mistake("off by one", [off[0], off[1], 100, 100]);
    expect(diagnose({ cases, mistakes: [coincidence] })).toBeUndefined();
  });

  it("on a few flags, halves, zeros or NaN names nobody", () => {
    for (const [right, wrong] of [
      [true, false],
      [2, 2.5],
      [1, 0],
      [1, NaN],
      ["a", "b"],
    ]) {
      // biome-ignore format: pairs
      const cases = casesOf([right, right], (value, i) => (i === 0 ? wrong : value));
      expect(diagnose({ cases, mistakes: [mistake("chance", [wrong, wrong])] })?.id).toBeUndefined();
    }
  });

  it("is none when the whole numbers agree on every other case as well, or are many", () => {
    const some = casesOf(answers, (value, i) => (i < 2 ? off[i] : value));
    const agreeing = mistake("off by one", [off[0], off[1], answers[2], answers[3]]);
    expect(diagnose({ cases: some, mistakes: [agreeing] })?.id).toBe("mistake:off by one");
    const long = [[1, 2, 3, 4, 5, 6, 7, 8]];
    const wrong = [[8, 1, 4, 2, 3, 7, 5, 6]];
    expect(diagnose({ cases: casesOf(long, () => wrong[0]), mistakes: [mistake("order", wrong)] })?.id).toBe(
      "mistake:order",
    );
  });
});

describe("a law", () => {
  const rows = (value: unknown) => value as number[][];
  const gate = (x: number, j: number) => (j === 2 || j === 3 ? Math.tanh(x) : x);
  it.each<[string, number[], (value: unknown) => unknown, string]>([
    [
      "factor",
      [6],
      (value) => each(value, (x) => x * 5),
      "too large by the factor N: a division by N is missing, or a sum",
    ],
    [
      "factor",
      [6],
      (value) => each(value, (x) => x / 5),
      "too small by the factor N: divided by N once too often, or a mean",
    ],
    ["factor", [6], (value) => each(value, (x) => 2 * x), "Every number is 2 times what it should be."],
    ["factor", [6], (value) => each(value, (x) => 0.5 * x), "Every number is 0.5 times what it should be."],
    ["factor", [6], (value) => each(value, (x) => -x), "Every number has the wrong sign."],
    ["offset", [6], (value) => each(value, (x) => x + 0.25), "Every number is off by the same amount, 0.25."],
    ["float32", [6], (value) => each(value, Math.fround), "The numbers are right to float32 precision only."],
    ["transposed", [3, 4], (value) => permuteAxes(value, [1, 0]), "numbers are right, but the matrix is transposed."],
    ["permuted", [2, 3, 4], (value) => permuteAxes(value, [2, 0, 1]), "yours are in the order 2, 0, 1 of the expected"],
    ["reversed", [3, 4], (value) => reverseAxis(value, 1), "The numbers are right, but axis 1 runs backwards."],
    ["shifted", [5, 2], (value) => [[0, 0], ...rows(value).slice(0, -1)], "along axis 0 they come one place too late."],
    ["shifted", [5, 2], (value) => [...rows(value).slice(1), [0, 0]], "along axis 0 they come one place too early."],
    ["block", [2, 8], (value) => rows(value).map((row) => row.map(gate)), "Only block 2 of the 4 equal blocks"],
  ])("%s %s is told in words of both languages", (law, shape, wrong, en) => {
    const found = diagnose({ cases: casesOf([noise(shape, 4)], wrong), mistakes: [] });
    expect(found).toMatchObject({ id: `law:${law}`, text: { en: expect.stringContaining(en) } });
    expect(found?.text.zh).toMatch(/\p{Script=Han}/u);
  });

  it("is told of the one entry that is wrong", () => {
    const results = [1, 2].map((seed) => ({ dw: noise([3, 2], seed), db: noise([3], seed + 5), loss: 0.5 }));
    const negated = (value: unknown) => ({ ...(value as object), dw: each((value as { dw: unknown }).dw, (x) => -x) });
    const found = diagnose({ cases: casesOf(results, negated), mistakes: [] });
    expect(found).toMatchObject({
      id: "law:factor",
      text: {
        en: "Only dw is wrong: every number has the wrong sign.",
        zh: expect.stringMatching(/^错的只有 dw：每个数/),
      },
    });
  });

  it("is told once when it holds for each entry, and not when the entries differ", () => {
    const results = [{ dw: noise([4], 1), db: noise([4], 2) }];
    const wrong = (dw: (x: number) => number, db: (x: number) => number) => () => ({
      dw: each(results[0].dw, dw),
      db: each(results[0].db, db),
    });
    const both = diagnose({
      cases: casesOf(
        results,
        wrong(
          (x) => -x,
          (x) => -x,
        ),
      ),
      mistakes: [],
    });
    expect(both?.text.en).toBe("Every number has the wrong sign.");
    expect(
      diagnose({
        cases: casesOf(
          results,
          wrong(
            (x) => -x,
            (x) => 3 * x,
          ),
        ),
        mistakes: [],
      }),
    ).toBeUndefined();
  });

  it("that is none still tells which entries are right", () => {
    const results = [{ h: noise([4], 1), c: noise([4], 2), loss: 0.5 }];
    const found = diagnose({
      cases: casesOf(results, (value) => ({ ...(value as object), c: noise([4], 9) })),
      mistakes: [],
    });
    expect(found).toMatchObject({ id: "law:some-right", text: { en: "h, loss are right; only c is wrong." } });
  });
});

describe("silence", () => {
  it("about noise, in tensors and in records of them", () => {
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), fc.nat(), (shapes, seed) => {
        const expected = shapes.map((axes, i) => noise(axes, seed + i));
        const other = shapes.map((axes, i) => noise(axes, seed + i + 1e6));
        const mistakes = [mistake("squared", expected.map(squared))];
        expect(diagnose({ cases: casesOf(expected, (_, i) => other[i]), mistakes })).toBeUndefined();
        const records = casesOf(
          expected.map((h) => ({ h, g: h })),
          (_, i) => ({ h: other[i], g: other[i] }),
        );
        expect(diagnose({ cases: records, mistakes: [] })).toBeUndefined();
      }),
    );
  });

  it("when a failing case has no value, or changed its input: then there is more than one thing wrong", () => {
    const cases = casesOf(vectors, doubled);
    const mistakes = [mistake("doubled", vectors.map(doubled))];
    for (const broken of [
      { ...cases[1], actual: undefined, verdict: "threw" as const },
      { ...cases[1], verdict: "mutated-input" as const },
    ])
      expect(diagnose({ cases: [cases[0], broken, cases[2]], mistakes })).toBeUndefined();
    expect(diagnose({ cases: [], mistakes })).toBeUndefined();
  });
});

describe("forward or backward", () => {
  const cases = casesOf([noise([3], 1)], () => noise([3], 2));
  const said = (gradient: GradientEvidence) => diagnose({ cases, mistakes: [], gradient });

  it.each<[boolean, Record<string, boolean>, string | undefined, string]>([
    [true, { dw: false }, "gradient:backward-wrong", "Your f is right, but by finite differences this is not"],
    [false, { dw: true }, "gradient:forward-wrong", "it is f that is wrong"],
    [false, { dw: false }, "gradient:both-wrong", "Begin with f."],
    [true, { dw: true, db: false }, "gradient:some-wrong", "dw agrees and db does not."],
    [false, { dw: true, dx: true, db: false, dh: false }, "gradient:some-wrong", "dw, dx agree and db, dh do not."],
  ])("forward passed: %s, agreement: %j", (forwardPassed, agrees, id, en) => {
    const found = said({ forward: "f", forwardPassed, agrees });
    expect(found?.id).toBe(id);
    expect(found?.text.en).toContain(en);
    expect(found?.text.zh).toMatch(/f|dw/);
  });

  it.each<[Record<string, boolean>, string, string]>([
    [{ dw: true, db: true }, "gradient:forward-wrong", "one and the same misunderstanding is in both"],
    [{ dw: false, db: false }, "gradient:both-wrong", "the gradient is not that of the value that you return"],
    [
      { dw: true, db: false },
      "gradient:some-wrong",
      "Held against the value that you return by finite differences, dw agrees",
    ],
  ])("of a part that returns value and gradient, without sending it to itself: %j", (agrees, id, en) => {
    const found = said({ forward: "f", own: true, forwardPassed: false, agrees });
    expect(found?.id).toBe(id);
    expect(found?.text.en).toContain(en);
    expect(found?.text.en).not.toMatch(/\bf\b/);
    expect(found?.text.zh).toMatch(/数值/);
    expect(found?.text.zh).not.toContain("f");
  });

  it("says nothing when the gradient agrees and its forward passed", () => {
    expect(said({ forward: "f", forwardPassed: true, agrees: { dw: true } })).toBeUndefined();
  });
});
