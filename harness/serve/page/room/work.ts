/** What is written, saved, run and submitted while the clock runs. */
import type { KataPage, SavedView, SubmissionView } from "../../schemas/candidate.ts";
import { asFailure, ask, type Refused } from "../shared/api.ts";
import { Model } from "../shared/model.ts";
import { type Draft, draftOf, type Note } from "./draft.ts";
import { Line } from "./line.ts";
import type { Entry } from "./outbox.ts";
import { runExamples } from "./run.ts";
import type { Sitting } from "./sitting.ts";
import { SubmissionLog } from "./submission-log.ts";
import { NOTICES } from "./words.ts";

/** So long after the first unsaved letter. */
const AUTOSAVE_MS = 1_000;

interface SaveNews {
  readonly kata: string;
  readonly device: string;
  readonly sequence: number;
  readonly at: number;
}

export class Work extends Model {
  readonly drafts = new Map<string, Draft>();
  current = "";
  readonly #submissions: SubmissionLog;
  readonly #room: Sitting;
  readonly #line: Line;
  #wasAway = false;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(room: Sitting, session: string) {
    super();
    this.#room = room;
    this.#line = new Line(session, () => room.isDisplaced, {
      arrived: (entry, answer) => this.#arrived(entry, answer),
      refused: (entry, refusal) => this.#refused(entry, refusal),
      changed: () => this.#hearLine(),
    });
    this.#submissions = new SubmissionLog(room, () => this.changed());
  }

  /** What the stream says of work. */
  static ears(work: () => Work | undefined) {
    const tell = (hear: (work: Work) => void) => {
      const there = work();
      if (there) hear(there);
    };
    const hearSubmission = (news: SubmissionView) => tell((work) => work.#submissions.hear(news));
    return {
      saved: (news: SaveNews) => tell((work) => work.#hearSave(news)),
      submitted: hearSubmission,
      verdict: hearSubmission,
      queue: ({ submission, position }: { submission: string; position: number }) =>
        tell((work) => work.#submissions.hearPosition(submission, position)),
      "run-queue": ({ kata, position }: { kata: string; position: number }) =>
        tell((work) => work.#hearRunPosition(kata, position)),
    };
  }

  /** Sends first what an earlier visit left, so that the server's newest text is the newest there is. @throws Refused, Unreached */
  async open(katas: readonly string[]): Promise<void> {
    if (this.waiting.length > 0) {
      this.#line.kick();
      await this.settle();
    }
    const [pages] = await Promise.all([
      Promise.all(katas.map((kata) => ask<KataPage>(`/api/session/katas/${kata}`))),
      this.refresh(),
    ]);
    for (const page of pages) {
      // Nobody answered for what was left: it is still the newest that this browser knows.
      const unsent = this.#line.waiting.findLast(({ kata }) => kata === page.kata)?.text;
      this.drafts.set(page.kata, draftOf(page, unsent, this.#room.clock.now()));
    }
    this.current = katas.includes(location.hash.slice(1)) ? location.hash.slice(1) : (katas[0] ?? "");
  }

  /** Oldest first. */
  get submissions(): readonly SubmissionView[] {
    return this.#submissions.all;
  }

  get draft(): Draft {
    return this.drafts.get(this.current)!;
  }

  /** Whether something is written that the server does not have. */
  get hasUnsent(): boolean {
    return this.#line.waiting.length > 0 || [...this.drafts.values()].some(({ text, sent }) => text !== sent);
  }

  get isAway(): boolean {
    return this.#line.isAway;
  }

  /** What waits to be sent. */
  get waiting(): readonly Entry[] {
    return this.#line.waiting;
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
    this.#line.save(kata, draft.text);
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
    this.#line.submit(kata, draft.text);
  }

  isSubmitting(kata: string): boolean {
    return this.#line.isSubmitting(kata);
  }

  /** Until nothing waits, or nobody answers. */
  async settle(): Promise<void> {
    this.flush();
    await this.#line.settle();
  }

  reconnect(): void {
    this.flush();
    this.#line.kick();
  }

  refresh(): Promise<void> {
    return this.#submissions.refresh();
  }

  async run(kata: string): Promise<void> {
    const draft = this.drafts.get(kata);
    if (!draft || this.#room.isOver) return;
    this.save(kata);
    await runExamples(draft, this.#room, () => this.changed());
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

  #hearSave({ kata, device, sequence, at }: SaveNews): void {
    const draft = this.drafts.get(kata);
    if (!draft || this.#line.isOwn(device, sequence)) return;
    if (draft.elsewhereAt === undefined) this.#room.say(NOTICES.elsewhere);
    draft.elsewhereAt = at;
    this.changed();
  }

  #hearRunPosition(kata: string, position: number): void {
    const run = this.drafts.get(kata)?.run;
    if (run?.isRunning) this.drafts.get(kata)!.run = { ...run, position };
    this.changed();
  }

  #hearLine(): void {
    if (this.isAway !== this.#wasAway) this.#room.say(this.isAway ? NOTICES.away : NOTICES.back);
    this.#wasAway = this.isAway;
    this.changed();
  }

  #arrived({ kind, kata, text, device }: Entry, answer: unknown): void {
    const draft = this.drafts.get(kata);
    if (kind === "submit") {
      this.#submissions.hear(answer as SubmissionView);
      this.#room.say(NOTICES.submitted);
    } else this.#room.clock.hear((answer as SavedView).now);
    const late = (answer as SavedView | SubmissionView).late;
    if (draft && device === this.#line.device) {
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
