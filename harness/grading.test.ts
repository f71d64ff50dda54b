import { describe, expect, it } from "vitest";
import { defineGrading, GROUPS, type GradedSpec, graded, none, TOLERANCES, toleranceOf } from "./grading.ts";
import { DEFAULT_LIMITS, defineKata } from "./kata.ts";

const text = (words: string) => ({ en: words, zh: words });
const kata = defineKata({
  title: text("Two parts"),
  theme: "practice",
  difficulty: "easy",
  minutes: 5,
  parts: { add: { points: 1, hints: [] }, twice: { points: 1, needs: ["add"], hints: [] } },
});

const add = (a: number, b: number) => a + b;
const spec: GradedSpec<[number, number], { far: number }> = {
  input: ({ far }, draw) => [draw.normal([]), far * draw.uniform([])],
  cases: [{ name: "near", group: "basic", sizes: { far: 1 }, seed: 1, shown: true }],
  mistakes: [{ name: "minus", says: text("The sign."), instead: (a, b) => a - b }],
  twin: none("one addition"),
};

describe("a declaration", () => {
  it("comes back as it was written, with its reference", () => {
    const part = graded(add, spec);
    const grading = defineGrading(kata, { add: part, twice: part });
    expect(grading).toEqual({ kata, parts: { add: { ...spec, reference: add }, twice: { ...spec, reference: add } } });
    expect(part.twin).toEqual({ none: "one addition" });
  });

  it("does not compile when it does not fit together", () => {
    const part = graded(add, spec);
    // @ts-expect-error: `twice` has no grading
    defineGrading(kata, { add: part });
    // @ts-expect-error: there is no part `thrice`
    defineGrading(kata, { add: part, twice: part, thrice: part });
    // @ts-expect-error: the reference takes two numbers
    graded(add, { ...spec, input: () => [1] });
    // @ts-expect-error: a case lacks a size that the others have
    graded(add, { ...spec, cases: [{ name: "x", group: "basic", sizes: {}, seed: 1 }] });
    // @ts-expect-error: there is no group of that name
    graded(add, { ...spec, cases: [{ name: "x", group: "hard", sizes: { far: 1 }, seed: 1 }] });
    // @ts-expect-error: a mistake takes what the reference takes
    graded(add, { ...spec, mistakes: [{ name: "x", says: text(""), instead: (a: string) => a }] });
    // @ts-expect-error: needs a part that is not there
    defineKata({ ...kata, parts: { add: { points: 1, needs: ["minus"], hints: [] } } });
    // @ts-expect-error: words in one language only
    defineKata({ ...kata, title: { en: "Two parts" } });
  });
});

describe("toleranceOf", () => {
  const gradientOf = { part: "add", loss: () => 0, wrt: {} };

  it("is the table's: by the kind, which a gradient declares by what it is the gradient of", () => {
    expect(toleranceOf({})).toEqual({ rtol: 1e-9, atol: 1e-12 });
    expect(toleranceOf({ gradientOf })).toEqual({ rtol: 1e-7, atol: 1e-10 });
    expect(toleranceOf({ kind: "gradient" })).toBe(TOLERANCES.float64.gradient);
    expect(toleranceOf({ kind: "forward", gradientOf })).toBe(TOLERANCES.float64.forward);
  });

  it("is the part's own where it has a reason", () => {
    const tolerance = { rtol: 1e-6, atol: 1e-9, why: "a root is found by iteration" };
    expect(toleranceOf({ tolerance, gradientOf })).toBe(tolerance);
  });

  it("is never looser for float64 than for float32", () => {
    for (const kind of ["forward", "gradient"] as const) {
      expect(TOLERANCES.float64[kind].rtol).toBeLessThan(TOLERANCES.float32[kind].rtol);
      expect(TOLERANCES.float64[kind].atol).toBeLessThan(TOLERANCES.float32[kind].atol);
    }
  });
});

it("groups run from the cheapest to the largest, and a case has less time than a submission", () => {
  expect(GROUPS).toEqual(["basic", "edge", "stability", "scale"]);
  expect(DEFAULT_LIMITS.caseMs).toBeLessThan(DEFAULT_LIMITS.submissionMs);
});
