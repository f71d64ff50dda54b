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
