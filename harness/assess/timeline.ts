/** The log of a session as a person reads it: what happened when, beside how much of it there was. */
import type { EventKind, SessionEvent } from "./model.ts";

export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  /** Milliseconds since the start; null before it. */
  readonly ms: number | null;
  readonly kind: EventKind;
  readonly kata: string | null;
  readonly late: boolean;
  /** Who did it and why, where an organiser did. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Seconds that were added, or taken away. */
  readonly seconds: number | null;
  /** Events of this kind and kata without another in between; saves come by the hundred. */
  readonly times: number;
  /** The moment of the last of them. */
  readonly until: number;
}

/** Events in order; saves, runs and marks of one kata that follow each other are one entry. */
export function drawTimeline(events: readonly SessionEvent[]): TimelineEntry[] {
  const startedAt = events.find(({ kind }) => kind === "started")?.at;
  const entries: TimelineEntry[] = [];
  for (const event of events) {
    const entry = entryOf(event, startedAt);
    const before = entries.at(-1);
    if (before && MANY.has(event.kind) && belongs(before, entry))
      entries[entries.length - 1] = { ...before, times: before.times + 1, until: event.at };
    else entries.push(entry);
  }
  return entries;
}

const MANY: ReadonlySet<EventKind> = new Set(["saved", "ran", "pasted", "focus-lost", "focus-returned", "reconnected"]);

function belongs(a: TimelineEntry, b: TimelineEntry): boolean {
  return a.kind === b.kind && a.kata === b.kata && a.late === b.late;
}

function entryOf({ seq, at, kind, data }: SessionEvent, startedAt: number | undefined): TimelineEntry {
  return {
    seq,
    at,
    ms: startedAt === undefined || at < startedAt ? null : at - startedAt,
    kind,
    kata: "kata" in data ? data.kata : null,
    late: "late" in data && data.late,
    by: "by" in data ? data.by : null,
    reason: "reason" in data ? data.reason : null,
    seconds: "seconds" in data ? data.seconds : null,
    times: 1,
    until: at,
  };
}
