/** What a candidate's page hears: the clock, what was kept, verdicts as far as they are shown, its place in the queue, the end. */
import { remainingMs } from "../../assess/clock.ts";
import type { SessionEvent, SessionState } from "../../assess/model.ts";
import { listEvents } from "../../store/events.ts";
import { listVerdicts, type Verdict } from "../../store/submissions.ts";
import { positionsOf, stateOf } from "../desk/candidate.ts";
import type { Desk } from "../desk/desk.ts";
import { viewSubmission } from "../desk/views.ts";
import type { EventStream } from "./event-stream.ts";
import type { Feed } from "./streams.ts";

/** How often the clock is told when nothing else is. */
const CLOCK_MS = 15_000;

/** What changes when, or whether, a session ends. */
const OF_THE_CLOCK: ReadonlySet<SessionEvent["kind"]> = new Set([
  "started",
  "time-changed",
  "reopened",
  "expired",
  "finished",
  "closed",
  "revoked",
]);

export class CandidateFeed implements Feed {
  readonly topic: string;
  readonly #desk: Desk;
  #seen: number | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #positions = new Map<string, number>();

  /** @param seen the newest entry of the log that the page knows; undefined: it begins now */
  constructor(desk: Desk, session: string, seen: number | undefined) {
    this.#desk = desk;
    this.topic = session;
    this.#seen = seen;
  }

  async look(stream: EventStream): Promise<void> {
    const { state, events, verdicts, positions } = await this.#read();
    for (const event of events) {
      const [name, data] = told(event, state, verdicts) ?? [];
      if (name !== undefined) stream.send(name, data, event.seq);
    }
    this.#seen = state.seq;
    for (const [submission, position] of positions)
      if (this.#positions.get(submission) !== position) stream.send("queue", { submission, position });
    this.#positions = positions;
    const now = this.#desk.clock.now();
    if (events.some(({ kind }) => OF_THE_CLOCK.has(kind)) || now - this.#toldAt >= CLOCK_MS) {
      const { phase, deadline, endedBy, extraSeconds, seq } = state;
      stream.send("clock", { now, phase, deadline, remainingMs: remainingMs(state, now), endedBy, extraSeconds }, seq);
      this.#toldAt = now;
    }
    if (state.revoked) stream.close(60_000);
  }

  #read() {
    return this.#desk.store.read(async (tx) => {
      const state = await stateOf(tx, this.topic);
      const seen = this.#seen ?? state.seq;
      const events = state.seq > seen ? ((await listEvents(tx, this.topic, seen)) as SessionEvent[]) : [];
      const verdicts = events.some(({ kind }) => kind === "verdict") ? await listVerdicts(tx, this.topic) : [];
      return { state, events, verdicts, positions: await positionsOf(tx, state) };
    });
  }
}

/** The name and the data of what a page is told of an event; undefined: nothing. */
function told(
  event: SessionEvent,
  state: SessionState,
  verdicts: readonly Verdict[],
): readonly [string, unknown] | undefined {
  switch (event.kind) {
    case "saved": {
      const { kata, device, sequence, source, late } = event.data;
      return ["saved", { kata, device, sequence, hash: source.hash, late, at: event.at }];
    }
    case "submitted":
      return ["submitted", viewSubmission(state, event.data.submission, [], null)];
    case "verdict":
      return ["verdict", viewSubmission(state, event.data.submission, verdicts, null)];
    case "time-changed": {
      const { seconds, extraSeconds, deadline } = event.data;
      return ["time-changed", { seconds, extraSeconds, deadline }];
    }
    case "expired":
    case "finished":
    case "closed":
    case "revoked":
      return ["ended", { endedBy: event.kind }];
    case "reopened":
      return ["reopened", { deadline: state.deadline }];
    default:
      return undefined;
  }
}
