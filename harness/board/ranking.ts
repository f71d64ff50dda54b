/** From a board to a ranking: scores combined, people in order, ranks shared as in a competition: 1, 2, 2, 4. */
import { UsageError } from "../fault.ts";
import type { Board, Cell, KnownKata, Tallied } from "./board.ts";
import type { BoardPolicy } from "./policy.ts";

export interface RankedKata {
  readonly id: string;
  /** Absent when no kata of this name is known here. */
  readonly known: KnownKata | undefined;
  /** What its score is multiplied with. */
  readonly weight: number;
}

export interface RankedPerson {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  /** Katas with full marks. */
  readonly full: number;
  /** All that count, over all katas. */
  readonly attempts: number;
  /** Of the attempts that are chosen. */
  readonly durationMs: number;
  /** In the order of `Ranking.katas`. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface Ranking {
  readonly policy: BoardPolicy;
  readonly katas: readonly RankedKata[];
  readonly people: readonly RankedPerson[];
  /** What somebody with full marks everywhere has. */
  readonly maxScore: number;
  readonly records: number;
  readonly faults: number;
  readonly leftOut: number;
}

/** @throws UsageError when a kata must be weighted whose difficulty is not known */
export function rank(board: Board, known: ReadonlyMap<string, KnownKata>): Ranking {
  const { policy, records, faults, leftOut } = board;
  const order = board.katas.map((id, number) => ({ id, number })).sort((a, b) => compareKatas(a.id, b.id));
  const katas = order.map(({ id }): RankedKata => {
    const kata = known.get(id);
    return { id, known: kata, weight: weightOf(id, kata, policy) };
  });
  const divisor = policy.score === "sum" ? 1 : katas.reduce((sum, { weight }) => sum + weight, 0);
  const combine = (scores: readonly number[]) =>
    divisor === 0 ? 0 : rounded(scores.reduce((sum, score, i) => sum + score * katas[i].weight, 0) / divisor);
  const people = [...board.people].map((one) => summed(one, order, combine));
  const maxScore = combine(katas.map(() => 100));
  return { policy, katas, people: inOrder(people, policy), maxScore, records, faults, leftOut };
}

/** As many as asked for, and whoever shares the last one's rank. */
export function firstOf(people: readonly RankedPerson[], count: number): readonly RankedPerson[] {
  const last = people[count - 1];
  return last ? people.filter(({ rank }) => rank <= last.rank) : people;
}

type Unranked = Omit<RankedPerson, "rank">;

function summed(
  { name, cells }: Tallied,
  order: readonly { readonly number: number }[],
  combine: (scores: readonly number[]) => number,
): Unranked {
  const own = order.map(({ number }) => cells[number]);
  const total = (of: (cell: Cell) => number) => own.reduce((sum, cell) => sum + (cell ? of(cell) : 0), 0);
  return {
    name,
    score: combine(own.map((cell) => cell?.score ?? 0)),
    full: total(({ score }) => (score === 100 ? 1 : 0)),
    attempts: total(({ attempts }) => attempts),
    durationMs: rounded(total(({ durationMs }) => durationMs)),
    cells: own,
  };
}

function inOrder(people: readonly Unranked[], { ties }: BoardPolicy): RankedPerson[] {
  const better = (a: Unranked, b: Unranked) =>
    b.score - a.score || (ties === "duration" ? a.durationMs - b.durationMs : 0);
  // Names decide who stands first in a rank, and nothing else; by code units, which is the same everywhere.
  const sorted = people.toSorted((a, b) => better(a, b) || compareTexts(a.name, b.name));
  let rank = 0;
  return sorted.map((one, i) => {
    if (i === 0 || better(sorted[i - 1], one) !== 0) rank = i + 1;
    return { rank, ...one };
  });
}

function weightOf(id: string, kata: KnownKata | undefined, { score, weights }: BoardPolicy): number {
  if (score !== "weighted") return 1;
  if (kata) return weights[kata.difficulty];
  throw new UsageError(
    { en: `How difficult ${id} is, is not known here.`, zh: `不知道 ${id} 的难度。` },
    {
      en: "Give its --pack, name the katas that count in the policy, or choose another score.",
      zh: "请用 --pack 给出它所在的题包，在规则里列出计分的题目，或换一种计分方式。",
    },
  );
}

/** By number, then by name. */
function compareKatas(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** To millionths: sums of the same scores are equal, in whatever order they were added. */
function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}
