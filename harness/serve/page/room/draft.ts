/** One kata on this page, and what came of it. */
import type { KataPage, RunView } from "../../schemas/candidate.ts";
import type { Failure } from "../shared/api.ts";

export interface RunState {
  /** How many runs come before; undefined when it is not known. */
  readonly position?: number;
  readonly isRunning: boolean;
  readonly result?: RunView;
  readonly failure?: Failure;
}

/** One kata on this page. */
export interface Draft {
  readonly page: KataPage;
  text: string;
  /** The text that was last handed over to be sent, or came from the server. */
  sent: string;
  /** The counter's time at which the newest text was known to be on the server. */
  savedAt: number | undefined;
  /** Counts the texts that did not come from the editor, so that it takes them over. */
  version: number;
  isLate: boolean;
  /** Another window or machine wrote here last, at this moment. */
  elsewhereAt: number | undefined;
  run: RunState | undefined;
  refusal: Failure | undefined;
}

/**
 * A kata as it is found.
 * @param unsent what this browser wrote and nobody answered for; it is newer than anything else
 * @param now milliseconds since 1970, by the server
 */
export function draftOf(page: KataPage, unsent: string | undefined, now: number): Draft {
  const text = unsent ?? page.latest?.text ?? page.skeleton;
  return {
    page,
    text,
    sent: text,
    savedAt: page.latest ? performance.now() - Math.max(0, now - page.latest.at) : undefined,
    version: 0,
    isLate: false,
    elsewhereAt: undefined,
    run: undefined,
    refusal: undefined,
  };
}

/** A mark for the log. */
export type Note =
  | { readonly note: "focus-lost" | "focus-returned" }
  | { readonly note: "pasted"; readonly kata: string; readonly bytes: number; readonly hash: string };
