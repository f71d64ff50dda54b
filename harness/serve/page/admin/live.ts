/** The sittings of an assessment as they are now, told by the server as things happen. */
import type { SessionRow } from "../../schemas/sittings.ts";
import { type Listening, listen } from "../shared/events.ts";
import { Model } from "../shared/model.ts";
import { ServerClock } from "../shared/server-clock.ts";

export type News =
  | { readonly kind: "started" | "ended" | "revoked" }
  | { readonly kind: "submitted" | "scored"; readonly kata: string; readonly score: number };

export interface Told {
  readonly name: string;
  readonly news: News;
}

/** What a reader wants to hear of a change; undefined: nothing. */
export function newsBetween(before: SessionRow, after: SessionRow): News | undefined {
  if (!before.revoked && after.revoked) return { kind: "revoked" };
  if (before.phase !== after.phase) {
    if (after.phase === "running") return { kind: "started" };
    if (after.phase === "ended") return { kind: "ended" };
  }
  for (const one of after.katas) {
    const old = before.katas.find(({ kata }) => kata === one.kata);
    const { kata, score } = one;
    if (old && one.pending < old.pending) return { kind: "scored", kata, score };
    if (old && one.submissions > old.submissions) return { kind: "submitted", kata, score };
  }
  return undefined;
}

export class Live extends Model {
  readonly clock = new ServerClock(() => performance.now());
  isThere = false;
  /** Whether newer tabs of the same organiser hear the news in place of this one. */
  hasGivenWay = false;
  #listening: Listening | undefined;
  newest: Told | undefined;
  readonly #rows = new Map<string, SessionRow>();

  /** In the order of invitation. */
  get rows(): readonly SessionRow[] {
    return [...this.#rows.values()].sort((a, b) => a.invitedAt - b.invitedAt || (a.id < b.id ? -1 : 1));
  }

  /** @returns how to stop */
  open(assessment: string): () => void {
    this.#listening = listen(`/api/assessments/${encodeURIComponent(assessment)}/stream`, {
      on: {
        session: (row: SessionRow) => this.#hear(row),
        clock: ({ now }: { now: number }) => {
          this.clock.hear(now);
          this.changed();
        },
      },
      onGivenWay: () => {
        this.hasGivenWay = true;
        this.changed();
      },
      onLine: (there) => {
        this.isThere = there;
        this.changed();
      },
    });
    return () => this.#listening?.close();
  }

  listenHere(): void {
    this.hasGivenWay = false;
    this.#listening?.resume();
    this.changed();
  }

  #hear(row: SessionRow): void {
    const before = this.#rows.get(row.id);
    const news = before && newsBetween(before, row);
    if (news) this.newest = { name: row.name ?? "—", news };
    this.#rows.set(row.id, row);
    this.changed();
  }
}
