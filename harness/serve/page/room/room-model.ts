/** The sitting of one candidate: how it is entered, begun and ended, and how much of its time is left. */
import type { SessionView } from "../../schemas/candidate.ts";
import { asFailure, ask, type Failure, Refused } from "../shared/api.ts";
import { type Listening, listen } from "../shared/events.ts";
import type { Text } from "../shared/language.ts";
import { tokenIn, tokenInLink } from "../shared/link.ts";
import { Model } from "../shared/model.ts";
import { ServerClock, warningBetween } from "../shared/server-clock.ts";
import { Practice } from "./practice.ts";
import { canKeep, KEEPS_NOTHING, onSignIn, signedIn, signIn } from "./signed-in.ts";
import type { Sitting } from "./sitting.ts";
import { watchWindow } from "./window-watch.ts";
import { NOTICES } from "./words.ts";
import { Work } from "./work.ts";

export type Stage = "opening" | "door" | "before" | "practice" | "work";

export interface Notice {
  readonly id: number;
  readonly kind: "info" | "warn" | "bad";
  readonly text: Text;
}

interface ClockNews {
  readonly now: number;
  readonly phase: SessionView["phase"];
  readonly deadline: number | null;
  readonly extraSeconds: number;
}

const LOOK_MS = 250;

export class Room extends Model implements Sitting {
  stage: Stage = "opening";
  view: SessionView | undefined;
  failure: Failure | undefined;
  isBusy = false;
  /** Whether news arrive. */
  isConnected = true;
  /** Whether newer tabs of the same sitting hear the news in place of this one. */
  hasGivenWay = false;
  notices: readonly Notice[] = [];
  /** For those who hear the page. */
  announcement: Text = { en: "", zh: "" };
  work: Work | undefined;
  practice: Practice | undefined;
  readonly clock = new ServerClock(() => performance.now());
  #remaining = Number.NaN;
  #listening: Listening | undefined;
  #noticeCount = 0;
  #beginning: Promise<void> | undefined;

