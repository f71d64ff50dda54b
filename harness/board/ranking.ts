/** From a board to a ranking: scores combined, people in order, ranks shared as in a competition: 1, 2, 2, 4. */
import { UsageError } from "../fault.ts";
import type { KataSpeedFlag } from "../verdict.ts";
import { type Board, type Cell, type KnownKata, rankedRatio, type Tallied } from "./board.ts";
import { type BoardPolicy, showsSpeed } from "./policy.ts";

export interface RankedKata {
  readonly id: string;
  /** Absent when no kata of this name is known here. */
  readonly known: KnownKata | undefined;
  /** What its score is multiplied with. */
  readonly weight: number;
}

/** How fast somebody's attempts with full marks are. */
export interface PersonSpeed {
  /** The geometric mean of the ratios that are ranked; absent where there is none. */
  readonly ratio?: number;
  /** The same of the ratios that are flagged: to be seen, and no more. */
  readonly flagged?: number;
  /** Katas with such a ratio, and those in which anybody has one. */
  readonly katas: number;
  readonly of: number;
  /** Katas in which it is flagged as a thing to look at. */
  readonly suspicious: number;
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
  /** Only where the policy shows it. */
  readonly speed?: PersonSpeed;
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
  const people = withSpeed(
    [...board.people].map((one) => summed(one, order, combine)),
    policy,
  );
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

/** Each with the speed, over the katas in which anybody's is ranked: what is too short for a clock is so for everybody. */
function withSpeed(people: readonly Unranked[], policy: BoardPolicy): readonly Unranked[] {
  if (!showsSpeed(policy)) return people;
  const timed = new Set(people.flatMap(({ cells }) => cells.flatMap((one, i) => (rankedRatio(one) ? [i] : []))));
  return people.map((person) => {
    const ranked = person.cells.flatMap((cell) => rankedRatio(cell) ?? []);
    const others = person.cells.flatMap((cell) => (rankedRatio(cell) ? [] : (cell?.speed?.ratio ?? [])));
    const suspicious = person.cells.filter((cell) => SUSPICIOUS.has(cell?.speed?.flag)).length;
    const speed: PersonSpeed = {
      ...(ranked.length > 0 && { ratio: geometricMean(ranked) }),
      ...(others.length > 0 && { flagged: geometricMean(others) }),
      ...{ katas: ranked.length, of: timed.size, suspicious },
    };
    return { ...person, speed };
  });
}

function geometricMean(ratios: readonly number[]): number {
  return rounded(Math.exp(ratios.reduce((sum, one) => sum + Math.log(one), 0) / ratios.length));
}

const SUSPICIOUS: ReadonlySet<string | undefined> = new Set<KataSpeedFlag>([
  "wrong-when-timed",
  "stopped-when-timed",
  "below-floor",
]);

/** What a tie is broken by: the ratio of whoever has one in every kata that is timed. The others come after, and share their rank. */
function rankedSpeed({ speed }: Unranked): number {
  return speed?.ratio !== undefined && speed.katas === speed.of ? speed.ratio : Number.MAX_VALUE;
}

function inOrder(people: readonly Unranked[], { ties }: BoardPolicy): RankedPerson[] {
  const breaksTie = {
    shared: () => 0,
    duration: (a: Unranked, b: Unranked) => a.durationMs - b.durationMs,
    speed: (a: Unranked, b: Unranked) => rankedSpeed(a) - rankedSpeed(b),
  }[ties];
  const better = (a: Unranked, b: Unranked) => b.score - a.score || breaksTie(a, b);
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
