/** What every output for people says beside the ranking itself. */
import type { BoardWords } from "../words/board.ts";
import { showsSpeed } from "./policy.ts";
import type { PersonSpeed, RankedPerson, Ranking } from "./ranking.ts";

/** What one output needs. */
export interface View {
  /** The whole board. */
  readonly ranking: Ranking;
  /** The people that are listed: the first ones, or all. */
  readonly people: readonly RankedPerson[];
  readonly words: BoardWords;
}

export function formatScore(score: number): string {
  return String(Math.round(score * 100) / 100);
}

/** Milliseconds as seconds with one decimal. */
export function formatTime(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** `1.24×`; where katas are missing how many there are, what is flagged in brackets, and a mark where somebody should look. */
export function formatSpeed(speed: PersonSpeed | undefined): string {
  if (!speed) return "";
  const { ratio, flagged, katas, of, suspicious } = speed;
  const text = (one: number) => `${one < 1_000 ? one.toPrecision(3) : one.toFixed(0)}×`;
  const told =
    ratio === undefined
      ? [flagged === undefined ? "–" : `(${text(flagged)})`]
      : [text(ratio), ...(katas < of ? [`${katas}/${of}`] : [])];
  return [...told, ...(suspicious > 0 ? ["!"] : [])].join(" ");
}

export function policySentence({ ranking, words }: View): string {
  const { attempt, score, ties } = ranking.policy;
  const { policy } = words;
  return words.sentence([policy.attempt[attempt], policy.score[score], policy.ties[ties]]);
}

/** What a reader must know to read the ranking rightly. */
export function remarks({ ranking, people, words }: View): string[] {
  return [
    ...(showsSpeed(ranking.policy) ? [words.speedNote] : []),
    ...(people.length < ranking.people.length ? [words.first(people.length, ranking.people.length)] : []),
    ...(ranking.leftOut > 0 ? [words.leftOut(ranking.leftOut)] : []),
    ...(ranking.faults > 0 ? [words.faults(ranking.faults)] : []),
  ];
}
