import { beforeAll, describe, expect, it } from "vitest";
import type { Adapter, Use } from "../fixtures/oracles/adapter.ts";
import { decode, type OracleCase, readCases } from "./oracles/cases.ts";
import { hold } from "./oracles/hold.ts";
import { matches, planKata } from "./oracles/plan.ts";
import { renderRun } from "./oracles/report.ts";
import { type Material, type OracleRun, readMaterial, runOracles } from "./oracles/run.ts";

const oracle: OracleCase = { id: "p/one", op: "double", topics: [7], inputs: { x: [1, 4] }, expected: { y: [2, 8] } };
const parts = { double: (x: number[]) => x.map((value) => 2 * value) };

/** The failures when the reference answers this. */
const failuresOf = (answer: Record<string, unknown>, expected: object = oracle.expected, use: Partial<Use> = {}) =>
  hold({ ...oracle, expected: { ...expected } }, { ask: () => ({ forward: answer }), ...use }, parts).failures;

describe("the references", () => {
  let run: OracleRun;
  beforeAll(async () => {
    run = runOracles(await readMaterial());
  });

  it("hold against the numbers of other libraries", () => {
    expect(run.failures).toEqual([]);
    expect(readCases().length).toBeGreaterThan(400);
    for (const { id, used } of run.katas) expect(used, id).toBeGreaterThan(0);
  });

  it("are told one line a kata, then the reasons", () => {
    const lines = renderRun(run);
    for (const { id } of run.katas) expect(lines.filter((line) => line.startsWith(`✓ ${id}`))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^✓ \d+ comparisons hold\.$/);
    expect(lines.some((line) => line.startsWith("ONNX: "))).toBe(true);
  });
});

describe("a comparison", () => {
  it("passes what the part computes, and knows the worst error", () => {
    const ask: Use["ask"] = ({ x }, { double }) => ({ forward: { y: double(x) } });
    expect(hold(oracle, { ask }, parts)).toEqual({ worst: { forward: 0 }, reservations: [], failures: [] });
  });

  it("is relative to the largest entry", () => {
    expect(failuresOf({ y: [2 + 7e-12, 8] })).toEqual([]);
    expect(failuresOf({ y: [2 + 9e-12, 8] })).toHaveLength(1);
    expect(failuresOf({ y: [1e-12] }, { y: [0] })).toEqual([]);
    expect(failuresOf({ y: [1.1e-12] }, { y: [0] })).toHaveLength(1);
  });

  it("allows a gradient more, and a float32 library what its case says", () => {
    const use: Use = { ask: () => ({ gradient: { y: [2, 8 + 7e-10] } }) };
    expect(hold(oracle, use, parts).failures).toEqual([]);
    const single: OracleCase = { ...oracle, float32: { rtol: 1e-4, atol: 1e-6 } };
    expect(hold(single, { ask: () => ({ forward: { y: [2, 8.0007] } }) }, parts).failures).toEqual([]);
    expect(hold(single, { ask: () => ({ forward: { y: [2, 8.0009] } }) }, parts).failures).toHaveLength(1);
  });

  it.each([
    ["NaN", { y: [Number.NaN, 8] }],
    ["an infinity", { y: [2, Infinity] }],
    ["another shape", { y: [[2, 8]] }],
    ["too little", { y: [2] }],
    ["nothing", {}],
    ["a result that the oracle does not have", { y: [2, 8], z: 1 }],
  ])("fails %s", (_, answer) => {
    expect(failuresOf(answer)).toHaveLength(1);
  });

  it("fails a number where NaN is expected, and passes NaN there", () => {
    expect(failuresOf({ y: [1] }, { y: [Number.NaN] })).toHaveLength(1);
    expect(failuresOf({ y: [Number.NaN] }, { y: [Number.NaN] })).toEqual([]);
  });

  it("fails when a part throws or is not there", () => {
    const failures = hold(oracle, { ask: (_, { triple }) => triple() }, parts).failures;
    expect(failures).toEqual([expect.stringMatching(/^p\/one threw: .*not a function/)]);
  });

  it("compares every answer of several", () => {
    const use: Use = { ask: () => [{ forward: { y: [2, 8] } }, { forward: { y: [2, 9] } }] };
    expect(hold(oracle, use, parts).failures).toHaveLength(1);
  });

  it("lets a result lie beyond the kata, and an oracle be rough", () => {
    expect(failuresOf({ y: [2, 8] }, { y: [2, 8], d_a: 1, d_b: 2 }, { beyond: { "d_*": "no part" } })).toEqual([]);
    expect(
      failuresOf({ y: [2, 8.001] }, oracle.expected, { within: { y: { error: 1e-3, because: "rounded" } } }),
    ).toEqual([]);
  });
});

