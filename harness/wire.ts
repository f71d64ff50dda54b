/**
 * What crosses the pipe between the parent and the runner. A frame is a u32 length (little-endian, of what follows it), one type
 * byte and a payload; a payload with values is a u32 length of its JSON, the JSON, and raw little-endian float64 blocks.
 *
 * Values are tagged JSON, exact for every double: a finite number is itself (-0 included), "N" "I" "-I" are NaN and the
 * infinities, "s…" a string, "u" undefined, an array is an array, {"o": [[key, value] …]} an object,
 * {"t": name, "v": […]} a typed array, and {"b": shape} a rectangular tensor of numbers whose data stand in the float64 blocks.
 *
 * This module also runs inside the candidate's realm, after the candidate had the chance to replace every built-in. So it takes
 * what it needs when it is first evaluated, reads only data descriptors, and never calls a method of a value.
 */

export const FRAME = { ready: 82, job: 74, loaded: 76, failed: 88, call: 65, answer: 67 } as const;

/** Caps on what a runner may send. Bytes, and frames beyond one for each case. */
export const WIRE_LIMITS = { frameBytes: 4 << 20, totalBytes: 16 << 20, extraFrames: 8 };

/** Caps on one value: values written as JSON, numbers written as blocks, nesting. */
export const VALUE_LIMITS = { nodes: 100_000, blockNumbers: 500_000, depth: 64, blockFrom: 24 };

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
const { slice, indexOf } = String.prototype;
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
const NONE = new Float64Array();
const typedArrayPrototype = getPrototypeOf(Float64Array.prototype)!;
const typedArrayName = getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag)!.get as (
  this: unknown,
) => string;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, "length")!.get as (this: unknown) => number;

interface EncodeOptions {
  /** Never write blocks: the text alone is the value. */
  readonly inline?: boolean;
  /** Proxies cannot be told from inside a realm; the runner passes the host's test. */
  readonly isProxy?: (value: unknown) => boolean;
}

/** @throws Unencodable when the value is not made of numbers, strings, booleans, plain arrays and objects, or is too large. */
export function encode(value: unknown, options: EncodeOptions = {}): Encoded {
  const state: EncodeState = { nodes: 0, blocks: NONE, used: 0, options };
  const json = write(value, 0, state);
  return {
    json,
    blocks: state.used === state.blocks.length ? state.blocks : copyOf(state.blocks, state.used, state.used),
  };
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

/**
 * Whether a value would still be written as it came: the same numbers bit for bit (any NaN for NaN), the same keys in the same order. Where
 * a marker came, a function stands.
 * @param tree of the text that came, not decoded
 * @param came the blocks that came; `used` of them belong to what stands before, and those of this value are added
 */
export function isUnchanged(value: unknown, tree: unknown, came: Came): boolean {
  switch (typeof tree) {
    case "string":
      return is(value, readString(tree));
    case "object":
      return tree === null ? value === null : isUnchangedObject(value, tree, came);
    default:
      return is(value, tree);
  }
}

export interface Came {
  readonly blocks: Float64Array;
  used: number;
  readonly isProxy: (value: unknown) => boolean;
  /** Whether an object of the text was handed over as a function. */
  readonly isMarker: (object: Record<string, unknown>) => boolean;
}

/** The items of what was written as an array: of the tree, or of the block that the whole came as. */
export function itemsOf(tree: unknown, came: Came): unknown[] {
  return isArray(tree) ? tree : (readBlock((tree as { b: unknown[] }).b, came) as unknown[]);
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
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (!isData(descriptor)) throw new Unencodable(`a getter at .${key}`);
    text += `${i === 0 ? "" : ","}[${stringify(key)},${write(descriptor.value, depth + 1, state)}]`;
  }
  return `{"o":[${text}]}`;
}

