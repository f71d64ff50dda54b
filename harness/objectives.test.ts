import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedFunction } from "./objectives.ts";

const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
const plane = fc.tuple(coordinate, coordinate);

describe.each([
  { name: "quadratic", points: fc.array(coordinate, { minLength: 1, maxLength: 6 }), minimum: [0, 0, 0] },
  { name: "rosenbrock", points: plane, minimum: [1, 1] },
  { name: "beale", points: plane, minimum: [3, 0.5] },
])("$name", ({ name, points, minimum }) => {
  const value = namedFunction(name) as (x: number[]) => number;
  const gradient = namedFunction(`${name}.gradient`) as (x: number[]) => number[];

  it("has the gradient that central differences give", () => {
    const h = 1e-4;
    fc.assert(
      fc.property(points, (x) => {
        gradient(x).forEach((slope, i) => {
          const at = (distance: number) => value(x.with(i, x[i] + distance));
          // Fourth order: exact for polynomials of degree 4, whose rounding is all that is left.
          const found = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
          expect(Math.abs(found - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope) + Math.abs(value(x))));
        });
      }),
    );
  });

  it("is 0 and level at its minimum, and nowhere below", () => {
    expect(value(minimum)).toBe(0);
    expect(gradient(minimum).every((slope) => Math.abs(slope) === 0)).toBe(true);
    fc.assert(fc.property(points, (x) => value(x) >= 0));
  });

  it("can be asked for by its full name", () => {
    expect(namedFunction(`${name}.value`)).toBe(namedFunction(name));
  });
});

describe("namedFunction", () => {
  it.each(["", "sphere", "toString", "__proto__", "quadratic.hessian", "quadratic.constructor", "constructor.name"])(
    "has nothing of the name %j",
    (name) => expect(() => namedFunction(name)).toThrow(new RangeError(`No function is named "${name}".`)),
  );
});
