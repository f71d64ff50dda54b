import { describe, expect, it } from "vitest";
import type { Playback } from "../../../assess/playback.ts";
import { MARKS, markFrom, momentAfter, sceneAt, scenesOf } from "./playhead.ts";

const source = { hash: "0".repeat(64), bytes: 1 };
const edit = (ms: number, seq: number, change: { at: number; removed: number; inserted: string } | null) =>
  ({ ms, seq, kind: "edit", source, edit: change, device: "d", late: false, moved: false }) as const;
const playback: Playback = {
  kata: "10-momentum",
  skeleton: "let a;",
  frames: [
    edit(1_000, 3, { at: 5, removed: 0, inserted: " = 1" }),
    { ms: 2_000, seq: 4, kind: "ran", source },
    { ms: 2_000, seq: 5, kind: "gap", lengthMs: 600_000 },
    { ms: 602_000, seq: 5, kind: "pasted", bytes: 9, hash: source.hash },
    edit(603_000, 6, null),
    edit(604_000, 7, { at: 0, removed: 0, inserted: "let b;" }),
    { ms: 604_000, seq: 8, kind: "submitted", source, submission: "s", by: "candidate", late: false },
  ],
};
const scenes = scenesOf(playback);

describe("a playback as a film", () => {
  it("has the text after every frame, also after one that is not kept", () => {
    expect(scenes.map(({ text }) => text)).toEqual([
      "let a = 1;",
      "let a = 1;",
      "let a = 1;",
      undefined,
      "let b;",
      "let b;",
    ]);
    expect(scenes[0].written).toEqual({ from: 5, to: 9 });
  });

  it("begins where an entry of the log has happened", () => {
    expect([undefined, 1, 3, 5, 6, 99].map((seq) => momentAfter(scenes, seq))).toEqual([
      0, 0, 1_000, 12_000, 13_000, 14_100,
    ]);
  });

  it("cuts long silences, and parts what came at once", () => {
    expect(scenes.map(({ at }) => at)).toEqual([1_000, 2_000, 12_000, 13_000, 14_000, 14_100]);
  });

  it.each([
    [0, -1],
    [1_000, 0],
    [11_999, 1],
    [99_999, 5],
  ])("stands at %d ms on scene %d", (at, scene) => {
    expect(sceneAt(scenes, at)).toBe(scene);
  });

  it("goes from mark to mark, of the wished kinds", () => {
    const all = new Set(MARKS);
    expect(markFrom(scenes, -1, 1, all)).toBe(1);
    expect(markFrom(scenes, 1, 1, all)).toBe(2);
    expect(markFrom(scenes, 1, 1, new Set(["submitted"] as const))).toBe(5);
    expect(markFrom(scenes, 5, -1, all)).toBe(2);
    expect(markFrom(scenes, 5, 1, all)).toBeUndefined();
  });
});
