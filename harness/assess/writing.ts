/** How an attempt came to be, in a few numbers: what a person looks at before they decide whether to watch the playback. */
import type { Playback } from "./playback.ts";

export interface Writing {
  readonly kata: string;
  /** Texts that were kept, and those of them that came too late. */
  readonly edits: number;
  readonly lateEdits: number;
  /** Milliseconds since the start; null where nothing was written. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** UTF-16 code units over all edits. */
  readonly inserted: number;
  readonly removed: number;
  /** The edit that put the most there at once: what was typed comes a little at a time. */
  readonly largest: { readonly ms: number; readonly seq: number; readonly inserted: number } | null;
  readonly devices: number;
  readonly runs: number;
  readonly pastes: number;
  /** Silences that are worth a mark, and the longest of them. */
  readonly gaps: number;
  readonly longestGapMs: number;
}

export function summarizeWriting({ kata, frames }: Playback): Writing {
  const edits = frames.flatMap((one) => (one.kind === "edit" ? [one] : []));
  const gaps = frames.flatMap((one) => (one.kind === "gap" ? [one.lengthMs] : []));
  const changes = edits.flatMap(({ edit, ms, seq }) => (edit ? [{ ms, seq, ...edit }] : []));
  const sizes = changes.map(({ ms, seq, inserted }) => ({ ms, seq, inserted: inserted.length }));
  const largest = sizes.reduce<Writing["largest"]>((a, b) => (a && a.inserted >= b.inserted ? a : b), null);
  return {
    kata,
    edits: edits.length,
    lateEdits: edits.filter(({ late }) => late).length,
    firstMs: edits[0]?.ms ?? null,
    lastMs: edits.at(-1)?.ms ?? null,
    inserted: sizes.reduce((sum, one) => sum + one.inserted, 0),
    removed: changes.reduce((sum, one) => sum + one.removed, 0),
    largest,
    devices: new Set(edits.map(({ device }) => device)).size,
    runs: frames.filter(({ kind }) => kind === "ran").length,
    pastes: frames.filter(({ kind }) => kind === "pasted").length,
    gaps: gaps.length,
    longestGapMs: Math.max(0, ...gaps),
  };
}
