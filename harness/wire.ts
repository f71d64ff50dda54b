/**
 * What crosses the pipe between the parent and the runner. A frame is a u32 length (little-endian, of what follows it), one type
 * byte and a payload; a payload with values is a u32 length of its JSON, the JSON, and raw little-endian float64 blocks.
 *
 * Values are tagged JSON, exact for every double: a finite number is itself (-0 included), "N" "I" "-I" are NaN and the
 * infinities, "s…" a string, "u" undefined, "f" a function, an array is an array, {"o": [[key, value] …]} an object,
 * {"t": name, "v": […]} a typed array, and {"b": shape} a rectangular tensor of numbers whose data stand in the float64 blocks.
 *
 * This module also runs inside the candidate's realm, after the candidate had the chance to replace every built-in. So it takes
 * what it needs when it is first evaluated, reads only data descriptors, and never calls a method of a value.
 */

export const FRAME = { ready: 82, job: 74, loaded: 76, failed: 88, call: 65, answer: 67 } as const;

/** Caps on what a runner may send. Bytes, and frames beyond one for each case. */
export const WIRE_LIMITS = { frameBytes: 4 << 20, totalBytes: 16 << 20, extraFrames: 8 };

/** Caps on one value: values written as JSON, numbers written as blocks, nesting. */
export const VALUE_LIMITS = { nodes: 100_000, blockNumbers: 500_000, depth: 64, blockFrom: 1_000 };

/** A value that cannot cross, and why, in words that fit after "got". */
export class Unencodable {
  constructor(readonly reason: string) {}
}

/** A value as it crosses. */
export interface Encoded {
  readonly json: string;
  readonly blocks: Float64Array;
}

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, apply, defineProperty } = Reflect;
const { is } = Object;
const { isFinite: isFiniteNumber, isInteger, isNaN: isNaNumber } = Number;
const { parse, stringify } = JSON;
const objectPrototype = Object.prototype;
const { slice } = String.prototype;
const Floats = Float64Array;
const TYPED_ARRAYS = {
  __proto__: null,
  Float64Array,
  Float32Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
} as unknown as Record<string, new (length: number) => { [index: number]: number; length: number }>;
const typedArrayPrototype = getPrototypeOf(Float64Array.prototype)!;
const typedArrayName = getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag)!.get as (
  this: unknown,
) => string;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, "length")!.get as (this: unknown) => number;

interface EncodeOptions {
  /** Write functions as "f" instead of refusing them. */
  readonly functions?: boolean;
  /** Never write blocks: the text alone is the value. */
  readonly inline?: boolean;
  /** Proxies cannot be told from inside a realm; the runner passes the host's test. */
  readonly isProxy?: (value: unknown) => boolean;
}

/** @throws Unencodable when the value is not made of numbers, strings, booleans, plain arrays and objects, or is too large. */
export function encode(value: unknown, options: EncodeOptions = {}): Encoded {
  const state: EncodeState = { nodes: 0, blocks: new Floats(0), used: 0, options };
  const json = write(value, 0, state);
  const blocks = new Floats(state.used);
  for (let i = 0; i < state.used; i++) blocks[i] = state.blocks[i];
  return { json, blocks };
}

/**
 * @param revive turns a decoded object into something else: a marker into its function.
 * @throws Unencodable when the text is not what `encode` writes, or nests too deep.
 */
export function decode(encoded: Encoded, revive?: (object: Record<string, unknown>) => unknown): unknown {
  return decodeParsed(parseBounded(encoded.json), encoded.blocks, revive);
}

/** The same from a tree that was parsed already. */
export function decodeParsed(
  tree: unknown,
  blocks: Float64Array,
  revive?: (object: Record<string, unknown>) => unknown,
): unknown {
  const state = { blocks, used: 0, revive };
  const value = read(tree, 0, state);
  if (state.used !== blocks.length) throw new Unencodable("malformed blocks");
  return value;
}

/** `JSON.parse`, but nesting is bounded first: it accepts a million levels, on which a walk of the tree overflows. */
export function parseBounded(json: string): unknown {
  if (nesting(json) > 4 * VALUE_LIMITS.depth) throw new Unencodable("nested too deep");
  return parse(json);
}

/** Whether two values crossed as the same text and the same numbers, bit for bit but for NaN. */
export function sameEncoded(a: Encoded, b: Encoded): boolean {
  if (a.json !== b.json || a.blocks.length !== b.blocks.length) return false;
  for (let i = 0; i < a.blocks.length; i++) if (!is(a.blocks[i], b.blocks[i])) return false;
  return true;
}

