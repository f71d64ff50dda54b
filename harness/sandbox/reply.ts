/**
 * Reads what a runner sends. An honest one writes nothing but this; after an escape a frame may hold anything, so whatever has another
 * form is `undefined`, and no field is longer than an honest runner makes it.
 */
import { parseBounded, Unencodable } from "../wire.ts";
import type { Answer, ThrownText } from "./child/realm.ts";

/** Longest texts of an honest runner; `child/realm.ts` cuts them there. */
const LONGEST = { console: 17_000, name: 100, message: 2_048, stack: 8_192, detail: 4_096 };
const OUTCOMES: ReadonlySet<unknown> = new Set(["value", "unencodable", "mutated", "threw"]);

export interface Loaded {
  readonly exports?: ReadonlyMap<string, string>;
  readonly error?: ThrownText;
  readonly console: string;
}

/** The payload of a `loaded` or `failed` frame. */
export function readLoaded(payload: Buffer): Loaded | undefined {
  const body = parse(payload);
  if (!isObject(body)) return undefined;
  const console = textOf(body.console, LONGEST.console);
  const { exports } = body;
  if (!Array.isArray(exports)) return { error: thrownOf(body.error), console };
  const pairs = exports.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
  return pairs ? { exports: new Map(exports as [string, string][]), console } : undefined;
}

/** The head of an `answer` frame: the index, the outcome, and the value as it crossed. */
export function readAnswer(
  payload: Buffer,
): { index: unknown; answer: Answer & { console: string }; value: unknown } | undefined {
  const head = parse(payload);
  if (!Array.isArray(head) || head.length !== 3) return undefined;
  const [index, outcome, value] = head;
  if (!isObject(outcome) || !OUTCOMES.has(outcome.outcome)) return undefined;
  const { detail } = outcome;
  const answer = {
    outcome: outcome.outcome as Answer["outcome"],
    detail: typeof detail === "number" ? detail : textOf(detail, LONGEST.detail),
    error: thrownOf(outcome.error),
    console: textOf(outcome.console, LONGEST.console),
  };
  if (answer.outcome === "threw" && !answer.error) return undefined;
  return { index, answer, value };
}

function thrownOf(error: unknown): ThrownText | undefined {
  if (!isObject(error)) return undefined;
  return {
    name: textOf(error.name, LONGEST.name),
    message: textOf(error.message, LONGEST.message),
    stack: textOf(error.stack, LONGEST.stack),
  };
}

/** @throws Unencodable when it nests too deep */
function parse(payload: Buffer): unknown {
  try {
    return parseBounded(payload.toString("utf8"));
  } catch (error) {
    if (error instanceof Unencodable) throw error;
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function textOf(value: unknown, longest: number): string {
  return typeof value === "string" ? value.slice(0, longest) : "";
}
