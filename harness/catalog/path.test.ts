import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCatalog } from "./catalog.ts";
import { learningPath } from "./path.ts";

const kata = (number: number, slug: string, requires?: string[]) => ({
  id: `${number}-${slug}`,
  number,
  slug,
  requires,
});
const order = (...katas: ReturnType<typeof kata>[]) => learningPath(katas).map(({ number }) => number);

describe("the learning path", () => {
  it("puts each kata after those that it requires, and keeps the numbers elsewhere", () => {
    expect(order(kata(3, "c"), kata(1, "a", ["c"]), kata(2, "b"))).toEqual([2, 3, 1]);
    expect(order(kata(1, "a", ["b"]), kata(2, "b", ["c"]), kata(3, "c"), kata(4, "d"))).toEqual([3, 2, 1, 4]);
  });

  it("holds for any requirements that point to lower numbers", () => {
    const graph = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(graph, (edges) => {
        const katas = edges.map((to, i) => kata(i, `k${i}`, i === 0 ? [] : to.map((n) => `k${n % i}`)));
        const path = learningPath(katas);
        expect(new Set(path)).toEqual(new Set(katas));
        const place = new Map(path.map(({ slug }, i) => [slug, i]));
        for (const { slug, requires = [] } of katas)
          for (const needed of requires) expect(place.get(needed)!).toBeLessThan(place.get(slug)!);
      }),
    );
  });

  it("refuses a circle and what is no kata, by name", () => {
    expect(() => order(kata(1, "a", ["b"]), kata(2, "b", ["a"]), kata(3, "c"))).toThrow(
      "The requirements of 1-a, 2-b go in a circle.",
    );
    expect(() => order(kata(1, "a", ["z"]))).toThrow('1-a requires "z", which is no kata.');
  });

  it("goes through every kata that there is", async () => {
    const { katas, path } = await openCatalog();
    expect(path.toSorted((a, b) => a.number - b.number)).toEqual(katas);
  });
});
