import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { shapeOf } from "./shape.ts";
import { type Attempt, compareAttempts } from "./similarity.ts";

const KATA = "16-rnn";
const read = (...path: string[]) => readFileSync(join(packageRoot, ...path), "utf8");
const skeleton = read("katas", KATA, "skeleton.ts");
const original = read("reference", KATA, "float64.ts");
/** Right answers that were written independently. */
const others: Attempt[] = readdirSync(join(packageRoot, "fixtures", KATA, "right")).map((name) => ({
  session: name,
  text: read("fixtures", KATA, "right", name),
}));

/** What a copyist does: other names, other comments, other layout, the functions in another order. */
function disguise(text: string): string {
  const functions = text.split(/^(?=export )/m);
  const names = new Set([...text.matchAll(/\b(?:const|let) (\w+)/g)].map(([, name]) => name));
  const moved = [functions[0], ...functions.slice(1).reverse()].join("// mine\n");
  const renamed = [...names].reduce((so, name) => so.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `my_${name}`), moved);
  return renamed.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll("\n", "\n  // own work\n");
}

const without = (attempts: readonly Attempt[]) => compareAttempts(attempts, skeleton);

describe("similarity", () => {
  const all = [{ session: "original", text: original }, ...others, { session: "copy", text: disguise(original) }];
  const { pairs, compared, note, median } = without(all);

  it("puts a renamed, commented, rearranged copy on top, and only that stands out", () => {
    expect(pairs[0].sessions).toEqual(["original", "copy"]);
    expect(pairs[0].similarity).toBeGreaterThan(0.9);
    expect(pairs.filter(({ standsOut }) => standsOut)).toEqual([pairs[0]]);
    expect(compared).toBe((all.length * (all.length - 1)) / 2);
  });

  it("puts independent solutions low", () => {
    const independent = pairs.filter(({ sessions }) => sessions.every((one) => one.endsWith(".ts")));
    expect(independent).toHaveLength(3);
    for (const { similarity } of independent) expect(similarity).toBeLessThan(0.35);
    expect(median).toBeLessThan(0.35);
  });

  it("says where to look, in lines of both", () => {
    const [{ left, right }] = pairs[0].fragments;
    for (const { first, last } of [left, right]) {
      expect(first).toBeGreaterThanOrEqual(1);
      expect(last).toBeGreaterThanOrEqual(first);
    }
    expect(right.last).toBeLessThanOrEqual(disguise(original).split("\n").length);
    expect(left.last).toBeLessThanOrEqual(original.split("\n").length);
  });

  it("says what it does not prove", () => {
    expect(note.en).toContain("does not by itself prove misconduct");
    expect(note.zh).toContain("不能证明作弊");
  });

  it("never flags the skeleton, alone or with little more", () => {
    const touched = `// my try\n${skeleton}\nconst unused = 1;\n`;
    const found = without([
      { session: "untouched", text: skeleton },
      { session: "another", text: skeleton },
      { session: "touched", text: touched },
      { session: "empty", text: "" },
      { session: "original", text: original },
    ]);
    expect(found.pairs).toEqual([]);
    expect(found.tooLittle).toEqual(["untouched", "another", "touched", "empty"]);
  });

  it("does not count the skeleton's own code as alike", () => {
    const given = `${skeleton}\n${original.replaceAll(/^export /gm, "")}`;
    const { pairs: kept } = compareAttempts(
      [
        { session: "a", text: `${given}\n${others[0].text}` },
        { session: "b", text: `${given}\n${others[1].text}` },
      ],
      given,
    );
    const { pairs: counted } = compareAttempts(
      [
        { session: "a", text: `${given}\n${others[0].text}` },
        { session: "b", text: `${given}\n${others[1].text}` },
      ],
      skeleton,
    );
    expect(kept[0].similarity).toBeLessThan(0.4);
    expect(counted[0].similarity).toBeGreaterThan(0.5);
  });

  it("is the same whoever comes first", () => {
    const swapped = without([...all].reverse()).pairs.map(({ similarity }) => similarity);
    expect(swapped).toEqual(pairs.map(({ similarity }) => similarity));
  });

  it("of nobody or one is empty", () => {
    expect(without([])).toMatchObject({ pairs: [], compared: 0, median: 0, tooLittle: [] });
    expect(without([{ session: "one", text: original }])).toMatchObject({ pairs: [], compared: 0 });
  });

  it("bears what an attacker writes", () => {
    const hostile = [
      { session: "deep", text: "(".repeat(60_000) },
      { session: "table", text: `export const t = [${"1,".repeat(30_000)}];` },
      { session: "table again", text: `export const u = [${"2,".repeat(30_000)}];` },
      { session: "broken", text: "export function ((( {{{ `${`" },
      { session: "binary", text: "\u0000\ud800\ufffd" },
    ];
    const found = without([...hostile, ...others]);
    expect(found.unreadable).toEqual(["deep"]);
    expect(found.tooLittle).toEqual(expect.arrayContaining(["table", "table again", "binary"]));
    expect(found.compared).toBeGreaterThanOrEqual(3);
  });
});

describe("the shape of an attempt", () => {
  it("has no names, comments, layout or values", () => {
    const one = shapeOf("export function f(a: number) { return a + 1; }");
    expect(shapeOf("// x\nexport function other(b: number)\n{ return b + 22; }")?.tokens).toEqual(one?.tokens);
    expect(shapeOf("export function f(a: number) { return a - 1; }")?.tokens).not.toEqual(one?.tokens);
    expect(shapeOf("let a = -b;")?.tokens).not.toEqual(shapeOf("let a = !b;")?.tokens);
    expect(shapeOf('import { x } from "katagrad/nd";')?.tokens).toEqual([]);
  });
});
