/** What is written, saved, run and submitted while the clock runs. */
import type { KataPage, RunView, SavedView, SubmissionView } from "../../schemas/candidate.ts";
import { asFailure, ask, type Refused, Unreached } from "../shared/api.ts";
import { Model } from "../shared/model.ts";
import type { Draft, Note } from "./draft.ts";
import { type Entry, Outbox } from "./outbox.ts";
import { newUuid } from "./random.ts";
import { openShelf } from "./shelf.ts";
import type { Sitting } from "./sitting.ts";
import { mergeSubmissions } from "./submitting.ts";
import { NOTICES } from "./words.ts";

/** So long after the first unsaved letter. */
const AUTOSAVE_MS = 1_000;
/** Bytes that a browser still sends for a page that is gone. */
const KEEPALIVE_CHARACTERS = 30_000;

interface SaveNews {
  readonly kata: string;
  readonly device: string;
  readonly sequence: number;
  readonly at: number;
}

export class Work extends Model {
  readonly device = newUuid();
  readonly drafts = new Map<string, Draft>();
  current = "";
  submissions: readonly SubmissionView[] = [];
  readonly #room: Sitting;
  readonly #outbox: Outbox;
  #sequence = 0;
  /** What an earlier page left, and this one sends in its name. */
  readonly #inherited: ReadonlySet<string>;
  #wasAway = false;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(room: Sitting, session: string) {
    super();
    this.#room = room;
    this.#outbox = new Outbox(
      {
        send: (entry) => this.#send(entry),
        arrived: (entry, answer) => this.#arrived(entry, answer),
        refused: (entry, refusal) => this.#refused(entry, refusal),
        changed: () => this.#hearLine(),
      },
      openShelf(localStorage, session, this.device),
    );
    this.#inherited = new Set(this.waiting.map(({ device, sequence }) => `${device} ${sequence}`));
  }

  /** What the stream says of work. */
  static ears(work: () => Work | undefined) {
    return {
      saved: (news: SaveNews) => work()?.hearSave(news),
      submitted: (news: SubmissionView) => work()?.hearSubmission(news),
      verdict: (news: SubmissionView) => work()?.hearSubmission(news),
      queue: ({ submission, position }: { submission: string; position: number }) =>
        work()?.hearPosition(submission, position),
      "run-queue": ({ kata, position }: { kata: string; position: number }) => work()?.hearRunPosition(kata, position),
    };
  }

  /** Sends first what an earlier visit left, so that the server's newest text is the newest there is. @throws Refused, Unreached */
  async open(katas: readonly string[]): Promise<void> {
    if (this.waiting.length > 0) {
      this.#outbox.kick();
      await this.settle();
    }
    const [pages] = await Promise.all([
      Promise.all(katas.map((kata) => ask<KataPage>(`/api/session/katas/${kata}`))),
      this.refresh(),
    ]);
    for (const page of pages) {
      // Nobody answered for what was left: it is still the newest that this browser knows.
      const unsent = this.#outbox.waiting.findLast(({ kata }) => kata === page.kata)?.text;
      const text = unsent ?? page.latest?.text ?? page.skeleton;
      const savedAt = page.latest
        ? performance.now() - Math.max(0, this.#room.clock.now() - page.latest.at)
        : undefined;
      this.drafts.set(page.kata, {
        page,
        text,
        sent: text,
        savedAt,
        version: 0,
        isLate: false,
        elsewhereAt: undefined,
        run: undefined,
        refusal: undefined,
      });
    }
    this.current = katas.includes(location.hash.slice(1)) ? location.hash.slice(1) : (katas[0] ?? "");
  }

  get draft(): Draft {
    return this.drafts.get(this.current)!;
  }

  /** Whether something is written that the server does not have. */
  get hasUnsent(): boolean {
    return this.#outbox.waiting.length > 0 || [...this.drafts.values()].some(({ text, sent }) => text !== sent);
  }

  get isAway(): boolean {
    return this.#outbox.isAway;
  }

  /** What waits to be sent. */
  get waiting(): readonly Entry[] {
    return this.#outbox.waiting;
  }

  show(kata: string): void {
    this.current = kata;
    history.replaceState(null, "", `#${kata}`);
    this.changed();
  }

  edit(kata: string, text: string): void {
    const draft = this.drafts.get(kata);
    if (!draft || draft.text === text || this.#room.isOver) return;
    draft.text = text;
    draft.refusal = undefined;
    this.changed();
    if (this.#timers.has(kata)) return;
    // Close to the end, what is written must still get there.
    const left = (this.#room.remaining() ?? AUTOSAVE_MS) - 400;
    const wait = Math.max(50, Math.min(AUTOSAVE_MS, left));
    this.#timers.set(
      kata,
      setTimeout(() => this.save(kata), wait),
    );
  }

  save(kata: string): void {
    clearTimeout(this.#timers.get(kata));
    this.#timers.delete(kata);
    const draft = this.drafts.get(kata);
    if (!draft || draft.text === draft.sent) return;
    draft.sent = draft.text;
    this.#outbox.add({ kind: "save", kata, text: draft.text, device: this.device, sequence: ++this.#sequence });
  }

  /** Hands everything over at once. */
  flush(): void {
    for (const kata of this.drafts.keys()) this.save(kata);
  }

  submit(kata: string): void {
    const draft = this.drafts.get(kata);
    if (!draft || this.#room.isOver || this.isSubmitting(kata)) return;
    this.save(kata);
    draft.refusal = undefined;
    const { device } = this;
    const sequence = ++this.#sequence;
    this.#outbox.add({ kind: "submit", kata, text: draft.text, device, sequence, submission: newUuid() });
  }

  isSubmitting(kata: string): boolean {
    return this.#outbox.waiting.some((one) => one.kind === "submit" && one.kata === kata);
  }

  async run(kata: string): Promise<void> {
    const draft = this.drafts.get(kata);
    if (!draft || this.#room.isOver || draft.run?.isRunning) return;
    this.save(kata);
    draft.run = { ...draft.run, isRunning: true, position: undefined, failure: undefined };
    this.changed();
    try {
      const { text } = draft;
      const path = `/api/session/katas/${kata}/run`;
      const result = await ask<RunView>(path, { method: "POST", body: { text }, patienceMs: 120_000 });
      draft.run = { isRunning: false, result };
      this.#room.say(NOTICES.ran(result.verdict === "passed"));
    } catch (error) {
      draft.run = { ...draft.run, isRunning: false, failure: asFailure(error) };
    }
    this.changed();
  }

  /** Until nothing waits, or nobody answers. */
  async settle(): Promise<void> {
    this.flush();
    for (let i = 0; i < 100 && this.#outbox.waiting.length > 0 && !this.#outbox.isAway; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  reconnect(): void {
    this.flush();
    this.#outbox.kick();
  }

  async refresh(): Promise<void> {
    const told = await ask<{ submissions: SubmissionView[] }>("/api/session/submissions");
    this.submissions = mergeSubmissions(this.submissions, told.submissions);
    this.changed();
  }

  note(one: Note): void {
    // A mark that is lost is lost: nothing is asked of the candidate for it.
    ask("/api/session/events", { method: "POST", body: one, keepalive: true }).catch(asFailure);
  }

  /** A text of the session, by its fingerprint. @throws Refused, Unreached */
  async textOf(kata: string, hash: string): Promise<string> {
    const { text } = await ask<{ text: string }>(`/api/session/katas/${kata}/history/${hash}`);
    return text;
  }

  /** Puts another text into the editor, as if it were typed. */
  replace(kata: string, text: string): void {
    const draft = this.drafts.get(kata);
    if (!draft || this.#room.isOver) return;
    draft.elsewhereAt = undefined;
    draft.version++;
    draft.text = text;
    this.save(kata);
    this.changed();
  }

  /** The newest text that the server has, which another window wrote. */
  async takeOver(kata: string): Promise<void> {
    try {
      const { latest } = await ask<KataPage>(`/api/session/katas/${kata}`);
      if (latest) this.replace(kata, latest.text);
    } catch (error) {
      this.drafts.get(kata)!.refusal = asFailure(error);
      this.changed();
    }
  }

  /** Goes on with the text of this window, which becomes the newest. */
  keepOwn(kata: string): void {
    const draft = this.drafts.get(kata)!;
    draft.elsewhereAt = undefined;
    draft.sent = "";
    this.save(kata);
    this.changed();
  }

  hearSave({ kata, device, sequence, at }: SaveNews): void {
    const draft = this.drafts.get(kata);
    if (!draft || device === this.device || this.#inherited.has(`${device} ${sequence}`)) return;
    if (draft.elsewhereAt === undefined) this.#room.say(NOTICES.elsewhere);
    draft.elsewhereAt = at;
    this.changed();
  }

  hearSubmission(news: SubmissionView): void {
    const before = this.submissions.find(({ submission }) => submission === news.submission);
    this.submissions = mergeSubmissions(this.submissions, [news]);
    if (before?.status === "waiting" && news.status !== "waiting") this.#room.say(NOTICES.graded);
    this.changed();
  }

  hearPosition(submission: string, position: number): void {
    this.submissions = this.submissions.map((one) => (one.submission === submission ? { ...one, position } : one));
    this.changed();
  }

  hearRunPosition(kata: string, position: number): void {
    const draft = this.drafts.get(kata);
    if (draft?.run?.isRunning) draft.run = { ...draft.run, position };
    this.changed();
  }

  #hearLine(): void {
    if (this.isAway !== this.#wasAway) this.#room.say(this.isAway ? NOTICES.away : NOTICES.back);
    this.#wasAway = this.isAway;
    this.changed();
  }

  #send({ kind, kata, text, device, sequence, submission }: Entry): Promise<unknown> {
    // Another session's cookie would put this work there.
    if (this.#room.isDisplaced) throw new Unreached();
    const keepalive = text.length < KEEPALIVE_CHARACTERS;
    const path = `/api/session/katas/${kata}`;
    return kind === "save"
      ? ask(`${path}/source`, { method: "PUT", body: { text, device, sequence }, keepalive })
      : ask(`${path}/submissions`, { method: "POST", body: { submission, text, device, sequence }, keepalive });
  }

  #arrived({ kind, kata, text, device }: Entry, answer: unknown): void {
    const draft = this.drafts.get(kata);
    if (kind === "submit") {
      this.hearSubmission(answer as SubmissionView);
      this.#room.say(NOTICES.submitted);
    } else this.#room.clock.hear((answer as SavedView).now);
    const late = (answer as SavedView | SubmissionView).late;
    if (draft && device === this.device) {
      draft.isLate = late;
      if (text === draft.sent) draft.savedAt = performance.now();
      // This window wrote last now.
      if (text === draft.text) draft.elsewhereAt = undefined;
    }
    if (late) this.#room.tell("bad", NOTICES.late);
    this.changed();
  }

  #refused({ kata }: Entry, refusal: Refused): void {
    const draft = this.drafts.get(kata);
    if (draft) draft.refusal = refusal;
    if (refusal.code === "ended") void this.#room.refresh();
    this.changed();
  }
}
