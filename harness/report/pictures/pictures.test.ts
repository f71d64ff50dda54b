import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, verdictOf } from "../../grade/compare.ts";
import { TOLERANCES } from "../../grading.ts";
import type { PictureDeclaration } from "../../kata.ts";
import { severityOf } from "../../severity.ts";
import { leavesOf } from "../../tensor.ts";
import type { CaseResult, PartResult } from "../../verdict.ts";
import { ERROR_LEVELS } from "./levels.ts";
import { type ErrorMap, type Picture, picture } from "./picture.ts";
import { picturesOf } from "./pictures-of.ts";

const tolerance = TOLERANCES.float64.forward;
const X = { en: "step", zh: "步" };
const Y = { en: "loss", zh: "损失" };

describe("a map of errors", () => {
  it("shows an error in the cell of every wrong number, and none where all are right", () => {
    fc.assert(
      fc.property(tensors(), ({ shape, expected, actual }) => {
        const map = mapOf(expected, actual);
        const wrong = wrongIndices(expected, actual);
        fc.pre(map !== undefined);
        expect(map.wrong).toBe(wrong.length);
        const shown = new Set(wrong.flatMap((at) => (inSlice(map, shape, at) ? [cellOf(map, shape, at)] : [])));
        const marked = new Set(
          map.cells.flatMap((row, i) => [...row].flatMap((level, j) => (level === "." ? [] : [`${i} ${j}`]))),
        );
        expect(marked).toEqual(shown);
        // What lies in another matrix shows in the strip.
        for (const at of wrong) {
          const slice = flat(at.slice(0, -2), shape.slice(0, -2));
          if (map.slices) expect(map.slices.levels[Math.floor(slice / map.slices.per)]).not.toBe(".");
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keeps within its caps whatever the shape, and is what its schema says", () => {
    fc.assert(
      fc.property(tensors(), ({ expected, actual }) => {
        const map = mapOf(expected, actual);
        fc.pre(map !== undefined);
        expect(picture.parse(map)).toEqual(map);
        expect(map.cells.length).toBeLessThanOrEqual(64);
        for (const row of map.cells) expect(row.length).toBeLessThanOrEqual(64);
        expect(map.slices?.levels.length ?? 0).toBeLessThanOrEqual(64);
        expect(JSON.stringify(map).length).toBeLessThan(8_000);
      }),
      { numRuns: 200 },
    );
  });

  it("marks the worst number where it stands, and tells a tensor's axes by their names", () => {
    const expected = { dx: grid(2, 3, 0), db: [1, 2] };
    const actual = { dx: grid(2, 3, 0), db: [1, 2] };
    actual.dx[1][2] = 7;
    actual.dx[0][1] = 1e-11;
    const axes = new Map([["dx", ["B", "D"]]]);
    const [map] = picturesOf(part([failing(expected, actual)], undefined, axes), { reveal: false });
    expect(map).toMatchObject({
      kind: "errors",
      tensor: "dx",
      axes: ["B", "D"],
      cells: [".1.", "..c"],
      worst: { at: "[1][2]", row: 1, column: 2, got: "7", expected: "0", error: "7.0e+0", allowed: "1.0e-12" },
      others: [{ tensor: "db", shape: [2], wrong: 0, total: 2 }],
      wrong: 2,
      total: 6,
    });
  });

  it("draws the worst matrix of many, NaN before any number", () => {
    const [expected, actual] = [0, 0].map(() => [grid(2, 2, 1), grid(2, 2, 1), grid(2, 2, 1)]);
    actual[0][0][0] = 1e300;
    actual[2][1][0] = Number.NaN;
    const map = mapOf(expected, actual)!;
    expect(map.slices).toEqual({ at: "[2]", shown: 2, length: 3, per: 1, levels: "f.!" });
    expect(map.cells).toEqual(["..", "!."]);
    expect(map.worst).toMatchObject({ at: "[2][1][0]", got: "NaN", error: null });
  });

  it("keeps a tolerance that is scaled to that of each tensor, also in lists of matrices", () => {
    const scaled = TOLERANCES.float32.forward;
    const expected = { layers: [grid(2, 2, 1_000), grid(2, 3, 1_000)] };
    const actual = structuredClone(expected);
    // Within 1e-5 of the largest entry of `layers`, and beyond it.
    actual.layers[0][0][0] += 0.01;
    actual.layers[1][0][0] += 1;
    const one = { ...failing(expected, actual), held: { expected, tolerance: scaled } };
    const [map] = picturesOf(part([one]), { reveal: false }) as ErrorMap[];
    expect(map).toMatchObject({ tensor: "layers[1]", wrong: 1, others: [{ tensor: "layers[0]", wrong: 0 }] });
  });

  it("says nothing of small tensors, of wrong shapes and of what passes", () => {
    expect(mapOf([1, 2, 3], [1, 2, 4])).toBeUndefined();
    expect(mapOf(grid(3, 3, 1), grid(3, 4, 1))).toBeUndefined();
    expect(mapOf(grid(3, 3, 1), grid(3, 3, 1))).toBeUndefined();
  });

  it("takes keys, texts and getters of an attempt for what they are", () => {
    const expected = {
      "a.b[0]": grid(2, 3, 1),
      c: [
        ["x", "y"],
        ["z", "w"],
      ],
    };
    const actual = {
      "a.b[0]": grid(2, 3, 1),
      c: [
        ["x", "<b>".repeat(500)],
        ["z", "w"],
      ],
      "c[0]": "more",
      __proto__: { d: 1 },
    };
    const [map] = picturesOf(part([failing(expected, actual)]), { reveal: true }) as ErrorMap[];
    expect(map).toMatchObject({ tensor: "c", cells: [".x", ".."], others: [{ tensor: "a.b[0]", wrong: 0 }] });
    expect(map.worst.got!.length).toBeLessThanOrEqual(40);
  });
});

describe("what of hidden cases may be seen", () => {
  const hidden = { ...failing(grid(3, 3, 1), grid(3, 3, 2)), shown: false };
  const declared: PictureDeclaration = { kind: "image", of: "" };

  it("where they are wrong, and no number, unless it is asked for", () => {
    const closed = picturesOf(part([hidden], declared), { reveal: false });
    expect(closed.map(({ kind }) => kind)).toEqual(["errors"]);
    expect((closed[0] as ErrorMap).worst).toMatchObject({ got: null, expected: null, error: "1.0e+0" });
    const open = picturesOf(part([hidden], declared), { reveal: true });
    expect(open.map(({ kind }) => kind)).toEqual(["errors", "image"]);
    expect((open[0] as ErrorMap).worst).toMatchObject({ got: "2", expected: "1" });
  });

  it("no course of one that passes", () => {
    const curve: PictureDeclaration = { kind: "curve", of: "", x: X, y: Y };
    const one = { ...passing([3, 2, 1, 0.5]), shown: false };
    expect(picturesOf(part([one], curve), { reveal: false })).toEqual([]);
    expect(picturesOf(part([one], curve), { reveal: true })).toHaveLength(1);
    expect(picturesOf(part([{ ...one, shown: true }], curve), { reveal: false })).toHaveLength(1);
  });
});

describe("a curve", () => {
  const losses: PictureDeclaration = { kind: "curve", of: "losses", x: X, y: Y };
  const drawn = (expected: unknown, actual: unknown, declared = losses, args?: unknown[]) =>
    picturesOf(part([{ ...judged(expected, actual), args }], declared), { reveal: false });

  it("lays what came over what is expected, and keeps every stretch that is wrong", () => {
    const expected = { losses: Array.from({ length: 1_000 }, (_, i) => 2 - i / 1_000) };
    const actual = structuredClone(expected);
    actual.losses[517] = 90;
    const [one] = drawn(expected, actual);
    expect(one).toMatchObject({ kind: "curve", series: [{ name: "losses", wrong: 1, firstWrong: 517 }] });
    if (one.kind !== "curve") return;
    expect(one.at).toContain(517);
    expect(one.at.length).toBeLessThanOrEqual(96);
    expect([one.at[0], one.at.at(-1)]).toEqual([0, 999]);
    // One number off the chart does not flatten the rest.
    expect(one.high).toBeLessThan(4);
  });

  it("of what passes shows one line; on a scale of powers where it falls by thousands", () => {
    const [one] = drawn({ losses: [1_000, 10, 1, 0.1] }, { losses: [1_000, 10, 1, 0.1] });
    expect(one).toMatchObject({ log: true, series: [{ got: null, wrong: 0 }] });
  });

  it("shows another length, and that nothing came", () => {
    const [one] = drawn({ losses: [3, 2, 1] }, { losses: [3, 2, 1, 0] });
    expect(one).toMatchObject({
      at: [0, 1, 2, 3],
      series: [{ wrong: 1, firstWrong: 3, steps: { expected: 3, got: 4 } }],
    });
    expect(drawn({ losses: [3, 2, 1] }, {})).toEqual([]);
    expect(drawn({ losses: [3, 2, 1] }, { losses: "no" })).toEqual([]);
  });

  it("puts steps in their order, and draws none without them", () => {
    const rates: PictureDeclaration = { ...losses, of: "", at: 0 };
    const [one] = drawn([3, 1, 2], [3, 1, 2], rates, [[30, 10, 20]]);
    expect(one).toMatchObject({ at: [10, 20, 30], series: [{ expected: [1, 2, 3] }] });
    expect(drawn([3, 1, 2], [3, 1, 2], rates, [[1, 2]])).toEqual([]);
    expect(drawn([3, 1, 2], [3, 1, 2], rates, ["t"])).toEqual([]);
  });

  it("stands columns and items beside each other", () => {
    const [columns] = drawn(grid(4, 2, 1), grid(4, 2, 1), { ...losses, of: "" });
    expect(columns.kind === "curve" && columns.series.map(({ name }) => name)).toEqual(["[·][0]", "[·][1]"]);
    const items = [{ v: 1 }, { v: 2 }, { v: 4 }];
    const [over] = drawn(items, items, { ...losses, of: "[].v" });
    expect(over).toMatchObject({ series: [{ name: "v", expected: [1, 2, 4] }] });
  });

  it("is finite JSON within its caps, whatever numbers come", () => {
    const numbers = fc.array(fc.double(), { minLength: 3, maxLength: 400 });
    fc.assert(
      fc.property(numbers, numbers, (expected, actual) => {
        for (const one of drawn({ losses: expected }, { losses: actual })) roundTrips(one);
      }),
    );
  });
});

describe("a trajectory", () => {
  const way: PictureDeclaration = { kind: "trajectory", of: "", x: X, y: Y };
  const each: PictureDeclaration = { ...way, of: "[].way" };

  it("is drawn of the first two numbers of each point, expected and got", () => {
    const expected = [0, 1, 2, 3].map((i) => [i, i * i, 9]);
    const actual = expected.map(([x, y, z]) => [x, -y, z]);
    const [one] = picturesOf(part([failing(expected, actual)], way), { reveal: false });
    expect(one).toMatchObject({
      kind: "trajectory",
      paths: [{ wrong: 3, expected: { x: [0, 1, 2, 3], y: [0, 1, 4, 9] }, got: { y: [0, -1, -4, -9] } }],
    });
  });

  it("takes the place of a map of the same points, and keeps within its caps", () => {
    const points = fc.array(fc.tuple(fc.double(), fc.double()), { minLength: 3, maxLength: 120 });
    const runs = fc.array(fc.record({ way: points }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(runs, runs, (expected, actual) => {
        for (const one of picturesOf(part([judged(expected, actual)], each), { reveal: false })) roundTrips(one);
      }),
    );
  });
});

describe("an image", () => {
  const declared: PictureDeclaration = { kind: "image", of: "out", inputs: [0, 1] };
  const axes = new Map([
    ["x", ["N", "C", "H", "W"]],
    ["w", ["O", "C", "KH", "KW"]],
    ["out", ["N", "O", "P", "Q"]],
  ]);

  it("cuts the worst slice, and the slices of the arguments along axes of the same name", () => {
    const expected = { out: block(2, 3, 2, 2) };
    const actual = structuredClone(expected);
    actual.out[1][2][0][1] = -5;
    const args = [block(2, 4, 3, 3), block(3, 4, 2, 2)];
    const one = { ...failing(expected, actual), args };
    const image = picturesOf(part([one], declared, axes), { reveal: false }).find(({ kind }) => kind === "image");
    expect(image).toMatchObject({
      diverging: true,
      panels: [
        { role: "input", name: "x", at: "[1][0]", shape: [3, 3] },
        { role: "input", name: "w", at: "[2][0]", shape: [2, 2] },
        { role: "expected", at: "[1][2]", axes: ["P", "Q"] },
        {
          role: "got",
          at: "[1][2]",
          numbers: [
            ["10", "-5"],
            ["12", "13"],
          ],
        },
      ],
    });
  });

  it("keeps the scale of what is expected, and marks what lies outside of it and what is no number", () => {
    const expected = [
      [0, 1],
      [2, 3],
    ];
    const actual = [
      [-9, 1],
      [Number.NaN, 9],
    ];
    const found = picturesOf(part([failing(expected, actual)], { kind: "image", of: "" }), { reveal: false });
    const image = found.find(({ kind }) => kind === "image");
    const got = image?.kind === "image" ? image.panels.at(-1) : undefined;
    expect(got).toMatchObject({ low: -3, high: 3, cells: ["<q", "!>"] });
  });

  it("is small whatever the size, and finite whatever the numbers", () => {
    const sides = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }));
    const value = fc.oneof(fc.double(), fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.NaN, Infinity));
    fc.assert(
      fc.property(sides, value, value, ([h, w], a, b) => {
        const [expected, actual] = [fill(h, w, a, 1), fill(h, w, b, 2)];
        for (const one of picturesOf(part([judged(expected, actual)], { kind: "image", of: "" }), { reveal: false }))
          roundTrips(one);
      }),
    );
  });
});

/** Nothing is lost as JSON, and it is small. */
function roundTrips(one: Picture): void {
  const text = JSON.stringify(one);
  expect(picture.parse(JSON.parse(text))).toEqual(JSON.parse(text));
  expect(text.length).toBeLessThan(12_000);
}

/** Two tensors of one shape, of which some numbers differ, by little, by much or by all. */
function tensors() {
  const shape = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 300 })),
    fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 })),
    fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 3, maxLength: 5 }),
  );
  const other = fc.oneof(fc.double(), fc.constantFrom(1 + 1e-8, Number.NaN, -Infinity, 1e300, "text", null, true));
  return fc
    .tuple(shape, fc.array(fc.tuple(fc.nat(), other), { minLength: 1, maxLength: 20 }))
    .map(([shape, changes]) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const right: unknown[] = Array.from({ length: size }, (_, i) => i / 7);
      const wrong = [...right];
      for (const [at, value] of changes) wrong[at % size] = value;
      return { shape, expected: nested(right, shape), actual: nested(wrong, shape) };
    });
}

