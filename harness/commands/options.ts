import { InvalidArgumentError } from "commander";
import type { Catalog, Kata } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";

/** The options that every verb knows. */
export interface GlobalOptions {
  readonly pack?: string[];
  readonly attempts?: string;
  readonly lang?: string;
}

/** The katas of those names, or all. @throws UsageError */
export function chosenKatas(catalog: Catalog, names: readonly string[]): readonly Kata[] {
  return names.length === 0 ? catalog.katas : names.map((name) => catalog.find(name));
}

/** More processes than any machine that this is meant for can use. */
const MOST_JOBS = 256;

/** @throws InvalidArgumentError */
export function countOfJobs(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_JOBS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_JOBS}.`);
  return count;
}

/** @throws UsageError */
export function wholeNumber(option: string, given: string, least: number, most: number): number {
  const number = Number(given);
  if (/^-?\d+$/.test(given) && number >= least && number <= most) return number;
  throw new UsageError(
    {
      en: `${option} ${given} is not a number from ${least} to ${most}.`,
      zh: `${option} ${given} 不是 ${least} 到 ${most} 的整数。`,
    },
    {
      en: `Give a whole number, such as ${option} ${Math.max(least, 4)}.`,
      zh: `请给出整数，例如 ${option} ${Math.max(least, 4)}。`,
    },
  );
}

/** @throws InvalidArgumentError */
export function countOfPeople(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new InvalidArgumentError("Give a whole number from 1 on.");
  return count;
}
