/** One sitting in the candidate's own editor: saves go out, time and verdicts come in, until the server ends it or the person leaves. */
import { inOneLine } from "../fault.ts";
import type { Language } from "../kata.ts";
import { clockTime, type SittingWords } from "../words/sitting.ts";
import { type Api, answerOf, type Session, Unreachable } from "./client.ts";
import { dueWarning, ServerClock } from "./clock.ts";
import type { Display } from "./display.ts";
import type { ServerEvent } from "./event-parser.ts";
import type { SittingFolder } from "./folder.ts";
import { Listener } from "./listener.ts";
import { Nap } from "./pause.ts";
import { Saves } from "./saves.ts";
import { type SendEvent, Sender } from "./sender.ts";
import { Submissions } from "./submissions.ts";

const TICK_MS = 500;
/** How often the server is asked while it cannot be heard; sooner while a verdict or the end is awaited. */
const ASK_MS = 5_000;
const ASK_SOON_MS = 1_000;
/** While it is heard, asking is only for what was lost on the way. */
const ASK_RARELY_MS = 30_000;
/** How long the end waits for what is not sent, and for verdicts. */
const END_SEND_MS = 10_000;
const END_VERDICT_MS = 30_000;
const LEAVE_MS = 3_000;

/** What the server tells by itself and is worth a question. The clock, which it tells too, only shows that the line is there. */
const NEWS: ReadonlySet<string> = new Set(["saved", "submitted", "verdict", "time-changed", "ended", "reopened"]);

export interface SittingOptions {
  readonly api: Api;
  readonly folder: SittingFolder;
  readonly session: Session;
  readonly display: Display;
  readonly words: SittingWords;
  readonly language: Language;
  readonly poll: boolean;
  /** The person leaves. */
  readonly leave: AbortSignal;
}

/** Runs until the end. @returns whether the session has ended, rather than the person left @throws Refused when the link is withdrawn */
export async function holdSitting(options: SittingOptions): Promise<boolean> {
  const sitting = new Sitting(options);
  try {
    return await sitting.run();
  } finally {
    await sitting.close();
  }
}

class Sitting {
  readonly #clock = new ServerClock();
  readonly #sender: Sender;
  readonly #saves: Saves;
  readonly #submissions: Submissions;
  readonly #nap = new Nap();
  #listener: Listener | undefined;
  #session: Session;
  #savedAt: number | undefined;
  #offline = false;
  #remaining: number | null = null;
  #toldEnd = false;
  #fatal: unknown;