function nested(flatly: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length === 1) return flatly;
  const size = flatly.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) => nested(flatly.slice(i * size, (i + 1) * size), shape.slice(1)));
}

function wrongIndices(expected: unknown, actual: unknown): number[][] {
  const found = leavesOf(actual);
  return leavesOf(expected).flatMap(({ path, value }, i) =>
    severityOf(value, found[i].value, tolerance) > 0 ? [[...path.matchAll(/\d+/g)].map(Number)] : [],
  );
}

function inSlice(map: ErrorMap, shape: readonly number[], at: readonly number[]): boolean {
  return (
    shape.length < 3 ||
    map.worst.at.startsWith(
      at
        .slice(0, -2)
        .map((i) => `[${i}]`)
        .join(""),
    )
  );
}

function cellOf({ rows, columns }: ErrorMap, shape: readonly number[], at: readonly number[]): string {
  const [row, column] = shape.length === 1 ? [0, at[0]] : at.slice(-2);
  return `${Math.floor(row / rows.per)} ${Math.floor(column / columns.per)}`;
}

function flat(at: readonly number[], lengths: readonly number[]): number {
  return at.reduce((position, index, i) => position * lengths[i] + index, 0);
}

function mapOf(expected: unknown, actual: unknown): ErrorMap | undefined {
  const [map] = picturesOf(part([judged(expected, actual)]), { reveal: true });
  if (map) for (const row of (map as ErrorMap).cells) for (const level of row) expect(ERROR_LEVELS).toContain(level);
  return map as ErrorMap | undefined;
}

