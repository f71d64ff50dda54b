/**
 * Functions that a case can pass by name: they exist on both sides of the sandbox's pipe, so only the name crosses.
 * Sources: Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function"; Beale (1955), "On an
 * iterative method for finding a local minimum of a function of more than one variable".
 */

type Point = number[];
interface Objective {
  readonly value: (x: Point) => number;
  readonly gradient: (x: Point) => Point;
}

/** Σ cᵢ xᵢ² / 2 with curvatures c = 1, 10, 1, 10 …: the narrow valley of the textbooks. Any length. */
const quadratic: Objective = {
  value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * curvature(i) * xi * xi, 0),
  gradient: (x) => x.map((xi, i) => curvature(i) * xi),
};

/** (1 - x)² + 100 (y - x²)², minimum 0 at (1, 1). */
const rosenbrock: Objective = {
  value: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
};

/** (1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)², minimum 0 at (3, 0.5). */
const beale: Objective = {
  value: ([x, y]) => bealeTerms(x, y).reduce((sum, term) => sum + term * term, 0),
  gradient: ([x, y]) => {
    const [a, b, c] = bealeTerms(x, y);
    return [
      2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
      2 * a * x + 4 * b * x * y + 6 * c * x * y * y,
    ];
  },
};

const OBJECTIVES = { quadratic, rosenbrock, beale };
type ObjectiveName = keyof typeof OBJECTIVES;

/** Every name that `draw.fn` takes: an objective's value by its name, its gradient by `name.gradient`. */
export type NamedFunction = {
  [Name in ObjectiveName]: Objective["value"];
} & { [Name in `${ObjectiveName}.gradient`]: Objective["gradient"] };

/** The function of that name. @throws RangeError when there is none. */
export function namedFunction(name: string): (x: Point) => number | Point {
  const [objective, what = "value"] = name.split(".");
  const found = Object.hasOwn(OBJECTIVES, objective) ? OBJECTIVES[objective as ObjectiveName] : undefined;
  if (!found || (what !== "value" && what !== "gradient")) throw new RangeError(`No function is named "${name}".`);
  return found[what];
}

function curvature(i: number): number {
  return i % 2 === 0 ? 1 : 10;
}

function bealeTerms(x: number, y: number): [number, number, number] {
  return [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y];
}