  constructor(readonly options: SittingOptions) {
    const { api, folder, session, display, words, leave } = options;
    this.#session = session;
    this.#clock.tell(session, this.#clock.mark());
    this.#sender = new Sender(api, folder.outbox, this.#clock, (event) => this.#onSent(event));
    this.#submissions = new Submissions(api, display, words);
    const katas = session.katas.map(({ kata }) => kata);
    this.#saves = new Saves({ ...options, katas, onKept: () => this.#sender.kick() });
    leave.addEventListener("abort", () => this.#nap.wake());
  }

  async run(): Promise<boolean> {
    const { leave, display, words, folder } = this.options;
    await this.#saves.ready;
    // What was changed while nobody watched, and what an earlier run could not send.
    this.#saves.lookAtAll();
    this.#sender.kick();
    await this.#submissions.learn();
    this.#listener = new Listener({
      ...folder.record,
      onEvent: (event) => this.#onEvent(event),
      onThere: () => this.#nap.wake(),
    });
    let asked = performance.now();
    while (!leave.aborted && this.#session.phase === "running") {
      const hasNews = await this.#nap.take(TICK_MS);
      this.#onTick();
      if (this.#fatal) throw this.#fatal;
      if (leave.aborted || (!hasNews && performance.now() - asked < this.#askMs)) continue;
      asked = performance.now();
      await this.#ask(hasNews);
    }
    if (leave.aborted) {
      this.#saves.lookAtAll();
      await this.#sender.settle(LEAVE_MS);
      display.line(words.left_);
      this.#tellUnsent();
      return false;
    }
    await this.#tellEnd();
    return true;
  }

  async close(): Promise<void> {
    this.#listener?.close();
    this.#sender.close();
    await this.#saves.close();
    this.options.display.close();
  }

  get #askMs(): number {
    if (this.#listener?.isThere) return ASK_RARELY_MS;
    return this.#awaits ? ASK_SOON_MS : ASK_MS;
  }

  /** Whether something is about to come from the server. */
  get #awaits(): boolean {
    return this.#remaining === 0 || this.#submissions.areAwaited;
  }

  /** What is said here is asked for in full, so that an answer is read in one place. */
  #onEvent({ name, data }: ServerEvent): void {
    if (!NEWS.has(name) || (name === "saved" && this.#isOwnSave(data))) return;
    this.#nap.wake();
  }

  #isOwnSave(data: string): boolean {
    try {
      const { device } = JSON.parse(data) as { device?: unknown };
      return typeof device === "string" && this.options.folder.isOwn(device);
    } catch {
      return false;
    }
  }

  #onSent(event: SendEvent): void {
    const { display, words, folder, language } = this.options;
    if (event.kind === "offline") {
      if (!this.#offline) display.line(words.lost(event.why.told(language).message));
      this.#offline = true;
      return;
    }
    if (event.kind === "refused") {
      if (event.refusal.code === "unauthorized" || event.refusal.code === "revoked") this.#fatal = event.refusal;
      else display.line(`! ${folder.shown(event.sending.kata)}: ${inOneLine(event.refusal, language)}`);
      return;
    }
    this.#onLine();
    if (event.kind === "submitted") {
      this.#submissions.tell(event.submission);
      return;
    }
    const { kata, saved } = event;
    this.#savedAt = performance.now();
    if (saved.late) display.line(words.late(folder.shown(kata)));
    else if (!display.output.isTTY && !saved.repeated) display.line(words.savedNow(folder.shown(kata)));
  }

  /** The server has answered. */
  #onLine(): void {
    const { display, words, folder } = this.options;
    if (!this.#offline || folder.outbox.count > 0) return;
    this.#offline = false;
    display.line(words.online);
  }

  #onTick(): void {
    const { display, words } = this.options;
    const remaining = this.#clock.remainingMs();
    const warning = dueWarning(this.#remaining, remaining);
    if (warning !== undefined) {
      display.bell();
      display.line(words.warning(warning / 60_000));
    }
    this.#remaining = remaining;
    if (remaining === 0 && !this.#toldEnd) {
      this.#toldEnd = true;
      display.line(words.waitingForEnd);
    }
    const left = remaining === null || remaining === 0 ? words.timeOver : words.left(clockTime(remaining));
    display.status(`${left} · ${this.#saveState()}`);
  }

  #saveState(): string {
    const { words, folder } = this.options;
    const { count } = folder.outbox;
    if (this.#offline) return words.offline(count);
    if (count > 0) return words.sending(count);
    return this.#savedAt === undefined ? words.nothingYet : words.saved((performance.now() - this.#savedAt) / 1_000);
  }

  /** @param hasNews whether the server has said that something is new */
  async #ask(hasNews: boolean): Promise<void> {
    const { api, display, words, language } = this.options;
    try {
      const asked = this.#clock.mark();
      const session = await answerOf<Session>(api.GET("/api/session"));
      this.#clock.tell(session, asked);
      this.#compare(session);
      if (this.#offline && this.options.folder.outbox.count > 0) this.#sender.kick();
      this.#onLine();
      if (hasNews || this.#awaits || countOf(session) !== this.#submissions.count) await this.#submissions.tellNew();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (!this.#offline) display.line(words.lost(error.told(language).message));
      this.#offline = true;
    }
  }

  /** What the organiser or another device of the person has changed. */
  #compare(session: Session): void {
    const { display, words, folder } = this.options;
    const before = this.#session;
    this.#session = session;
    if (session.phase === "running" && before.deadline !== session.deadline) {
      this.#remaining = this.#clock.remainingMs();
      this.#toldEnd = false;
      display.line(words.timeChanged(clockTime(session.remainingMs ?? 0)));
    }
    for (const { kata, latest } of session.katas) {
      const earlier = before.katas.find((one) => one.kata === kata)?.latest;
      const isNew = latest !== null && latest.at !== earlier?.at && !folder.isOwn(latest.device);
      if (isNew && latest.device !== earlier?.device) display.line(words.otherDevice(folder.shown(kata)));
    }
  }

  async #tellEnd(): Promise<void> {
    const { display, words } = this.options;
    await this.#sender.settle(END_SEND_MS);
    display.line(words.ended[this.#session.endedBy ?? "closed"]);
    await this.#submissions.tellAll(END_VERDICT_MS, this.options.leave);
    this.#tellUnsent();
  }

  #tellUnsent(): void {
    const { display, words, folder } = this.options;
    if (folder.outbox.count > 0) display.line(words.stillUnsent(folder.outbox.count, folder.outbox.folder));
  }
}

function countOf({ katas }: Session): number {
  return katas.reduce((sum, { submissions }) => sum + submissions, 0);
}
