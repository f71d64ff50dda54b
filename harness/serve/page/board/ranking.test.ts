import { describe, expect, it } from "vitest";
import { type Cell, heatOf, hiddenOf, movesBetween, nextToReveal, type Row } from "./ranking.ts";

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
  revealed: false,
  phase: "ended",
  score,
  final: hidden === 0,
  katas: [cell({ score, hidden })],
});
const ranked = (...rows: readonly Row[]) => rows.map((one, i) => ({ ...one, rank: i + 1 }));
const frozen = ranked(row("ada", 90), row("grace", 50, 2), row("emmy", 50), row("alan", 10, 1));

describe("a frozen board", () => {
  it("is revealed from the last place up", () => {
    expect(frozen.map(hiddenOf)).toEqual([0, 2, 0, 1]);
    expect(nextToReveal(frozen)).toBe("alan");
    expect(nextToReveal(frozen.slice(0, 3))).toBe("grace");
    expect(nextToReveal([frozen[0], frozen[2]])).toBeUndefined();
  });

  it("knows whose rank changed, and not who is new", () => {
    const after = ranked(row("grace", 95), row("ada", 90), row("emmy", 50), row("sofya", 40), row("alan", 10));
    expect(movesBetween(frozen, after).map(({ id }) => id)).toEqual(["grace", "ada", "alan"]);
    expect(movesBetween(after, after)).toEqual([]);
    expect(movesBetween([], after)).toEqual([]);
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
