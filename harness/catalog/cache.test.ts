import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cached } from "./cache.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "cache-")), "made");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const VALUE = { dx: [[0.1, -0, Number.NaN, Infinity]], loss: 1 / 3 };
const never = () => {
  throw new Error("computed again");
};

it("computes once and keeps every double as it is", () => {
  expect(cached(folder, ["hash", "part"], () => VALUE)).toBe(VALUE);
  const kept = cached<typeof VALUE>(folder, ["hash", "part"], never);
  expect(kept).toEqual(VALUE);
  expect(Object.is(kept.dx[0][1], -0)).toBe(true);
});

it("computes again when any of the words changes, or the file is damaged", () => {
  cached(folder, ["a", "b"], () => 1);
  expect(cached(folder, ["a", "c"], () => 2)).toBe(2);
  expect(cached(folder, ["ab", ""], () => 3)).toBe(3);
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), "half");
  expect(cached(folder, ["a", "b"], () => 4)).toBe(4);
  expect(cached(folder, ["a", "b"], never)).toBe(4);
});

it("works where nothing can be written", () => {
  writeFileSync(join(folder, "..", "file"), "");
  expect(cached(join(folder, "..", "file", "inside"), ["a"], () => 5)).toBe(5);
});
