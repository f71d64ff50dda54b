import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centralDifference, directionsFor, entryAt } from "./gradient.ts";

describe("directionsFor", () => {
  it("gives the same directions each time, and different ones within", () => {
    const value = [[1, 2], [3, 4]]; // biome-ignore format: a matrix
    const [a, b] = directionsFor(value, 2).map(({ move }) => move(value, 1));
    expect(directionsFor(value, 2).map(({ move }) => move(value, 1))).toEqual([a, b]);
    expect(a).not.toEqual(b);
  });

  it("moves every number by the step along it, and dot measures by the same direction", () => {
    const shape = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(shape, (value) => {
        const [direction] = directionsFor(value, 1);
        const along = (
          direction.move(
            value.map(() => 0),
            1,
          ) as number[]
        ).map(Number);
        expect(along.every((x) => x >= -1 && x < 1)).toBe(true);
        expect(direction.dot(value)).toBeCloseTo(
          value.reduce((sum, x, i) => sum + x * along[i], 0),
          12,
        );
        const unmoved = direction.move(value, 0) as number[];
        expect(unmoved.map((x, i) => Math.abs(x - value[i]))).toEqual(value.map(() => 0));
      }),
    );
  });

  it("keeps the structure: numbers, nested arrays, objects", () => {
    const value = { w: [[1], [2]], b: 3 };
    const [direction] = directionsFor(value, 1);
    const moved = direction.move(value, 0.5) as typeof value;
    expect(Object.keys(moved)).toEqual(["w", "b"]);
    expect(moved.w.map((row) => row.length)).toEqual([1, 1]);
    expect(moved.b).not.toBe(3);
    expect(value).toEqual({ w: [[1], [2]], b: 3 });
  });

  it("has no product with a gradient of another count", () => {
    const [direction] = directionsFor([1, 2, 3], 1);
    for (const other of [[1, 2], [1, 2, 3, 4], 1, undefined, { a: [1, 2] }]) expect(direction.dot(other)).toBeNaN();
    expect(direction.dot([1, NaN, 3])).toBeNaN();
  });
});

describe("centralDifference", () => {
  const bowl = (x: number[], w: number[][]) => x.reduce((sum, xi, i) => sum + w[0][i] * xi ** 4 + Math.sin(xi), 0);
  const x = [0.3, -1.2, 0.7];
  const w = [[2, 0.5, -1]];
  const slopes: [readonly (number | string)[], unknown][] = [
    [[0], x.map((xi, i) => 4 * w[0][i] * xi ** 3 + Math.cos(xi))],
    [[1], [x.map((xi) => xi ** 4)]],
    [[1, 0], x.map((xi) => xi ** 4)],
  ];

  it("tells the right gradient of each variable from a wrong one", async () => {
    for (const [path, gradient] of slopes) {
      for (const direction of directionsFor(entryAt([x, w], path), 3)) {
        const { slope, resolution } = await centralDifference([x, w], path, direction, ([a, b]) =>
          bowl(a as number[], b as number[][]),
        );
        expect(Math.abs(direction.dot(gradient) - slope)).toBeLessThan(resolution);
        const wrong = JSON.parse(JSON.stringify(gradient), (_, item) =>
          typeof item === "number" ? 1.001 * item : item,
        );
        expect(Math.abs(direction.dot(wrong) - slope)).toBeGreaterThan(resolution);
      }
    }
  });

  it("reaches into objects and awaits what is evaluated elsewhere", async () => {
    const args = [{ layers: [{ bias: 0.25 }] }];
    const path = [0, "layers", 0, "bias"];
    const [direction] = directionsFor(0.25, 1);
    const { slope, resolution } = await centralDifference(args, path, direction, async ([model]) => {
      const bias = (model as (typeof args)[0]).layers[0].bias;
      return bias ** 3;
    });
    expect(Math.abs(direction.dot(3 * 0.25 ** 2) - slope)).toBeLessThan(resolution);
    expect(args).toEqual([{ layers: [{ bias: 0.25 }] }]);
  });

  it("trusts itself less where the function is large", async () => {
    const at = (offset: number) => centralDifference([1], [0], directionsFor(1, 1)[0], ([a]) => offset + (a as number));
    expect((await at(1e9)).resolution).toBeGreaterThan(100 * (await at(0)).resolution);
    expect((await at(NaN)).slope).toBeNaN();
  });
});

describe("entryAt", () => {
  it("follows keys and positions, and ends with undefined where there is nothing", () => {
    expect(entryAt([{ a: [1, 2] }], [0, "a", 1])).toBe(2);
    expect(entryAt(5, [])).toBe(5);
    for (const nothing of [undefined, null, 3, []]) expect(entryAt(nothing, ["a", 0, "b"])).toBeUndefined();
  });
});
