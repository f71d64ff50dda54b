import { isDeepStrictEqual, types } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeOf } from "./tensor.ts";
import { decode, encode, isUnchanged, itemsOf, Unencodable } from "./wire.ts";

const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 5e-324, 2 ** 53, 1e21, 1e-7));
/** Any sequence of 16-bit units, halves of surrogate pairs included. */
const string = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const key = fc.oneof(
  string,
  fc.constantFrom("__proto__", "constructor", "toString", "length", "o", "t", "v", "b", "0"),
);
const typedArray = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
);

/** An object with own data properties, whatever their names. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  return object;
}

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    number,
    string,
    fc.boolean(),
    fc.constantFrom(null, undefined),
    typedArray,
    fc.array(tie("value"), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map(objectOf),
  ),
})).value;

/** A rectangular tensor of at least 24 numbers. */
const tensor = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), fc.array(number, { minLength: 1, maxLength: 20 }))
  .map(([outer, numbers]) => {
    const shape = [...outer, 24];
    let next = 0;
    const build = (axis: number): unknown =>
      axis === shape.length
        ? numbers[next++ % numbers.length]
        : Array.from({ length: shape[axis] }, () => build(axis + 1));
    return { shape, tensor: build(0) };
  });

describe("a value that crosses", () => {
  it("arrives as it left", () => {
    fc.assert(
      fc.property(value, (sent) => {
        expect(isDeepStrictEqual(decode(encode(sent)), sent)).toBe(true);
        const inline = encode(sent, { inline: true });
        expect(inline.blocks).toHaveLength(0);
        expect(isDeepStrictEqual(decode(inline), sent)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("survives a pipe that carries its text as UTF-8", () => {
    fc.assert(
      fc.property(value, (sent) => {
        const { json, blocks } = encode(sent);
        expect(isDeepStrictEqual(decode({ json: Buffer.from(json).toString("utf8"), blocks }), sent)).toBe(true);
      }),
    );
  });

  it("keeps a key named __proto__ as a key", () => {
    const received = decode(encode(objectOf([["__proto__", [1]]]))) as object;
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(received, "__proto__")?.value).toEqual([1]);
  });

  it("may come from another realm, or have no prototype", () => {
    expect(decode(encode(runInNewContext("({ a: [1, { b: 2 }] })")))).toEqual({ a: [1, { b: 2 }] });
    expect(decode(encode(Object.assign(Object.create(null), { a: 1 })))).toEqual({ a: 1 });
  });

  it("is written the same for the same value", () => {
    fc.assert(fc.property(value, (sent) => isDeepStrictEqual(encode(decode(encode(sent))), encode(sent))));
  });
});

describe("blocks", () => {
  it("carry rectangular tensors of 24 numbers and more", () => {
    fc.assert(
      fc.property(tensor, ({ shape, tensor: sent }) => {
        const encoded = encode({ left: sent, right: [sent, 1] });
        expect(encoded.json).toBe(`{"o":[["left",{"b":[${shape}]}],["right",[{"b":[${shape}]},1]]]}`);
        expect(encoded.blocks).toHaveLength(2 * shape.reduce((product, n) => product * n, 1));
        expect(isDeepStrictEqual(decode(encoded), { left: sent, right: [sent, 1] })).toBe(true);
        expect(isDeepStrictEqual(decode(encode(sent, { inline: true })), sent)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("begin at 24 numbers", () => {
    expect(encode(Array(23).fill(1)).blocks).toHaveLength(0);
    expect(encode(Array(24).fill(1)).blocks).toHaveLength(24);
  });

  it("are not used for what is ragged or holds something else", () => {
    const ragged = [Array(24).fill(1), Array(23).fill(1)];
    const mixed = [...Array(24).fill(1), "x"];
    for (const sent of [ragged[1], mixed]) {
      expect(encode(sent).blocks).toHaveLength(0);
      expect(decode(encode(sent))).toEqual(sent);
    }
    expect(decode(encode(ragged))).toEqual(ragged);
  });

  it("hold 500,000 numbers and no more", () => {
    const most = Array.from({ length: 500 }, () => Array(1_000).fill(0.5));
    expect(shapeOf(decode(encode(most)))).toEqual([500, 1_000]);
    expect(() => encode([...most, Array(1_000).fill(0.5)])).toThrow(refused("more than 500,000 numbers"));
    expect(() => encode([Array(500_001).fill(0.5)])).toThrow(refused("more than 100,000 values"));
  });

  it.each([
    ["fewer numbers than the shape says", '{"b":[3]}', 2],
    ["more numbers than the shape says", '{"b":[3]}', 4],
    ["no axes", '{"b":[]}', 1],
    ["nine axes", '{"b":[1,1,1,1,1,1,1,1,1]}', 1],
    ["an empty axis", '{"b":[0]}', 0],
    ["a negative axis", '{"b":[-1,-3]}', 3],
    ["half an axis", '{"b":[1.5,2]}', 3],
    ["a product that overflows", '{"b":[1e200,1e200]}', 3],
    ["an axis that is no number", '{"b":["3"]}', 3],
  ])("with %s are refused", (_, json, count) => {
    expect(() => decode({ json, blocks: new Float64Array(count) })).toThrow(Unencodable);
  });
});

/** Matches what is thrown by its reason: it is no Error, so that the realm need not make one. */
function refused(reason: string) {
  return expect.objectContaining({ constructor: Unencodable, reason });
}

describe("text that nobody encoded", () => {
  /** Decodes to something, or fails in one of the two ways that callers expect. */
  function survives(json: string, blocks: Float64Array = new Float64Array()): void {
    try {
      decode({ json, blocks });
    } catch (error) {
      if (!(error instanceof Unencodable) && !(error instanceof SyntaxError)) throw error;
    }
  }

  it("never does more than fail: any JSON", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), (json) => survives(json)));
  });

  it("never does more than fail: JSON that is nearly right", () => {
    const nearly = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom("N", "I", "-I", "u", "f", "s", "sx", "", null, true, 1, -0),
        fc.array(tie("node"), { maxLength: 4 }),
        fc.record({ o: fc.array(fc.oneof(tie("node"), fc.tuple(key, tie("node"))), { maxLength: 4 }) }),
        fc.record({
          t: fc.constantFrom("Float64Array", "Uint8Array", "__proto__", "constructor", "Array", ""),
          v: fc.array(fc.oneof(number, tie("node"))),
        }),
        fc.record({ b: fc.array(fc.oneof(fc.nat(4), fc.double(), tie("node")), { maxLength: 9 }) }),
      ),
    })).node;
    fc.assert(
      fc.property(nearly, fc.nat(12), (node, count) => survives(JSON.stringify(node), new Float64Array(count))),
      { numRuns: 1_000 },
    );
  });

  it("never does more than fail: bytes changed, lost or doubled on the way", () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(3),
      insert: fc.string({ unit: fc.constantFrom(...'[]{}":,0-9eNIsutbov\\'), maxLength: 3 }),
    });
    fc.assert(
      fc.property(value, fc.array(change, { minLength: 1, maxLength: 4 }), (sent, changes) => {
        const { json, blocks } = encode(sent);
        let mutated = json;
        for (const { at, remove, insert } of changes) {
          const start = Math.floor(at * mutated.length);
          mutated = mutated.slice(0, start) + insert + mutated.slice(start + remove);
        }
        survives(mutated, blocks);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when it nests deeper than any value, without a stack overflow", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"o":[["a",', "]]}"],
    ]) {
      const deep = `${open.repeat(200_000)}1${close.repeat(200_000)}`;
      expect(() => decode({ json: deep, blocks: new Float64Array() })).toThrow(refused("nested too deep"));
      const justTooDeep = `${open.repeat(65)}1${close.repeat(65)}`;
      expect(() => decode({ json: justTooDeep, blocks: new Float64Array() })).toThrow(refused("nested too deep"));
    }
  });

  it("may have brackets inside its strings", () => {
    const text = '[[["\\{'.repeat(200);
    expect(decode(encode([text, { [text]: text }]))).toEqual([text, { [text]: text }]);
  });

  it.each(['{"x":1}', '"x"', '""', '{"t":"Map","v":[]}', '{"t":"Uint8Array","v":["s1"]}', '{"o":[["a"]]}', '"f"'])(
    "is refused when it has another form: %s",
    (json) => expect(() => decode({ json, blocks: new Float64Array() })).toThrow(refused("malformed value")),
  );
});

