/** The board itself: records in, one at a time and never held; one number or two a person and kata stay. */
import type { Difficulty, Text } from "../kata.ts";
import type { Entry, EntrySpeed } from "./entry.ts";
import { type BoardPolicy, showsSpeed } from "./policy.ts";

/** A kata as the catalog knows it. */
export interface KnownKata {
  readonly title: Text;
  readonly difficulty: Difficulty;
}

/** A person's attempts at a kata: how many count, and what the one that the policy chooses says. */
export interface Cell {
  readonly score: number;
  readonly durationMs: number;
  readonly attempts: number;
  /** Only where the policy shows speed, and the attempt was timed. */
  readonly speed?: EntrySpeed;
}

export interface Tallied {
  readonly name: string;
  /** By the number of the kata in `Board.katas`. */
  readonly cells: readonly (Cell | undefined)[];
}

export class Board {
  /** In the order in which they came. */
  readonly katas: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #people = new Map<string, { readonly name: string; readonly cells: (Cell | undefined)[] }>();
  readonly #counted: ReadonlySet<string> | undefined;
  records = 0;
  /** Records of a fault of ours: they count neither for nor against anybody. */
  faults = 0;
  /** Records of katas that the policy leaves out. */
  leftOut = 0;

  constructor(readonly policy: BoardPolicy) {
    if (policy.katas === "all") return;
    this.#counted = new Set(policy.katas);
    for (const id of policy.katas) this.#numberOf(id);
  }

  get people(): Iterable<Tallied> {
    return this.#people.values();
  }

  /** Whoever has a record is on the board, even if none counts: nobody goes missing. */
  add(entry: Entry, person: string): void {
    this.records++;
    if (entry.fault) this.faults++;
    if (entry.kata !== "" && this.#counted?.has(entry.kata) === false) {
      this.leftOut++;
      return;
    }
    let own = this.#people.get(person);
    if (!own) {
      own = { name: person, cells: [] };
      this.#people.set(person, own);
    }
    if (!entry.counts) return;
    const kata = this.#numberOf(entry.kata);
    own.cells[kata] = this.#chosen(own.cells[kata], entry);
  }

  #chosen(before: Cell | undefined, { score, durationMs, speed }: Entry): Cell {
    const attempts = (before?.attempts ?? 0) + 1;
    const now = { score, durationMs, ...(speed && showsSpeed(this.policy) && { speed }), attempts };
    return before && this.policy.attempt === "best" && !isBetter(now, before) ? { ...before, attempts } : now;
  }

  #numberOf(kata: string): number {
    const known = this.#numbers.get(kata);
    if (known !== undefined) return known;
    this.#numbers.set(kata, this.katas.length);
    return this.katas.push(kata) - 1;
  }
}

/** The ratio that a ranking may use: of full marks, without a flag. */
export function rankedRatio(cell: Cell | undefined): number | undefined {
  return cell?.score === 100 && cell.speed?.flag === undefined ? cell.speed?.ratio : undefined;
}

/** Of two attempts with one score the faster one, then the one that was graded faster, so that the order of reading decides nothing. */
function isBetter(one: Cell, other: Cell): boolean {
  if (one.score !== other.score) return one.score > other.score;
  const [ratio, otherRatio] = [one, other].map((cell) => rankedRatio(cell) ?? Number.POSITIVE_INFINITY);
  if (ratio !== otherRatio) return ratio < otherRatio;
  if (one.durationMs !== other.durationMs) return one.durationMs < other.durationMs;
  return textOf(one.speed) < textOf(other.speed);
}

/** What is not ranked has an order all the same. */
function textOf(speed: EntrySpeed | undefined): string {
  return `${speed?.flag ?? ""} ${speed?.ratio ?? ""}`;
}