interface EncodeState {
  nodes: number;
  blocks: Float64Array;
  used: number;
  readonly options: EncodeOptions;
}

function write(value: unknown, depth: number, state: EncodeState): string {
  if (++state.nodes > VALUE_LIMITS.nodes) throw new Unencodable("more than 100,000 values");
  switch (typeof value) {
    case "number":
      return writeNumber(value);
    case "string":
      return stringify(`s${value}`);
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return '"u"';
    case "function":
      if (state.options.functions) return '"f"';
      throw new Unencodable("a function");
    case "object":
      return value === null ? "null" : writeObject(value, depth, state);
    default:
      throw new Unencodable(`a ${typeof value}`);
  }
}

function writeNumber(value: number): string {
  if (isFiniteNumber(value)) return is(value, -0) ? "-0" : `${value}`;
  return isNaNumber(value) ? '"N"' : value > 0 ? '"I"' : '"-I"';
}

function writeObject(value: object, depth: number, state: EncodeState): string {
  if (depth >= VALUE_LIMITS.depth) throw new Unencodable("a value that is nested too deep, or contains itself");
  if (state.options.isProxy?.(value)) throw new Unencodable("a Proxy");
  if (isArray(value)) return writeArray(value, depth, state);
  if (isView(value)) return writeTypedArray(value, state);
  const prototype = getPrototypeOf(value);
  if (prototype !== null && prototype !== objectPrototype) {
    if (getPrototypeOf(prototype) !== null || getOwnPropertyDescriptor(prototype, "isPrototypeOf") === undefined)
      throw new Unencodable(describeInstance(prototype));
  }
  const keys = ownKeys(value);
  let text = "";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string") throw new Unencodable("an object with a symbol for a key");
    const item = write(dataProperty(value, key, `a getter at .${key}`), depth + 1, state);
    text += `${i === 0 ? "" : ","}[${stringify(key)},${item}]`;
  }
  return `{"o":[${text}]}`;
}

function writeArray(value: unknown[], depth: number, state: EncodeState): string {
  const shape = state.options.inline ? undefined : rectangle(value, state.options.isProxy);
  if (shape) return writeBlock(value, shape, state);
  const { length } = value;
  let text = "";
  for (let i = 0; i < length; i++) {
    const item = write(dataProperty(value, `${i}`, `a hole at [${i}]`), depth + 1, state);
    text += i === 0 ? item : `,${item}`;
  }
  return `[${text}]`;
}

function writeTypedArray(value: object, state: EncodeState): string {
  const name = apply(typedArrayName, value, []);
  if (!name || TYPED_ARRAYS[name] === undefined) throw new Unencodable(`a ${name || "DataView"}`);
  const length = apply(typedArrayLength, value, []);
  state.nodes += length;
  if (state.nodes > VALUE_LIMITS.nodes) throw new Unencodable("more than 100,000 values");
  let text = "";
  for (let i = 0; i < length; i++) text += `${i === 0 ? "" : ","}${writeNumber((value as ArrayLike<number>)[i])}`;
  return `{"t":"${name}","v":[${text}]}`;
}

function writeBlock(value: unknown[], shape: readonly number[], state: EncodeState): string {
  let size = 1;
  let text = "";
  for (let i = 0; i < shape.length; i++) {
    size *= shape[i];
    text += i === 0 ? shape[i] : `,${shape[i]}`;
  }
  if (state.used + size > VALUE_LIMITS.blockNumbers) throw new Unencodable("more than 500,000 numbers");
  const grown = new Floats(state.used + size);
  for (let i = 0; i < state.used; i++) grown[i] = state.blocks[i];
  state.blocks = grown;
  copyBlock(value, 0, shape, state);
  return `{"b":[${text}]}`;
}

function copyBlock(value: unknown[], axis: number, shape: readonly number[], state: EncodeState): void {
  const last = axis === shape.length - 1;
  for (let i = 0; i < shape[axis]; i++) {
    const item = getOwnPropertyDescriptor(value, i)?.value;
    if (!last) copyBlock(item as unknown[], axis + 1, shape, state);
    else if (typeof item === "number") state.blocks[state.used++] = item;
    else throw new Unencodable("an array that changes while it is read");
  }
}

/** The shape of a rectangular array of at least `blockFrom` numbers; undefined when it is something else. */
function rectangle(value: unknown[], isProxy: EncodeOptions["isProxy"]): number[] | undefined {
  const shape: number[] = [];
  let size = 1;
  let inner: unknown = value;
  while (isArray(inner)) {
    if (isProxy?.(inner) || shape.length === 8) return undefined;
    put(shape, shape.length, inner.length);
    size *= inner.length;
    if (size === 0 || size > VALUE_LIMITS.blockNumbers) return undefined;
    inner = getOwnPropertyDescriptor(inner, 0)?.value;
  }
  if (size < VALUE_LIMITS.blockFrom || typeof inner !== "number") return undefined;
  return fits(value, 0, shape, isProxy) ? shape : undefined;
}

