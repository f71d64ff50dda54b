import { expect, it } from "vitest";
import { actionOf } from "./keys.ts";

const stroke = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

it("knows save, run and submit, with Ctrl and with the Mac's key", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    expect(actionOf(stroke("s", held))).toBe("save");
    expect(actionOf(stroke("S", held))).toBe("save");
    expect(actionOf(stroke("Enter", held))).toBe("run");
    expect(actionOf(stroke("k", held))).toBe("list");
    expect(actionOf(stroke("Enter", { ...held, shiftKey: true }))).toBe("submit");
  }
});

it("leaves every other stroke alone", () => {
  expect(actionOf(stroke("Enter"))).toBeUndefined();
  expect(actionOf(stroke("s"))).toBeUndefined();
  expect(actionOf(stroke("s", { ctrlKey: true, shiftKey: true }))).toBeUndefined();
  expect(actionOf(stroke("Enter", { ctrlKey: true, altKey: true }))).toBeUndefined();
  expect(actionOf(stroke("f", { ctrlKey: true }))).toBeUndefined();
});
