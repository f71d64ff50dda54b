import { describe, expect, it } from "vitest";
import { type Cell, heatOf, hiddenOf, mixBoards, movesBetween, nextToReveal, type Row } from "./ranking.ts";

const cell = (change: Partial<Cell>): Cell => ({
  kata: "10-momentum",
  score: 0,
  submissions: 0,
  pending: 0,
  hidden: 0,
  ...change,
});
const row = (id: string, score: number, hidden = 0): Row => ({
  rank: 0,
  id,
  name: id,
  phase: "ended",
  score,
  final: hidden === 0,
  katas: [cell({ score, hidden })],
});
const frozen = [row("ada", 90), row("grace", 50, 2), row("emmy", 50), row("alan", 10, 1)];
const open = [row("grace", 95), row("ada", 90), row("emmy", 50), row("alan", 50)];
const ranks = (rows: readonly Row[]) => rows.map(({ id, rank }) => `${rank} ${id}`);

describe("a frozen board", () => {
  it("shows nothing of what is hidden", () => {
    expect(ranks(mixBoards(frozen, open, new Set()))).toEqual(["1 ada", "2 grace", "2 emmy", "4 alan"]);
    expect(frozen.map(hiddenOf)).toEqual([0, 2, 0, 1]);
  });

  it("is revealed from the last place up, and re-ranked at each step", () => {
    const first = nextToReveal(mixBoards(frozen, open, new Set()))!;
    expect(first).toBe("alan");
    const step = mixBoards(frozen, open, new Set([first]));
    expect(ranks(step)).toEqual(["1 ada", "2 grace", "2 emmy", "2 alan"]);
    expect(nextToReveal(step)).toBe("grace");
    const all = mixBoards(frozen, open, new Set(["alan", "grace"]));
    expect(ranks(all)).toEqual(["1 grace", "2 ada", "3 emmy", "3 alan"]);
    expect(nextToReveal(all)).toBeUndefined();
    expect(ranks(movesBetween(step, all))).toEqual(["1 grace", "2 ada", "3 emmy", "3 alan"]);
    expect(movesBetween(all, all)).toEqual([]);
  });

  it.each([
    [{}, undefined],
    [{ submissions: 1 }, 0],
    [{ submissions: 1, score: 33.3 }, 1],
    [{ submissions: 1, score: 50 }, 2],
    [{ submissions: 1, score: 99.9 }, 3],
    [{ submissions: 2, score: 100 }, 4],
  ])("has the heat of %j: %s", (change, heat) => {
    expect(heatOf(cell(change))).toBe(heat);
  });
});
