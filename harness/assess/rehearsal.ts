/** A session played by a test: its clock is a number, its store is memory. */
import { apply, initialState } from "./apply.ts";
import { decide } from "./decide.ts";
import type { Command, CommandOf, Refusal, SessionEvent, SessionState } from "./model.ts";
import { type Marks, type Plan, plan, type Settings } from "./settings.ts";
import { sourceOf } from "./token.ts";

/** Nine in the morning of some day. */
export const NINE = Date.UTC(2031, 4, 5, 9);
export const MINUTE = 60_000;
export const KATAS = ["01-backpropagation", "17-lstm"] as const;
export const [FIRST, SECOND] = KATAS;

export function planWith(settings: Partial<Settings> = {}): Plan {
  return plan.parse({ settings: { limitSeconds: 3_600, ...settings }, katas: [...KATAS] });
}

export function marksWith(score: number, more: Partial<Marks> = {}): Marks {
  return {
    verdict: score === 100 ? "passed" : "wrong-value",
    score,
    points: score / 10,
    maxPoints: 10,
    parts: [],
    ...more,
  };
}

/** The n-th UUID. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

type Played = readonly SessionEvent["kind"][] | Refusal;

export class Rehearsal {
  state: SessionState;
  readonly events: SessionEvent[] = [];
  /** Every text that was sent, by its hash. */
  readonly texts = new Map<string, string>();
  #sequence = 0;
  #submission = 0;

  constructor(
    readonly plan: Plan,
    public now = NINE,
  ) {
    this.state = initialState("session-1");
  }

  /** The kinds of the events that a command made, or its refusal. */
  do(command: Command): Played {
    const decision = decide(this.state, command, this.now);
    if ("refused" in decision) return decision.refused;
    this.events.push(...decision.events);
    this.state = decision.events.reduce(apply, this.state);
    return decision.events.map(({ kind }) => kind);
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }

  invite(expiresAt: number | null = null): Played {
    return this.do({ kind: "invite", assessment: "assessment-1", expiresAt, by: "olga" });
  }

  open(client = "laptop"): Played {
    return this.do({ kind: "open", client });
  }

  start({ plan = this.plan, closed = false, honour = true }: Partial<CommandOf<"start">> = {}): Played {
    return this.do({ kind: "start", plan, closed, honour });
  }

  /** Invited, opened and started at once. */
  begin(): this {
    this.invite();
    this.open();
    this.start();
    return this;
  }

  save(text: string, more: Partial<CommandOf<"save">> = {}): Played {
    this.#sequence++;
    const own = { kata: FIRST, device: "a", sequence: this.#sequence, began: this.now };
    return this.do({ kind: "save", source: this.source(text), ...own, ...more });
  }

  submit(text: string, more: Partial<CommandOf<"submit">> = {}): Played {
    this.#sequence++;
    this.#submission++;
    const own = { kata: FIRST, device: "a", sequence: this.#sequence, began: this.now };
    return this.do({
      kind: "submit",
      submission: uuid(this.#submission),
      source: this.source(text),
      ...own,
      ...more,
    });
  }

  run(text: string, kata: string = FIRST): Played {
    return this.do({ kind: "run", kata, source: this.source(text) });
  }

  changeTime(seconds: number): Played {
    return this.do({ kind: "changeTime", seconds, by: "olga", reason: "fire alarm" });
  }

  organise(kind: "close" | "reopen" | "revoke" | "regrade"): Played {
    return this.do({ kind, by: "olga", reason: "as agreed" });
  }

  judge(submission: string, score: number, round = 1): Played {
    return this.do({ kind: "recordVerdict", submission, round, outcome: { gradable: true, marks: marksWith(score) } });
  }

  failToJudge(submission: string, round = 1): Played {
    return this.do({ kind: "recordVerdict", submission, round, outcome: { gradable: false, reason: "disk full" } });
  }

  /** The text that the session would submit now. */
  work(kata: string = FIRST): string | undefined {
    const hash = this.state.katas[kata].work?.source.hash;
    return hash === undefined ? undefined : this.texts.get(hash);
  }

  /** The texts submitted for a kata, with who submitted them, `*` where too late. */
  submitted(kata: string = FIRST): string[] {
    return this.state.katas[kata].submissions.map((id) => {
      const { source, by, late } = this.state.submissions[id];
      return `${this.texts.get(source.hash)} by ${by}${late ? "*" : ""}`;
    });
  }

  source(text: string) {
    const source = sourceOf(text);
    this.texts.set(source.hash, text);
    return source;
  }
}
