/** Words and values from outside, as both engines keep them exactly: JSON escapes NUL and halves of surrogate pairs. */
import type { Value } from "./driver.ts";

/** @throws TypeError for what JSON does not know */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError("There is no JSON for undefined.");
  return text;
}

export function fromJson(text: Value): unknown {
  return JSON.parse(text as string);
}

/** null stays null. */
export function toJsonOrNull(value: unknown): string | null {
  return value === null ? null : toJson(value);
}

export function fromJsonOrNull(text: Value): unknown {
  return text === null ? null : fromJson(text);
}