describe("an adapter", () => {
  const plan = (use: Adapter["use"], leave: Adapter["leave"], cases = [oracle]) =>
    planKata(7, { use, leave }, cases, undefined);
  const ask = () => ({});

  it("uses, or leaves with a reason", () => {
    expect(plan({ double: ask }, {}).used).toHaveLength(1);
    expect(plan({}, { double: "why" }).left).toEqual([{ key: "double", reason: "why" }]);
  });

  it("must speak of every case of its kata, and of no other", () => {
    expect(plan({}, {}).failures).toEqual(["p/one (double) is neither used nor left with a reason"]);
    expect(plan({}, {}, [{ ...oracle, topics: [8] }]).failures).toEqual([]);
    expect(plan({ double: ask, treble: ask }, {}).failures).toEqual(['"treble" meets no case']);
    expect(plan({ double: ask }, { "p/two": "why" }).failures).toEqual(['"p/two" meets no case']);
  });

  it("says more of a name than of an operation, and each thing once", () => {
    const { used, left, failures } = plan({ double: ask }, { "p/o*": "why" }, [oracle, { ...oracle, id: "p/two" }]);
    expect([used.length, left.length, failures]).toEqual([1, 1, []]);
    expect(plan({ "p/one": ask }, { "p/*": "why" }).failures).toContain(
      'p/one is spoken of twice, by "p/one" and "p/*"',
    );
  });

  it("may name a case of another kata", () => {
    expect(plan({ "p/one": ask }, {}, [{ ...oracle, topics: [8] }]).used).toHaveLength(1);
  });

  it("answers ONNX too, where it is at hand", () => {
    const onnx = [{ ...oracle, id: "onnx/one", op: "Double" }];
    expect(planKata(7, { use: { double: ask }, leave: {} }, [oracle], onnx).failures).toHaveLength(1);
    const section = { use: { Double: ask }, leave: {} };
    expect(planKata(7, { use: { double: ask }, leave: {}, onnx: section }, [oracle], onnx).used).toHaveLength(2);
  });
});

describe("a run", () => {
  const declared = { points: 1, hints: [] };
  const kata = { id: "07-doubling", number: 7, parts: { double: declared, treble: declared } };
  const adapter: Adapter = { use: { double: ({ x }, { double }) => ({ forward: { y: double(x) } }) }, leave: {} };
  const run = (material: Partial<Material>) =>
    runOracles({
      katas: [{ kata, reference: parts }],
      adapters: new Map([["07-doubling", adapter]]),
      cases: [oracle],
      onnx: undefined,
      ...material,
    });

  it("says what was reached and what was not", () => {
    const { katas, failures } = run({});
    expect(failures).toEqual([]);
    expect(katas).toMatchObject([{ used: 1, worst: { forward: 0 }, unreached: ["treble"] }]);
  });

  it("fails a kata that cases touch and that has no adapter", () => {
    const { failures } = run({ adapters: new Map() });
    expect(failures).toEqual([expect.stringContaining("has no adapter: write fixtures/oracles/07-doubling.ts")]);
    expect(run({ adapters: new Map(), cases: [] }).failures).toEqual([]);
  });

  it("waits for a kata whose adapter is there already, and looks whether that fits the cases", () => {
    const { failures, waiting } = run({ katas: [] });
    expect([failures, waiting]).toEqual([[], [{ number: 7, cases: 1, adapter: true }]]);
    expect(run({ katas: [], cases: [] }).failures).toEqual(['07-doubling: "double" meets no case']);
  });

  it("fails an adapter that is not called like the kata of its number", () => {
    const adapters = new Map([
      ["07-doubling", adapter],
      ["07-twice", adapter],
    ]);
    expect(run({ adapters }).failures).toEqual(["fixtures/oracles/07-twice.ts: the kata is called 07-doubling"]);
  });

  it("fails an excuse that nothing needs", () => {
    const idle: Use = { ask: adapter.use.double as Use["ask"], beyond: { z: "no part" } };
    const adapters = new Map([["07-doubling", { use: { double: idle }, leave: {} }]]);
    expect(run({ adapters }).failures).toEqual(['07-doubling: nothing needs the excuse "double: z"']);
  });
});

it("reads tensors, values and what is not finite", () => {
  expect(decode({ shape: [3], data: [1, "NaN", "-Infinity"] })).toEqual([1, Number.NaN, -Infinity]);
  expect(decode({ value: [[1], "Infinity"] })).toEqual([[1], Infinity]);
  expect(decode({ value: 1, other: { shape: [], data: 2 } })).toEqual({ value: 1, other: 2 });
  expect(decode("NaN")).toBe("NaN");
});

it("matches patterns whole, and dots as dots", () => {
  expect(["a/b.c", "a/*", "*c"].map((pattern) => matches(pattern, "a/b.c"))).toEqual([true, true, true]);
  expect(["a/b", "a/bxc", "b*"].map((pattern) => matches(pattern, "a/b.c"))).toEqual([false, false, false]);
});