describe("decode with a reviver", () => {
  it("hands every object over, the inner ones first", () => {
    const seen: string[][] = [];
    const revived = decode(encode({ a: [{ $rng: "7" }], b: { c: 1 } }), (object) => {
      seen.push(Object.keys(object));
      return "$rng" in object ? "a generator" : object;
    });
    expect(revived).toEqual({ a: ["a generator"], b: { c: 1 } });
    expect(seen).toEqual([["$rng"], ["c"], ["a", "b"]]);
  });
});

describe("isUnchanged", () => {
  const isMarker = (object: Record<string, unknown>) => "$rng" in object;
  const isProxy = types.isProxy;

  /** Whether what came would be taken for what stands now. */
  function isStill(came: unknown, now: unknown): boolean {
    const { json, blocks } = encode(came);
    return isUnchanged(now, JSON.parse(json), { blocks, used: 0, isProxy, isMarker });
  }

  it("tells -0 from 0 and takes NaN for NaN, in text and in blocks", () => {
    const with_ = (last: number, length: number) => [...Array(length).fill(1), last];
    for (const length of [3, 2_000]) {
      expect(isStill(with_(NaN, length), with_(NaN, length))).toBe(true);
      expect(isStill(with_(0, length), with_(-0, length))).toBe(false);
      expect(isStill(with_(1, length), with_(1 + 2 ** -52, length))).toBe(false);
      expect(isStill(with_(1, length), with_(1, length + 1))).toBe(false);
    }
  });

  it("is equality of values, and of the order of their keys", () => {
    const same = (a: unknown, b: unknown) =>
      isDeepStrictEqual(a, b) && isDeepStrictEqual(encode(a, { inline: true }), encode(b, { inline: true }));
    fc.assert(fc.property(value, value, (a, b) => isStill(a, b) === same(a, b)));
    fc.assert(fc.property(value, (a) => isStill(a, decode(encode(a)))));
  });

  it("sees one number of a tensor", () => {
    fc.assert(
      fc.property(tensor, fc.nat(), ({ shape, tensor: sent }, at) => {
        const now = structuredClone(sent);
        let row = now as unknown[];
        for (const n of shape.slice(0, -1)) row = row[at % n] as unknown[];
        row[at % 24] = 0.123456789;
        expect(isStill({ a: sent, b: [sent] }, { a: sent, b: [sent] })).toBe(true);
        expect(isStill({ a: sent, b: [sent] }, { a: sent, b: [now] })).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it("refuses what would run code when it is read, and what is no longer plain", () => {
    const getter = Object.defineProperty([1, 2], 0, { get: () => 1 });
    expect(isStill([1, 2], getter)).toBe(false);
    expect(isStill([1, 2], new Proxy([1, 2], {}))).toBe(false);
    expect(isStill([1, 2], Object.assign(Array(2), { 0: 1 }))).toBe(false);
    expect(isStill({ a: 1 }, Object.setPrototypeOf({ a: 1 }, { b: 2 }))).toBe(false);
    expect(isStill({ a: 1 }, { a: 1, [Symbol("s")]: 2 })).toBe(false);
    expect(isStill(new Float64Array([1]), [1])).toBe(false);
    expect(isStill(new Float64Array([1]), new Float32Array([1]))).toBe(false);
  });

  it("takes a function where a marker came, and nowhere else", () => {
    expect(isStill([{ $rng: "7" }], [() => 1])).toBe(true);
    expect(isStill([{ a: "7" }], [() => 1])).toBe(false);
    expect(isStill([1], [() => 1])).toBe(false);
  });

  it("goes through arguments one by one, also when they came as one block", () => {
    const rows = [Array(20).fill(1), Array(20).fill(NaN)];
    const { json, blocks } = encode(rows);
    expect(json).toBe('{"b":[2,20]}');
    const came = { blocks, used: 0, isProxy, isMarker };
    expect(itemsOf(JSON.parse(json), came).map((item, i) => isUnchanged(rows[i], item, came))).toEqual([true, true]);
  });
});