function writeArray(value: unknown[], depth: number, state: EncodeState): string {
  const block = state.options.inline ? undefined : writeBlock(value, state);
  if (block !== undefined) return block;
  const { length } = value;
  let text = "";
  for (let i = 0; i < length; i++) {
    const descriptor = getOwnPropertyDescriptor(value, i);
    if (!isData(descriptor)) throw new Unencodable(`a hole at [${i}]`);
    const item = write(descriptor.value, depth + 1, state);
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

/** A rectangular array of at least `blockFrom` numbers goes to the blocks; undefined when it is something else. */
function writeBlock(value: unknown[], state: EncodeState): string | undefined {
  const { isProxy } = state.options;
  const shape: number[] = [];
  let size = 1;
  let text = "";
  let inner: unknown = value;
  while (isArray(inner)) {
    if (isProxy?.(inner) || shape.length === 8) return undefined;
    const { length } = inner;
    put(shape, shape.length, length);
    text += text === "" ? length : `,${length}`;
    size *= length;
    if (size === 0 || size > VALUE_LIMITS.blockNumbers) return undefined;
    inner = getOwnPropertyDescriptor(inner, 0)?.value;
  }
  if (size < VALUE_LIMITS.blockFrom || typeof inner !== "number") return undefined;
  const before = state.used;
  // Twice as many as are needed, so that many small blocks do not copy the first ones over and over.
  if (before + size > state.blocks.length)
    state.blocks = copyOf(state.blocks, before, before === 0 ? size : 2 * (before + size));
  if (!copyBlock(value, 0, shape, state)) {
    state.used = before;
    return undefined;
  }
  if (state.used > VALUE_LIMITS.blockNumbers) throw new Unencodable("more than 500,000 numbers");
  return `{"b":[${text}]}`;
}

function copyBlock(value: unknown, axis: number, shape: readonly number[], state: EncodeState): boolean {
  // The first of each axis was looked at when the shape was found.
  if (!isArray(value) || state.options.isProxy?.(value) || value.length !== shape[axis]) return false;
  const isLast = axis === shape.length - 1;
  for (let i = 0; i < shape[axis]; i++) {
    const item: unknown = getOwnPropertyDescriptor(value, i)?.value;
    if (!isLast) {
      if (!copyBlock(item, axis + 1, shape, state)) return false;
    } else if (typeof item === "number") state.blocks[state.used++] = item;
    else return false;
  }
  return true;
}

function copyOf(numbers: Float64Array, used: number, length: number): Float64Array {
  const copy = new Floats(length);
  for (let i = 0; i < used; i++) copy[i] = numbers[i];
  return copy;
}

function isData(descriptor: PropertyDescriptor | undefined): descriptor is PropertyDescriptor {
  return descriptor !== undefined && descriptor.get === undefined && descriptor.set === undefined;
}

function isUnchangedObject(value: unknown, tree: object, came: Came): boolean {
  const { o, t, v, b } = tree as { o?: unknown[]; t?: string; v?: unknown[]; b?: number[] };
  if (typeof value === "function")
    return o !== undefined && came.isMarker(readEntries(o, 0, came) as Record<string, unknown>);
  if (typeof value !== "object" || value === null || came.isProxy(value)) return false;
  if (o) return isUnchangedRecord(value, o, came);
  if (b) return isUnchangedBlock(value, 0, b, came);
  if (t !== undefined && v) {
    if (!isView(value) || apply(typedArrayName, value, []) !== t || apply(typedArrayLength, value, []) !== v.length)
      return false;
    for (let i = 0; i < v.length; i++) if (!isUnchanged((value as never)[i], v[i], came)) return false;
    return true;
  }
  const items = tree as unknown[];
  if (!isArray(value) || value.length !== items.length) return false;
  for (let i = 0; i < items.length; i++) {
    const descriptor = getOwnPropertyDescriptor(value, i);
    if (!isData(descriptor) || !isUnchanged(descriptor.value, items[i], came)) return false;
  }
  return true;
}

function isUnchangedRecord(value: object, entries: unknown[], came: Came): boolean {
  const keys = ownKeys(value);
  if (getPrototypeOf(value) !== objectPrototype || keys.length !== entries.length) return false;
  for (let i = 0; i < keys.length; i++) {
    const entry = entries[i] as [string, unknown];
    if (keys[i] !== entry[0]) return false;
    const descriptor = getOwnPropertyDescriptor(value, keys[i]);
    if (!isData(descriptor) || !isUnchanged(descriptor.value, entry[1], came)) return false;
  }
  return true;
}

function isUnchangedBlock(value: unknown, axis: number, shape: readonly number[], came: Came): boolean {
  if (!isArray(value) || came.isProxy(value) || value.length !== shape[axis]) return false;
  const isLast = axis === shape.length - 1;
  for (let i = 0; i < shape[axis]; i++) {
    const descriptor = getOwnPropertyDescriptor(value, i);
    if (!isData(descriptor)) return false;
    const same = isLast
      ? is(descriptor.value, came.blocks[came.used++])
      : isUnchangedBlock(descriptor.value, axis + 1, shape, came);
    if (!same) return false;
  }
  return true;
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
  while (zeros.length < 2 * length) zeros += zeros;
  return parse(`[${apply(slice, zeros, [1, 2 * length])}]`);
}

let zeros = ",0,0,0,0,0,0,0,0";

/** The deepest bracket of a JSON text. */
function nesting(json: string): number {
  if (hasFewBrackets(json)) return 0;
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

/** Whether there are too few brackets to nest too deep, in strings or not. Most texts are let through by it. */
function hasFewBrackets(json: string): boolean {
  let count = 0;
  for (const bracket of ["[", "{"] as const)
    for (let at = apply(indexOf, json, [bracket]); at >= 0; at = apply(indexOf, json, [bracket, at + 1]))
      if (++count > VALUE_LIMITS.depth) return false;
  return true;
}
