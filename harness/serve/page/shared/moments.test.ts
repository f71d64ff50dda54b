import { expect, it } from "vitest";
import { clockFace, span } from "./moments.ts";

it.each([
  [0, "0:00"],
  [-5_000, "0:00"],
  [1, "0:01"],
  [59_001, "1:00"],
  [724_000, "12:04"],
  [3_909_000, "1:05:09"],
])("%d ms remain as %s", (ms, face) => {
  expect(clockFace(ms)).toBe(face);
});

it.each([
  [0, "0 s", "0 秒"],
  [59.6, "1 min", "1 分钟"],
  [7_500, "2 h 5 min", "2 小时 5 分钟"],
  [86_400, "1 d", "1 天"],
])("%d s is %s", (seconds, en, zh) => {
  expect(span(seconds, "en")).toBe(en);
  expect(span(seconds, "zh")).toBe(zh);
});
