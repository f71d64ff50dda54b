import { expect, it } from "vitest";
import { axesIn } from "./axes.ts";

const SKELETON = `
/** A network: W1 [D, H], b1 [H]. */
export interface Params { W1: number[][] }

/**
 * The layer.
 * @param x inputs, [N, D]
 * @param w weights of the layer, [D, K]; at least [1, 1]
 * @returns [N, K]
 */
export function forward(x, w) {}

/**
 * @param x more of them, [B, T, D]
 * @param rng uniform on [0, 1]
 * @returns dx [B, T, D], the losses, [steps + 1], and after them db [K]
 */
export function backward(x) {}

/** The image seen in a mirror. [C, H, W] to [C, H, W]. */
export function flip(x) {}

export function plain() {}
`;

it("reads what comments say of tensors, each function's own words first", () => {
  const forward = axesIn(SKELETON, "forward");
  expect(forward.get("x")).toEqual(["N", "D"]);
  expect(forward.get("w")).toEqual(["D", "K"]);
  expect(forward.get("")).toEqual(["N", "K"]);
  expect(forward.get("W1")).toEqual(["D", "H"]);
  expect(axesIn(SKELETON, "backward").get("x")).toEqual(["B", "T", "D"]);
  expect(axesIn(SKELETON, "backward").get("db")).toEqual(["K"]);
  expect(axesIn(SKELETON, "flip").get("")).toEqual(["C", "H", "W"]);
});

it("says nothing of what two functions disagree about, of ranges, and of a result that only another has", () => {
  const plain = axesIn(SKELETON, "plain");
  expect(plain.get("x")).toBeUndefined();
  expect(plain.get("")).toBeUndefined();
  expect(plain.get("rng")).toBeUndefined();
  expect(plain.get("dx")).toEqual(["B", "T", "D"]);
});