function judged(expected: unknown, actual: unknown): CaseResult {
  const mismatch = compare(expected, actual, tolerance);
  return {
    name: "a case",
    group: "basic",
    shown: true,
    sizes: {},
    verdict: mismatch ? verdictOf(mismatch) : "passed",
    ran: true,
    mismatch,
    expected,
    actual,
    held: { expected, tolerance },
    durationMs: 0,
  };
}

function failing(expected: unknown, actual: unknown): CaseResult {
  const one = judged(expected, actual);
  expect(one.verdict).not.toBe("passed");
  return one;
}

function passing(value: unknown): CaseResult {
  return judged(value, structuredClone(value));
}

function part(
  cases: readonly CaseResult[],
  picture?: PictureDeclaration,
  axes: ReadonlyMap<string, readonly string[]> = new Map(),
): PartResult {
  const outline = { ...(picture && { picture }), parameters: ["x", "w"], axes };
  return { part: "f", points: 0, maxPoints: 1, verdict: "wrong-value", cases, outline };
}

function grid(rows: number, columns: number, value: number): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => value));
}

/** [a, b, c, d], with numbers that say where they stand. */
function block(a: number, b: number, c: number, d: number): number[][][][] {
  let next = 0;
  return Array.from({ length: a }, (_, i) =>
    Array.from({ length: b }, (_, j) => {
      next = i * 2 + j * 4;
      return Array.from({ length: c }, () => Array.from({ length: d }, () => next++));
    }),
  );
}

function fill(rows: number, columns: number, first: number, rest: number): number[][] {
  const all = grid(rows, columns, rest);
  all[0][0] = first;
  return all;
}
