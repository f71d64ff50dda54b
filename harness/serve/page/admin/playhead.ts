/** A playback as a film: the text at every frame, the length of every wait, and where the head stands. */
import { applyEdit, type Frame, type Playback } from "../../../assess/playback.ts";

export interface Scene {
  readonly frame: Frame;
  /** The text after the frame; undefined where it is not kept. */
  readonly text: string | undefined;
  /** What the frame wrote, in the text after it. */
  readonly written: { readonly from: number; readonly to: number } | undefined;
  /** On the film, in milliseconds: long silences are cut. */
  readonly at: number;
}

/** Nothing happens for longer than that on the film. */
const LONGEST_WAIT_MS = 10_000;
/** What came at once is seen one after the other, and can be gone to. */
const SHORTEST_WAIT_MS = 100;

export function scenesOf({ skeleton, frames }: Playback): Scene[] {
  let text: string | undefined = skeleton;
  let [at, before] = [0, 0];
  return frames
    .filter(({ kind }) => kind !== "gap")
    .map((frame) => {
      at += Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, frame.ms - before));
      before = frame.ms;
      const edit = frame.kind === "edit" ? frame.edit : null;
      if (frame.kind === "edit") text = edit ? applyEdit(text ?? "", edit) : undefined;
      const written = edit ? { from: edit.at, to: edit.at + edit.inserted.length } : undefined;
      return { frame, text, written, at };
    });
}

/** The scene that stands at a moment of the film: -1 before the first. */
export function sceneAt(scenes: readonly Scene[], at: number): number {
  return scenes.findLastIndex((scene) => scene.at <= at);
}

/** Where on the film an entry of the log has happened. @param seq undefined: the beginning */
export function momentAfter(scenes: readonly Scene[], seq: number | undefined): number {
  return scenes.findLast(({ frame }) => seq !== undefined && frame.seq <= seq)?.at ?? 0;
}

export const MARKS = [
  "submitted",
  "ran",
  "pasted",
  "focus-lost",
  "focus-returned",
  "reconnected",
  "reopened",
  "ended",
] as const;
export type Mark = (typeof MARKS)[number];

export function isMark(scene: Scene): scene is Scene & { readonly frame: { readonly kind: Mark } } {
  return (MARKS as readonly string[]).includes(scene.frame.kind);
}

/** The nearest mark before or after a scene, of the wished kinds; undefined where there is none. */
export function markFrom(
  scenes: readonly Scene[],
  from: number,
  step: 1 | -1,
  wished: ReadonlySet<Mark>,
): number | undefined {
  for (let i = from + step; i >= 0 && i < scenes.length; i += step) {
    const scene = scenes[i];
    if (isMark(scene) && wished.has(scene.frame.kind)) return i;
  }
  return undefined;
}
