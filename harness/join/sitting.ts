/** One sitting in the candidate's own editor: saves go out, time and verdicts come in, until the server ends it or the person leaves. */
import { inOneLine } from "../fault.ts";
import type { Language } from "../kata.ts";
import { AttemptFiles } from "../watch/files.ts";
import { clockTime, type SittingWords } from "../words/sitting.ts";
import { type Api, answerOf, Refused, type Session, type Submission, Unreachable } from "./client.ts";
import { dueWarning, ServerClock } from "./clock.ts";
import type { Display } from "./display.ts";
import type { SittingFolder } from "./folder.ts";
import { submissionLines } from "./marks.ts";
import { type SendEvent, Sender } from "./sender.ts";

const TICK_MS = 500;
const ASK_MS = 5_000;
/** While a verdict or the end is awaited. */
const ASK_SOON_MS = 1_000;
/** How long the end waits for what is not sent, and for verdicts. */
const END_SEND_MS = 10_000;
const END_VERDICT_MS = 30_000;
const LEAVE_MS = 3_000;
/** Editors write in two steps: what is read in between is half of a text, and most often empty. */
const SETTLE_MS = 150;
const EMPTY_MS = 1_000;

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
  readonly #files: AttemptFiles;
  readonly #device: string;
  readonly #looks = new Map<string, NodeJS.Timeout>();
  readonly #sequences = new Map<string, number>();
  /** Statuses that were told, by submission. */
  readonly #told = new Map<string, string>();
  #session: Session;
  #savedAt: number | undefined;
  #offline = false;
  #remaining: number | null = null;
  #toldEnd = false;
  #fatal: unknown;

  constructor(readonly options: SittingOptions) {
    const { api, folder } = options;
    this.#session = options.session;
    this.#device = folder.newDevice();
    this.#clock.tell(options.session, this.#clock.mark());
    this.#sender = new Sender(api, folder.outbox, this.#clock, (event) => this.#onSent(event));
    this.#files = new AttemptFiles({
      folder: folder.path,
      poll: options.poll,
      onSave: (kata) => this.#lookLater(kata, SETTLE_MS),
      onError: (error) => options.display.line(`! ${error.message}`),
    });
  }

  async run(): Promise<boolean> {
    const { leave, display, words } = this.options;
    await this.#files.ready;
    // What was changed while nobody watched, and what an earlier run could not send.
    this.#lookAtAll();
    this.#sender.kick();
    let asked = performance.now();
    await this.#askSubmissions(false).catch(passing);
    while (!leave.aborted && this.#session.phase === "running") {
      await pause(TICK_MS, leave);
      this.#onTick();
      if (this.#fatal) throw this.#fatal;
      if (performance.now() - asked < (this.#awaits ? ASK_SOON_MS : ASK_MS)) continue;
      asked = performance.now();
      await this.#ask();
    }
    if (leave.aborted) {
      this.#lookAtAll();
      await this.#sender.settle(LEAVE_MS);
      display.line(words.left_);
      this.#tellUnsent();
      return false;
    }
    await this.#tellEnd();
    return true;
  }

  async close(): Promise<void> {
    this.#sender.close();
    for (const timer of this.#looks.values()) clearTimeout(timer);
    await this.#files.close();
    this.options.display.close();
  }

  /** Whether something is about to come from the server. */
  get #awaits(): boolean {
    return this.#remaining === 0 || [...this.#told.values()].some((status) => status.startsWith("waiting"));
  }

  #lookAtAll(): void {
    for (const { kata } of this.#session.katas) this.#look(kata, true);
  }

  #lookLater(kata: string, ms: number): void {
    if (this.#looks.has(kata) || !this.#session.katas.some((one) => one.kata === kata)) return;
    const look = () => {
      this.#looks.delete(kata);
      this.#look(kata, ms === EMPTY_MS);
    };
    this.#looks.set(kata, setTimeout(look, ms));
  }

  /** @param surely also when the file is empty, which most often it is for a moment only */
  #look(kata: string, surely: boolean): void {
    const { folder, display, language } = this.options;
    const text = folder.changed(kata);
    if (text === undefined) return;
    if (text === "" && !surely) {
      this.#lookLater(kata, EMPTY_MS);
      return;
    }
    const sequence = (this.#sequences.get(kata) ?? 0) + 1;
    this.#sequences.set(kata, sequence);
    try {
      folder.outbox.add({ kind: "save", kata, text: text.toWellFormed(), device: this.#device, sequence });
      folder.know(kata, text);
    } catch (error) {
      display.line(`! ${inOneLine(error, language)}`);
    }
    this.#sender.kick();
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
      this.#tellSubmission(event.submission);
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

  async #ask(): Promise<void> {
    const { api, display, words, language } = this.options;
    try {
      const asked = this.#clock.mark();
      const session = await answerOf<Session>(api.GET("/api/session"));
      this.#clock.tell(session, asked);
      this.#compare(session);
      if (this.#offline && this.options.folder.outbox.count > 0) this.#sender.kick();
      this.#onLine();
      await this.#askSubmissions(true);
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

  /** @param tell whether what is new is told; at first it is what the person knows */
  async #askSubmissions(tell: boolean): Promise<Submission[]> {
    const count = this.#session.katas.reduce((sum, one) => sum + one.submissions, 0);
    if (tell && count === this.#told.size && !this.#awaits) return [];
    const { submissions } = await answerOf(this.options.api.GET("/api/session/submissions"));
    for (const one of submissions) {
      if (tell) this.#tellSubmission(one);
      else this.#told.set(one.submission, standing(one));
    }
    return [...submissions];
  }

  #tellSubmission(one: Submission): void {
    const now = standing(one);
    if (this.#told.get(one.submission) === now) return;
    this.#told.set(one.submission, now);
    for (const line of submissionLines(one, this.options.words)) this.options.display.line(line);
  }

  async #tellEnd(): Promise<void> {
    const { display, words } = this.options;
    await this.#sender.settle(END_SEND_MS);
    display.line(words.ended[this.#session.endedBy ?? "closed"]);
    const until = performance.now() + END_VERDICT_MS;
    let all: Submission[] = [];
    do {
      if (all.length > 0) await pause(ASK_SOON_MS, this.options.leave);
      all = await this.#allSubmissions();
    } while (all.some(isAwaited) && performance.now() < until && !this.options.leave.aborted);
    if (all.length === 0) display.line(words.nothingSubmitted);
    for (const one of all) for (const line of submissionLines(one, words)) display.line(line);
    this.#tellUnsent();
  }

  async #allSubmissions(): Promise<Submission[]> {
    try {
      return [...(await answerOf(this.options.api.GET("/api/session/submissions"))).submissions];
    } catch (error) {
      passing(error);
      return [];
    }
  }

  #tellUnsent(): void {
    const { display, words, folder } = this.options;
    if (folder.outbox.count > 0) display.line(words.stillUnsent(folder.outbox.count, folder.outbox.folder));
  }
}

/** Where nothing of a verdict is shown there is nothing to wait for. */
function isAwaited({ status }: Submission): boolean {
  return status === "waiting";
}

function standing({ status, marks }: Submission): string {
  return `${status} ${marks?.feedback === "score" || marks?.feedback === "full" ? marks.score : ""}`;
}

/** What may be well a second later is no reason to end. */
function passing(error: unknown): void {
  if (!(error instanceof Unreachable) || error instanceof Refused) throw error;
}

function pause(ms: number, leave: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      leave.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    leave.addEventListener("abort", done);
  });
}
