import { types } from "node:util";
import { describe, expect, it } from "vitest";
import { decode, encode, Unencodable, VALUE_LIMITS } from "./wire.ts";

/** Matches what is thrown by its reason: it is no Error, so that the realm need not make one. */
function refused(reason: string) {
  return expect.objectContaining({ constructor: Unencodable, reason });
}

const cycle: unknown[] = [];
cycle.push({ again: cycle });

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}

/** Two references to one array, level upon level: small in memory, 2 to the 40th when written out. */
const doubled = nested(40, (inner) => [inner, inner, "x"]);

describe("what cannot cross is refused with its reason", () => {
  it.each<[string, unknown, string]>([
    ["a function", () => 1, "a function"],
    ["a symbol", Symbol("x"), "a symbol"],
    ["a bigint", 1n, "a bigint"],
    ["an instance", new (class Neuron {})(), "an instance of Neuron"],
    ["an instance of a class without a name", new (class {})(), "an instance of a class"],
    ["a Map", new Map(), "an instance of Map"],
    ["a Date", new Date(0), "an instance of Date"],
    ["an Error", new RangeError("x"), "an instance of RangeError"],
    ["an object below a bare prototype", Object.create(Object.create(null)), "an instance of a class"],
    ["a DataView", new DataView(new ArrayBuffer(8)), "a DataView"],
    ["a BigInt64Array", new BigInt64Array(1), "a BigInt64Array"],
    ["a symbol for a key", { [Symbol("x")]: 1 }, "an object with a symbol for a key"],
    ["a getter", Object.defineProperty({}, "loss", { get: () => 1 }), "a getter at .loss"],
    ["a setter alone", Object.defineProperty({}, "loss", { set: () => {} }), "a getter at .loss"],
    ["a hole", Object.assign([1], { 2: 3 }), "a hole at [1]"],
    ["a length without entries", new Array(1e9), "a hole at [0]"],
    ["a cycle", cycle, "a value that is nested too deep, or contains itself"],
    ["a value that doubles at every level", doubled, "more than 100,000 values"],
    ["too many values", Array(100_000).fill("x"), "more than 100,000 values"],
    ["a typed array that is too long", new Uint8Array(100_000), "more than 100,000 values"],
  ])("%s", (_, sent, reason) => {
    expect(() => encode(sent)).toThrow(refused(reason));
    expect(() => encode({ deep: [sent] }, { inline: true })).toThrow(refused(reason));
  });

  it("counts every value once: 100,000 pass", () => {
    expect(decode(encode(Array(99_999).fill("x")))).toHaveLength(99_999);
    expect(decode(encode(new Uint8Array(99_999)))).toHaveLength(99_999);
  });

  const reasonOfDepth = "a value that is nested too deep, or contains itself";
  it.each<[string, (inner: unknown) => unknown]>([
    ["arrays", (inner) => [inner]],
    ["objects", (inner) => ({ inner })],
  ])("64 levels of %s pass, 65 do not", (_, wrap) => {
    const deepest = nested(VALUE_LIMITS.depth, wrap);
    expect(decode(encode(deepest))).toEqual(deepest);
    expect(() => encode(nested(VALUE_LIMITS.depth + 1, wrap))).toThrow(refused(reasonOfDepth));
    expect(() => encode(nested(20_000, wrap))).toThrow(refused(reasonOfDepth));
  });

  it("proxies, wherever they stand, without running their traps", () => {
    const trap = () => {
      throw new Error("a trap ran");
    };
    const handler = { get: trap, getOwnPropertyDescriptor: trap, ownKeys: trap, getPrototypeOf: trap };
    const numbers = Array(2_000).fill(1);
    for (const sent of [
      new Proxy({}, handler),
      [new Proxy([1], handler)],
      { a: new Proxy(new Float64Array(2), handler) },
      new Proxy(numbers, handler),
      [numbers, new Proxy(numbers, handler)],
    ])
      expect(() => encode(sent, { isProxy: types.isProxy })).toThrow(refused("a Proxy"));
  });
});
