/** The log of a session as a chain: the hash of an event covers the event, its session and, through the hash before, everything earlier. */
import { createHash } from "node:crypto";
import type { SessionEvent } from "./model.ts";

/** Before the first event. */
export const GENESIS = "";

type Hashed = Pick<SessionEvent, "seq" | "at" | "kind" | "data">;

/** @param previous the hash of the event before, `GENESIS` for the first */
export function hashEvent(session: string, previous: string, { seq, at, kind, data }: Hashed): string {
  return createHash("sha256")
    .update(previous + canonicalJson({ session, seq, at, kind, data }))
    .digest("hex");
}

export type Verification =
  | { readonly intact: true; readonly events: number; readonly head: string }
  /** The first event that is not what was written, or the first that is missing. */
  | { readonly intact: false; readonly seq: number; readonly why: "missing" | "changed" | "time" };

/**
 * Holds a log against itself.
 * @param head what the session knows of its newest event; without it a log that lost its end looks whole
 */
export function verifyChain(
  session: string,
  events: readonly SessionEvent[],
  head: { readonly seq: number; readonly lastHash: string },
): Verification {
  let [previous, last] = [GENESIS, 0];
  for (const [index, event] of events.entries()) {
    const seq = index + 1;
    if (event.seq !== seq) return { intact: false, seq, why: "missing" };
    if (event.hash !== hashEvent(session, previous, event)) return { intact: false, seq, why: "changed" };
    if (!(event.at >= last)) return { intact: false, seq, why: "time" };
    [previous, last] = [event.hash, event.at];
  }
  if (events.length < head.seq) return { intact: false, seq: events.length + 1, why: "missing" };
  if (events.length > head.seq) return { intact: false, seq: head.seq + 1, why: "changed" };
  if (previous !== head.lastHash) return { intact: false, seq: Math.max(1, head.seq), why: "changed" };
  return { intact: true, events: events.length, head: previous };
}

/** JSON with the keys of every object in the order of their code units, so that a store may keep them in any order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}
