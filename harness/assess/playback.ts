/** How an attempt came to be: every edit as a change of the text before, with what happened around it. */
import type { SessionEvent, Source } from "./model.ts";

/** From `at`, counted in UTF-16 code units, `removed` units give way to `inserted`. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

interface Placed {
  /** Milliseconds since the start of the session. */
  readonly ms: number;
  readonly seq: number;
}

export type Frame = Placed &
  (
    | {
        readonly kind: "edit";
        readonly source: Source;
        /** Null where the text is not there any more: the next edit starts from nothing. */
        readonly edit: Edit | null;
        readonly device: string;
        readonly late: boolean;
        /** Another device wrote before. */
        readonly moved: boolean;
      }
    | {
        readonly kind: "submitted";
        readonly source: Source;
        readonly submission: string;
        readonly by: string;
        readonly late: boolean;
      }
    | { readonly kind: "ran"; readonly source: Source }
    | { readonly kind: "pasted"; readonly bytes: number; readonly hash: string }
    | { readonly kind: "focus-lost" | "focus-returned" | "reconnected" | "reopened" }
    | { readonly kind: "ended"; readonly how: string }
    /** Nothing was heard of this kata from `ms` on for so long. */
    | { readonly kind: "gap"; readonly lengthMs: number }
  );

export interface Playback {
  readonly kata: string;
  /** The text before the first edit. */
  readonly skeleton: string;
  readonly frames: readonly Frame[];
}

/** Silence that is worth a mark. */
export const GAP_MS = 120_000;

/**
 * The life of one kata in a session. Replaying the edits of `frames` from `skeleton` on gives each text that was saved.
 * @param textOf the text of a source by its hash; undefined where it is not kept
 */
export function playBack(
  events: readonly SessionEvent[],
  kata: string,
  skeleton: string,
  textOf: (hash: string) => string | undefined,
): Playback {
  const startedAt = events.find(({ kind }) => kind === "started")?.at ?? events[0]?.at ?? 0;
  const writer = new Writer(skeleton, textOf);
  const frames = events.flatMap((event) => {
    const placed = { ms: event.at - startedAt, seq: event.seq };
    return framesOf(event, kata, writer).map((frame): Frame => ({ ...placed, ...frame }));
  });
  return { kata, skeleton, frames: withGaps(frames) };
}

/** The text after an edit. */
export function applyEdit(text: string, { at, removed, inserted }: Edit): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

/** The shortest single change between two texts: what lies between their common beginning and their common end. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at++;
  let tail = 0;
  while (tail < most - at && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { at, removed: before.length - at - tail, inserted: after.slice(at, after.length - tail) };
}

/** A frame before it has its place. */
type Unplaced = Frame extends infer One ? (One extends Frame ? Omit<One, keyof Placed> : never) : never;

/** Remembers the text so far, and who wrote it. */
class Writer {
  #text: string;
  #device: string | undefined;
  readonly #textOf: (hash: string) => string | undefined;

  constructor(skeleton: string, textOf: (hash: string) => string | undefined) {
    this.#text = skeleton;
    this.#textOf = textOf;
  }

  write(source: Source, device: string, late: boolean): Unplaced {
    const text = this.#textOf(source.hash);
    const edit = text === undefined ? null : editBetween(this.#text, text);
    const moved = this.#device !== undefined && this.#device !== device;
    this.#text = text ?? "";
    this.#device = device;
    return { kind: "edit", source, edit, device, late, moved };
  }
}

function framesOf(event: SessionEvent, kata: string, writer: Writer): Unplaced[] {
  switch (event.kind) {
    case "saved":
      return event.data.kata === kata ? [writer.write(event.data.source, event.data.device, event.data.late)] : [];
    case "submitted":
      return event.data.kata === kata ? submittedFrames(event.data, writer) : [];
    case "ran":
      return event.data.kata === kata ? [{ kind: "ran", source: event.data.source }] : [];
    case "pasted":
      return event.data.kata === kata ? [{ kind: "pasted", bytes: event.data.bytes, hash: event.data.hash }] : [];
    case "focus-lost":
    case "focus-returned":
    case "reconnected":
    case "reopened":
      return [{ kind: event.kind }];
    case "expired":
    case "finished":
    case "closed":
    case "revoked":
      return [{ kind: "ended", how: event.kind }];
    default:
      return [];
  }
}

/** A candidate's submission carries its text; one by the end of the session repeats a saved one. */
function submittedFrames(data: Extract<SessionEvent, { kind: "submitted" }>["data"], writer: Writer): Unplaced[] {
  const { source, submission, by, from, late } = data;
  const frame: Unplaced = { kind: "submitted", source, submission, by, late };
  return from ? [writer.write(source, from.device, late), frame] : [frame];
}

function withGaps(frames: readonly Frame[]): Frame[] {
  return frames.flatMap((frame, i) => {
    const from = i === 0 ? 0 : frames[i - 1].ms;
    const gap = frame.ms - from;
    return gap >= GAP_MS ? [{ kind: "gap" as const, ms: from, seq: frame.seq, lengthMs: gap }, frame] : [frame];
  });
}
