/** A board as a page shows it, wherever it comes from. */
import type { BoardView } from "../../schemas/organiser.ts";
import { asFailure, type Failure } from "../shared/api.ts";
import type { Ears } from "../shared/events.ts";
import { Model } from "../shared/model.ts";
import { ServerClock } from "../shared/server-clock.ts";
import { movesBetween, type Row } from "./ranking.ts";

export abstract class Board extends Model {
  readonly clock = new ServerClock(() => performance.now());
  view: BoardView | undefined;
  failure: Failure | undefined;
  isThere = false;
  /** Whether newer pages of the same reader hear the news in place of this one. */
  hasGivenWay = false;
  /** Whose rank changed last. */
  moved: readonly Row[] = [];

  get rows(): readonly Row[] {
    return this.view?.rows ?? [];
  }

  /** Nobody writes any more. */
  get isOver(): boolean {
    const { view } = this;
    if (!view || !this.clock.isKnown) return false;
    const isPast = view.endsAt !== null && this.clock.now() >= view.endsAt;
    return isPast || this.haveAllEnded;
  }

  /** Now it may be revealed. */
  get haveAllEnded(): boolean {
    return this.rows.length > 0 && this.rows.every(({ phase }) => phase === "ended");
  }

  /** Begins to follow. @returns how to stop */
  abstract open(): () => void;

  /** Follows again after it gave way. */
  abstract listenHere(): void;

  protected see(view: BoardView): void {
    const moved = movesBetween(this.rows, view.rows);
    if (moved.length > 0) this.moved = moved;
    this.clock.hear(view.now);
    this.view = view;
    this.failure = undefined;
    this.changed();
  }

  protected fail(error: unknown): void {
    this.failure = asFailure(error);
    this.changed();
  }

  protected get ears(): Required<Pick<Ears, "onLine" | "onGivenWay">> {
    return {
      onLine: (there) => {
        this.isThere = there;
        this.changed();
      },
      onGivenWay: () => {
        this.hasGivenWay = true;
        this.changed();
      },
    };
  }
}
