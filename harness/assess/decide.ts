/**
 * The one entrance to the rules: what a command does to a session at a moment. Pure, so that whoever holds the session decides, appends
 * the events and keeps the new state in one transaction.
 */
import { apply } from "./apply.ts";
import { hashEvent } from "./chain.ts";
import { sweepAt } from "./clock.ts";
import { endSteps } from "./ending.ts";
import { invite, open, practise, reconnect, start } from "./entering.ts";
import { changeTime, close, recordVerdict, regrade, reissue, reopen, revoke } from "./governing.ts";
import type { Command, CommandOf, Decision, SessionEvent, SessionState } from "./model.ts";
import { type Answer, NOTHING, refuses, type Step } from "./step.ts";
import { finish, note, run, save, submit } from "./working.ts";

/**
 * A session whose time is over is ended first, whatever the command is, so that nothing needs a request and nothing races the sweep.
 * @param now by the server's clock; a clock that went back stands still here until it has caught up
 * @returns the events to append, in order: none when it was so already; a refusal comes without events
 */
export function decide(state: SessionState, command: Command, now: number): Decision {
  const time = Math.max(now, state.lastAt);
  const swept = seal(state, sweep(state, time), time);
  const answer = answerTo(swept.state, command, time);
  if (refuses(answer)) return { refused: answer };
  return { events: [...swept.events, ...seal(swept.state, answer, time).events] };
}

function sweep(state: SessionState, time: number): readonly Step[] {
  const due = sweepAt(state);
  if (due === null || state.deadline === null || time < due) return NOTHING;
  return [{ kind: "expired", data: { deadline: state.deadline } }, ...endSteps(state, "expired")];
}

type Rules = { readonly [Kind in Command["kind"]]: (s: SessionState, c: CommandOf<Kind>, time: number) => Answer };

const RULES: Rules = {
  invite,
  open,
  reconnect,
  practise,
  start,
  save,
  run,
  submit,
  note,
  finish,
  // Whatever there is to sweep has been swept by now.
  sweep: () => NOTHING,
  recordVerdict,
  changeTime,
  close,
  reopen,
  revoke,
  reissue,
  regrade,
};

const BY_CANDIDATE: ReadonlySet<Command["kind"]> = new Set([
  "open",
  "reconnect",
  "practise",
  "start",
  "save",
  "run",
  "submit",
  "note",
  "finish",
]);

function answerTo(state: SessionState, command: Command, time: number): Answer {
  if (state.seq === 0 && command.kind !== "invite") return { code: "not-invited" };
  if (state.revoked && BY_CANDIDATE.has(command.kind)) return { code: "revoked" };
  const rule = RULES[command.kind] as (s: SessionState, c: Command, time: number) => Answer;
  return rule(state, command, time);
}

/** Gives steps their numbers, their moment and their place in the chain. */
function seal(state: SessionState, steps: readonly Step[], at: number) {
  let now = state;
  const events = steps.map((step) => {
    const bare = { seq: now.seq + 1, at, ...step };
    const event = { ...bare, hash: hashEvent(now.session, now.lastHash, bare) } as SessionEvent;
    now = apply(now, event);
    return event;
  });
  return { state: now, events };
}
