/** What every format does to the texts of a record before it writes them: names and messages come from outside. */
import { UNPRINTABLE } from "../../text.ts";
import type { ResultRecord } from "../record.ts";

/** The record with each of its texts made plain. */
export function plainRecord(record: ResultRecord): ResultRecord {
  return plainValue(record) as ResultRecord;
}

/** Well-formed, and each character that a terminal acts on, that reorders a line or that XML cannot hold replaced by U+FFFD; tabs and line breaks stay. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replaceAll(UNPRINTABLE, "\ufffd")
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd");
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** At most `limit` characters, and no half of one. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return limit < 1 ? "" : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "string") return plain(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, plainValue(inside)]));
}