function fits(value: unknown, axis: number, shape: number[], isProxy: EncodeOptions["isProxy"]): boolean {
  if (!isArray(value) || isProxy?.(value) || value.length !== shape[axis]) return false;
  for (let i = 0; i < value.length; i++) {
    const item = getOwnPropertyDescriptor(value, i)?.value;
    if (axis === shape.length - 1 ? typeof item !== "number" : !fits(item, axis + 1, shape, isProxy)) return false;
  }
  return true;
}

function dataProperty(value: object, key: string, otherwise: string): unknown {
  const descriptor = getOwnPropertyDescriptor(value, key);
  if (descriptor === undefined || descriptor.get !== undefined || descriptor.set !== undefined)
    throw new Unencodable(otherwise);
  return descriptor.value;
}

function describeInstance(prototype: object): string {
  const made = getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const name = typeof made === "function" ? getOwnPropertyDescriptor(made, "name")?.value : undefined;
  return typeof name === "string" && name !== "" ? `an instance of ${name}` : "an instance of a class";
}

interface DecodeState {
  readonly blocks: Float64Array;
  used: number;
  readonly revive?: (object: Record<string, unknown>) => unknown;
}

function read(node: unknown, depth: number, state: DecodeState): unknown {
  if (depth > VALUE_LIMITS.depth) throw new Unencodable("nested too deep");
  if (typeof node === "string") return readString(node);
  if (typeof node !== "object" || node === null) return node;
  if (isArray(node)) {
    for (let i = 0; i < node.length; i++) node[i] = read(node[i], depth + 1, state);
    return node;
  }
  const { o, t, v, b } = node as { o?: unknown; t?: unknown; v?: unknown; b?: unknown };
  if (isArray(o)) return readEntries(o, depth, state);
  if (typeof t === "string" && isArray(v)) return readTypedArray(t, v);
  if (isArray(b)) return readBlock(b, state);
  throw new Unencodable("malformed value");
}

function readString(text: string): unknown {
  if (text[0] === "s") return apply(slice, text, [1]);
  if (text === "N") return NaN;
  if (text === "I") return Infinity;
  if (text === "-I") return -Infinity;
  if (text === "u") return undefined;
  throw new Unencodable("malformed value");
}

function readEntries(entries: unknown[], depth: number, state: DecodeState): unknown {
  const object: Record<string, unknown> = {};
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (!isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string") throw new Unencodable("malformed value");
    put(object, entry[0], read(entry[1], depth + 1, state));
  }
  return state.revive ? state.revive(object) : object;
}

function readTypedArray(name: string, numbers: unknown[]): unknown {
  const Type = TYPED_ARRAYS[name];
  if (Type === undefined) throw new Unencodable("malformed value");
  const array = new Type(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const item = typeof numbers[i] === "string" ? readString(numbers[i] as string) : numbers[i];
    if (typeof item !== "number") throw new Unencodable("malformed value");
    array[i] = item;
  }
  return array;
}

function readBlock(shape: unknown[], state: DecodeState): unknown {
  let size = shape.length === 0 || shape.length > 8 ? Number.NaN : 1;
  for (let i = 0; i < shape.length; i++)
    size *= isInteger(shape[i]) && (shape[i] as number) > 0 ? (shape[i] as number) : NaN;
  if (!(state.used + size <= state.blocks.length)) throw new Unencodable("malformed blocks");
  const build = (axis: number): unknown[] => {
    const items = blank(shape[axis] as number);
    for (let i = 0; i < items.length; i++)
      items[i] = axis === shape.length - 1 ? state.blocks[state.used++] : build(axis + 1);
    return items;
  };
  return build(0);
}

/** Own data property, whatever setters a prototype has. */
function put(target: object, key: string | number, value: unknown): void {
  defineProperty(target, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor);
}

/** An array whose entries are its own from the start, so that filling it meets no setter of a prototype. */
function blank(length: number): unknown[] {
  let text = "";
  for (let i = 0; i < length; i++) text += i === 0 ? "0" : ",0";
  return parse(`[${text}]`);
}

/** The deepest bracket of a JSON text. */
function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const c = json[i];
    if (quoted) {
      if (c === "\\") i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "[" || c === "{") {
      if (++depth > deepest) deepest = depth;
    } else if (c === "]" || c === "}") depth--;
  }
  return deepest;
}
