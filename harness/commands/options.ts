import { InvalidArgumentError } from "commander";
import type { Catalog, Kata } from "../catalog/catalog.ts";

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
