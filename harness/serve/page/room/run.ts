/** A run on the public examples: what is waited for, and what came of it. */
import type { RunView } from "../../schemas/candidate.ts";
import { asFailure, ask } from "../shared/api.ts";
import type { Draft } from "./draft.ts";
import type { Sitting } from "./sitting.ts";
import { NOTICES } from "./words.ts";

/** Others may run before. */
const PATIENCE_MS = 120_000;

/** One at a time for each kata. @param changed when there is something new to show */
export async function runExamples(draft: Draft, room: Sitting, changed: () => void): Promise<void> {
  if (draft.run?.isRunning) return;
  draft.run = { ...draft.run, isRunning: true, position: undefined, failure: undefined };
  changed();
  try {
    const { text, page } = draft;
    const path = `/api/session/katas/${page.kata}/run`;
    const result = await ask<RunView>(path, { method: "POST", body: { text }, patienceMs: PATIENCE_MS });
    draft.run = { isRunning: false, result };
    room.say(NOTICES.ran(result.verdict === "passed"));
  } catch (error) {
    draft.run = { ...draft.run, isRunning: false, failure: asFailure(error) };
  }
  changed();
}
