/**
 * The half of the runner that lives in the candidate's realm. It is evaluated before the attempt, keeps its own copies of what it
 * uses, and exchanges only strings and float64 blocks with the half outside (`runner.ts`).
 */
import { namedFunction } from "../../objectives.ts";
import { createRng } from "../../rng.ts";
import { decode, decodeParsed, type Encoded, encode, isUnchanged, itemsOf, Unencodable } from "../../wire.ts";

const CONSOLE_CHARACTERS = 16_384;
const MESSAGE_CHARACTERS = 2_048;
const STACK_CHARACTERS = 8_192;

/** How a call ended, before anybody judges it. */
export interface Answer {
  readonly outcome: "value" | "unencodable" | "mutated" | "threw";
  /** The reason when unencodable; the position of the argument when mutated. */
  readonly detail?: string | number;
  readonly error?: ThrownText;
  readonly json?: string;
}

export interface ThrownText {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

export interface Realm {
  /** Runs the compiled attempt. Returns JSON: its exports with the kind of each, or what it threw. */
  load(attempt: (module: object, exports: object) => void): string;
  /** Calls an export. Returns JSON of an `Answer` without its value; `value()` has that. */
  call(part: string, json: string, blocks: Float64Array): string;
  value(): Encoded;
  /** What the attempt printed since the last call of this. */
  takeConsole(): string;
  /** Forgets what a rehearsal left behind. */
  reset(): void;
  /** An array of this realm, for the outside to fill. */
  floats(length: number): Float64Array;
}

const { parse, stringify } = JSON;
const { slice } = String.prototype;
const { apply, getOwnPropertyDescriptor, ownKeys, defineProperty } = Reflect;
const { isArray } = Array;
const RealmPromise = Promise;
const RealmTypeError = TypeError;
const Floats = Float64Array;

/** @param isProxy the host's test; the only function of the other realm, and the attempt never sees it. */
export function createRealm(isProxy: (value: unknown) => boolean): Realm {
  let exports: Record<string, unknown> = {};
  let result: Encoded = { json: "null", blocks: new Floats(0) };
  let printed = "";
  let printedTotal = 0;

  install(
    "console",
    consoleOf((text) => {
      const room = CONSOLE_CHARACTERS - printedTotal;
      if (room <= 0) return;
      const kept = text.length > room ? `${apply(slice, text, [0, room])}\n(output cut here)` : text;
      printedTotal += text.length + 1;
      printed += `${kept}\n`;
    }),
  );
  install("structuredClone", (value: unknown) => {
    try {
      return decode(encode(value, { isProxy }));
    } catch (error) {
      if (error instanceof Unencodable) throw new RealmTypeError(`structuredClone cannot copy ${error.reason}`);
      throw error;
    }
  });
  for (const name of ["WebAssembly", "SharedArrayBuffer", "Atomics"])
    delete (globalThis as Record<string, unknown>)[name];

  return {
    load(attempt) {
      const module = { exports: {} };
      try {
        attempt(module, module.exports);
        exports = module.exports as Record<string, unknown>;
        let list = "";
        const keys = ownKeys(exports);
        for (let i = 0; i < keys.length; i++) {
          const key = keys[i];
          if (typeof key !== "string") continue;
          list += `${list === "" ? "" : ","}[${stringify(key)},"${typeof exports[key]}"]`;
        }
        return `{"exports":[${list}]}`;
      } catch (error) {
        return `{"error":${thrown(error)}}`;
      }
    },

    call(part, json, blocks) {
      result = { json: "null", blocks: new Floats(0) };
      const decoded = decodeParsed(parse(json), blocks, revive) as unknown[];
      let returned: unknown;
      try {
        const target = exports[part] as (...args: unknown[]) => unknown;
        returned = apply(target, undefined, decoded);
      } catch (error) {
        return `{"outcome":"threw","error":${thrown(error)}}`;
      }
      const changed = mutated(decoded, json, blocks, isProxy);
      if (changed !== undefined) return `{"outcome":"mutated","detail":${changed}}`;
      try {
        // In this order: `instanceof` asks a Proxy for its prototype, and runs its trap.
        if (!isProxy(returned) && returned instanceof RealmPromise) throw new Unencodable("a Promise");
        result = encode(returned, { isProxy });
        return `{"outcome":"value"}`;
      } catch (error) {
        const reason = error instanceof Unencodable ? error.reason : "a value that cannot be read";
        return `{"outcome":"unencodable","detail":${stringify(reason)}}`;
      }
    },

    value: () => result,
    reset() {
      exports = {};
      printed = "";
      printedTotal = 0;
    },
    takeConsole() {
      const text = printed;
      printed = "";
      return text;
    },
    floats: (length) => new Floats(length),
  };
}

/** A marker becomes its function; any other object stays. */
function revive(object: Record<string, unknown>): unknown {
  const rng = getOwnPropertyDescriptor(object, "$rng")?.value;
  if (typeof rng === "string") return createRng(rng);
  const fn = getOwnPropertyDescriptor(object, "$fn")?.value;
  return typeof fn === "string" ? namedFunction(fn) : object;
}

/** The position of the first argument that is no longer what it was. */
function mutated(
  args: unknown[],
  json: string,
  blocks: Float64Array,
  isProxy: (value: unknown) => boolean,
): number | undefined {
  const came = { blocks, used: 0, isProxy, isMarker: (object: Record<string, unknown>) => revive(object) !== object };
  const items = itemsOf(parse(json), came);
  for (let i = 0; i < items.length; i++) if (!isUnchanged(args[i], items[i], came)) return i;
  return undefined;
}

function install(name: string, value: unknown): void {
  defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

function consoleOf(print: (text: string) => void): Record<string, (...args: unknown[]) => void> {
  const log = (...args: unknown[]) => {
    let line = "";
    for (let i = 0; i < args.length; i++) line += `${i === 0 ? "" : " "}${show(args[i], 0)}`;
    print(line);
  };
  return { log, info: log, warn: log, error: log, debug: log, table: log, trace: log };
}

/** A short text for a printed value. */
function show(value: unknown, depth: number): string {
  if (typeof value === "string") return depth === 0 ? value : stringify(value);
  if (typeof value === "function") return "[function]";
  if (typeof value === "symbol") return "[symbol]";
  if (typeof value !== "object" || value === null) return `${value as number}`;
  if (depth > 4) return "…";
  try {
    if (isArray(value)) return showItems(value, depth);
    const keys = ownKeys(value);
    let text = "";
    for (let i = 0; i < keys.length && i < 20; i++) {
      const key = keys[i];
      if (typeof key === "string")
        text += `${text === "" ? "" : ", "}${key}: ${show((value as never)[key], depth + 1)}`;
    }
    return value instanceof Error ? `${value.name}: ${value.message}` : `{${text}}`;
  } catch {
    return "[unreadable]";
  }
}

function showItems(items: unknown[], depth: number): string {
  let text = "";
  for (let i = 0; i < items.length && i < 100; i++) text += `${i === 0 ? "" : ", "}${show(items[i], depth + 1)}`;
  return items.length > 100 ? `[${text}, … ${items.length} items]` : `[${text}]`;
}

/** What was thrown, as JSON. Reading a hostile error may run its getters: in this realm, within the case's time. */
function thrown(error: unknown): string {
  const text = (read: () => unknown, limit: number): string => {
    try {
      const value = read();
      return typeof value === "string" ? apply(slice, value, [0, limit]) : "";
    } catch {
      return "";
    }
  };
  const isObject = typeof error === "object" && error !== null;
  const name = isObject ? text(() => (error as Error).name, 100) : "";
  const message = isObject
    ? text(() => (error as Error).message, MESSAGE_CHARACTERS)
    : text(() => show(error, 0), MESSAGE_CHARACTERS);
  const stack = isObject ? text(() => (error as Error).stack, STACK_CHARACTERS) : "";
  return `{"name":${stringify(name)},"message":${stringify(message)},"stack":${stringify(stack)}}`;
}