  /** Enters by the address, or by the cookie of an earlier visit. */
  async open(): Promise<void> {
    if (!canKeep()) {
      this.failure = KEEPS_NOTHING;
      return this.changed();
    }
    setInterval(() => this.#look(), LOOK_MS);
    onSignIn(() => this.changed());
    const token = tokenIn(location);
    if (token !== undefined) return this.enter(token);
    // Who was never here need not be refused.
    if (signedIn() === null) return this.#become("door");
    await this.#attempt(async () => this.#see(await ask<SessionView>("/api/session")));
    if (!this.view) this.#become("door");
  }

  /** @param pasted a link or its secret */
  async enter(pasted: string): Promise<void> {
    await this.#attempt(async () => {
      const token = tokenInLink(pasted) ?? pasted.trim();
      const view = await ask<SessionView>("/api/session/enter", { method: "POST", body: { token } });
      // The secret stays neither in the address nor in the history.
      history.replaceState(null, "", "/room");
      signIn(view.session);
      await this.#see(view);
    });
    if (!this.view) this.#become("door");
  }

  async start(honour: boolean): Promise<void> {
    await this.#attempt(async () =>
      this.#see(await ask<SessionView>("/api/session/start", { method: "POST", body: { honour } })),
    );
  }

  async finish(): Promise<void> {
    await this.#attempt(async () => {
      await this.work?.settle();
      await this.#see(await ask<SessionView>("/api/session/finish", { method: "POST" }));
    });
  }

  async openPractice(): Promise<void> {
    await this.#attempt(async () => {
      this.practice ??= await Practice.open();
      this.#become("practice");
    });
  }

  closePractice(): void {
    this.#become("before");
  }

  /** Milliseconds by the server's clock; undefined while no clock runs. */
  remaining(): number | undefined {
    const deadline = this.view?.deadline;
    if (deadline === null || deadline === undefined || !this.clock.isKnown) return undefined;
    return Math.max(0, deadline - this.clock.now());
  }

  /** Whether nothing can be written any more. */
  get isOver(): boolean {
    return this.view?.phase === "ended" || (this.view?.phase === "running" && this.remaining() === 0);
  }

  /** Whether another session was opened in this browser: what is sent from here would be taken for the other's. */
  get isDisplaced(): boolean {
    const { session } = this.view ?? {};
    const last = signedIn();
    return session !== undefined && last !== null && last !== session;
  }

  tell(kind: Notice["kind"], text: Text): void {
    this.notices = [...this.notices, { id: this.#noticeCount++, kind, text }].slice(-4);
    this.say(text);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((one) => one.id !== id);
    this.changed();
  }

  /** Says something without showing it. */
  say(text: Text): void {
    this.announcement = text;
    this.changed();
  }

  /** What the server knows, anew. */
  async refresh(): Promise<void> {
    try {
      const [view] = await Promise.all([ask<SessionView>("/api/session"), this.work?.refresh()]);
      await this.#see(view);
    } catch (error) {
      const failure = asFailure(error);
      if (failure instanceof Refused) this.failure = failure;
      this.changed();
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.failure = undefined;
    this.changed();
    try {
      await work();
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.isBusy = false;
      this.changed();
    }
  }

  async #see(view: SessionView): Promise<void> {
    const before = this.view;
    this.clock.hear(view.now);
    this.view = view;
    if (view.startedAt !== null) await this.#beginWork(view);
    if (this.stage !== "practice" || view.startedAt !== null) this.stage = this.work ? "work" : "before";
    this.#remaining = this.remaining() ?? Number.NaN;
    this.#listening ??= this.#listen();
    if (before?.phase === "running" && view.phase === "ended") this.say(NOTICES.ended[view.endedBy ?? "expired"]);
    this.changed();
  }

  /** Once, however many news of the start come at the same time. @throws Refused, Unreached */
  async #beginWork(view: SessionView): Promise<void> {
    this.#beginning ??= (async () => {
      const work = new Work(this, view.session);
      await work.open(view.katas.map(({ kata }) => kata));
      this.work = work;
      watchWindow(this, work);
    })();
    try {
      await this.#beginning;
    } catch (error) {
      this.#beginning = undefined;
      throw error;
    }
  }

  #become(stage: Stage): void {
    this.stage = stage;
    this.changed();
  }

  /** Hears the news here again, and what was missed. */
  listenHere(): void {
    this.hasGivenWay = false;
    this.#listening?.resume();
    void this.refresh();
  }

  #listen(): Listening {
    return listen("/api/session/stream", {
      onGivenWay: () => {
        this.hasGivenWay = true;
        this.changed();
      },
      onLine: (there) => {
        const isBack = there && !this.isConnected;
        this.isConnected = there;
        if (isBack) void this.refresh().then(() => this.work?.reconnect());
        this.changed();
      },
      on: {
        clock: (news: ClockNews) => this.#hearClock(news),
        "time-changed": ({ seconds, deadline }: { seconds: number; deadline: number | null }) => {
          if (this.view) this.view = { ...this.view, deadline };
          this.#remaining = this.remaining() ?? Number.NaN;
          this.tell("info", NOTICES.time(seconds));
        },
        ended: () => void this.refresh(),
        reopened: () => void this.refresh().then(() => this.tell("info", NOTICES.reopened)),
        ...Work.ears(() => this.work),
      },
    });
  }

  #hearClock({ now, phase, deadline, extraSeconds }: ClockNews): void {
    this.clock.hear(now);
    if (!this.view) return;
    const isNews = phase !== this.view.phase;
    this.view = { ...this.view, deadline, extraSeconds };
    this.changed();
    if (isNews) void this.refresh();
  }

  /** What time alone brings: a warning, the end. */
  #look(): void {
    const before = this.#remaining;
    const after = this.remaining() ?? Number.NaN;
    this.#remaining = after;
    if (this.view?.phase !== "running") return;
    const mark = warningBetween(before, after);
    if (mark !== undefined) this.tell("warn", NOTICES.left(mark / 60_000));
    if (before > 0 && after === 0) {
      this.say(NOTICES.ended.expired);
      setTimeout(() => void this.refresh(), (this.view.settings.graceSeconds + 2) * 1_000);
    }
  }
}
