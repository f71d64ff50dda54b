/** A session is what its events add up to: `apply` adds one, and nothing else changes a session. */
import { HarnessFault } from "../fault.ts";
import { GENESIS } from "./chain.ts";
import type { EndReason, EventData, KataState, SessionEvent, SessionState } from "./model.ts";

/** A session before its first event, which must be the invitation. */
export function initialState(session: string): SessionState {
  return {
    session,
    assessment: null,
    phase: "invited",
    plan: null,
    expiresAt: null,
    revoked: false,
    openedAt: null,
    practisedAt: null,
    startedAt: null,
    deadline: null,
    extraSeconds: 0,
    endedAt: null,
    endedBy: null,
    client: null,
    clientChanges: 0,
    notes: 0,
    lastRunAt: null,
    seq: 0,
    lastHash: GENESIS,
    lastAt: 0,
    katas: {},
    submissions: {},
  };
}

/** @throws HarnessFault when an event is missing: a state is never guessed */
export function fold(session: string, events: readonly SessionEvent[]): SessionState {
  return events.reduce(apply, initialState(session));
}

/** The state after one more event; the state before stays as it is. @throws HarnessFault when it is not the next one */
export function apply(state: SessionState, event: SessionEvent): SessionState {
  if (event.seq !== state.seq + 1)
    throw new HarnessFault(
      `The log of session ${state.session} has event ${event.seq} where ${state.seq + 1} belongs.`,
      "Verify the log of this session, and restore it from a backup.",
    );
  const { seq, hash: lastHash, at: lastAt } = event;
  return { ...state, ...changesOf(state, event), seq, lastHash, lastAt };
}

function changesOf(state: SessionState, event: SessionEvent): Partial<SessionState> {
  const { at } = event;
  switch (event.kind) {
    case "invited":
      return { assessment: event.data.assessment, expiresAt: event.data.expiresAt };
    case "opened":
      return { openedAt: at, client: event.data.client };
    case "reconnected":
      return reconnected(state, event.data.client);
    case "practised":
      return { practisedAt: at };
    case "started":
      return started(event.data, at);
    case "saved":
      return saved(state, event.data, at);
    case "ran":
      return { lastRunAt: at };
    case "submitted":
      return submitted(state, event.data, at);
    case "verdict":
      return judged(state, event.data, at);
    case "focus-lost":
    case "focus-returned":
    case "pasted":
      return { notes: state.notes + 1 };
    case "time-changed":
      return { extraSeconds: event.data.extraSeconds, deadline: event.data.deadline };
    case "expired":
      return ended(state, "expired", event.data.deadline);
    case "finished":
    case "closed":
      return ended(state, event.kind, at);
    case "revoked":
      return { revoked: true, ...ended(state, "revoked", at) };
    case "reopened":
      return { phase: state.startedAt === null ? "invited" : "running", endedAt: null, endedBy: null };
    case "reissued":
      return reissued(state, event.data.expiresAt);
    case "regraded":
      return regraded(state, event.data);
  }
}

function reconnected(state: SessionState, client: string): Partial<SessionState> {
  return { client, clientChanges: state.clientChanges + (client === state.client ? 0 : 1) };
}

function started({ plan, deadline }: EventData<"started">, at: number): Partial<SessionState> {
  const untouched: KataState = { work: null, latest: null, devices: [], submissions: [] };
  return {
    phase: "running",
    plan,
    startedAt: at,
    deadline,
    katas: Object.fromEntries(plan.katas.map((kata) => [kata, untouched])),
  };
}

/** Devices whose newest save is remembered for each kata; an editor that was opened again is a new one. */
const DEVICES = 16;

function saved(state: SessionState, data: EventData<"saved">, at: number): Partial<SessionState> {
  return { katas: { ...state.katas, [data.kata]: written(state.katas[data.kata], data, at) } };
}

function written(
  kata: KataState,
  { source, device, sequence, late }: Pick<EventData<"saved">, "source" | "device" | "sequence" | "late">,
  at: number,
): KataState {
  const latest = { source, at, device, sequence };
  const seen = kata.devices.find((one) => one.device === device);
  const others = kata.devices.filter((one) => one !== seen);
  const newest = seen && seen.sequence > sequence ? seen : { device, sequence, hash: source.hash };
  return { ...kata, latest, work: late ? kata.work : latest, devices: [...others, newest].slice(-DEVICES) };
}

function submitted(state: SessionState, data: EventData<"submitted">, at: number): Partial<SessionState> {
  const { kata, submission, source, by, from, late } = data;
  const before = state.katas[kata];
  // What is submitted is written too: an older save must not take its place when the time is over.
  const after = from ? written(before, { source, ...from, late }, at) : before;
  return {
    katas: { ...state.katas, [kata]: { ...after, submissions: [...after.submissions, submission] } },
    submissions: {
      ...state.submissions,
      [submission]: { kata, source, at, by, late, round: late ? 0 : 1, verdicts: {} },
    },
  };
}

function judged(state: SessionState, data: EventData<"verdict">, at: number): Partial<SessionState> {
  const { submission, round, outcome } = data;
  const before = state.submissions[submission];
  const verdicts = {
    ...before.verdicts,
    [round]: { at, score: outcome.gradable ? outcome.marks.score : null },
  };
  return { submissions: { ...state.submissions, [submission]: { ...before, verdicts } } };
}

function ended(state: SessionState, endedBy: EndReason, endedAt: number): Partial<SessionState> {
  return state.phase === "ended" ? {} : { phase: "ended", endedBy, endedAt };
}

/** A new link for somebody who had not started stands where the old one stood; a sitting that was ended stays so. */
function reissued(state: SessionState, expiresAt: number | null): Partial<SessionState> {
  const again = state.startedAt === null && state.endedBy === "revoked";
  return { revoked: false, expiresAt, ...(again && { phase: "invited", endedAt: null, endedBy: null }) };
}

function regraded(state: SessionState, { submissions }: EventData<"regraded">): Partial<SessionState> {
  const next = submissions.map(({ submission, round }) => [submission, { ...state.submissions[submission], round }]);
  return { submissions: { ...state.submissions, ...Object.fromEntries(next) } };
}
