/** What the watch screen shows, and the events that change it. */
import type { Kata } from "../catalog/catalog.ts";
import type { TypeLine } from "../report/summary.ts";
import type { KataResult } from "../verdict.ts";

export type WatchEvent =
  | { readonly type: "saved"; readonly kata: string }
  | { readonly type: "graded"; readonly kata: string; readonly result: KataResult }
  | { readonly type: "typed"; readonly kata: string; readonly problems: readonly TypeLine[] }
  | { readonly type: "failed"; readonly kata: string; readonly error: unknown }
  | { readonly type: "key"; readonly name: string; readonly text: string; readonly ctrl: boolean }
  | { readonly type: "resized"; readonly width: number; readonly height: number }
  | { readonly type: "noticed"; readonly text: string }
  | { readonly type: "ended" };

type Mode = "kata" | "list" | "statement" | "confirm-reset";

export interface WatchState {
  mode: Mode;
  kata: Kata;
  width: number;
  height: number;
  readonly results: Map<string, KataResult>;
  readonly types: Map<string, readonly TypeLine[]>;
  /** Katas whose grading is under way. */
  readonly grading: Set<string>;
  /** One line below the report, until the next key or save. */
  notice: string;
  /** A hint or a revealed case, below the report. */
  panel: readonly string[];
  /** First line shown of what does not fit. */
  scroll: number;
  /** In the list: what was typed, and which line is chosen. */
  search: string;
  chosen: number;
}

/** The katas that the search finds: first the one of that number, then those whose number begins so. */
export function matching(katas: readonly Kata[], search: string): Kata[] {
  const wanted = search.toLowerCase().trim();
  const found = katas.filter(({ id, title }) => `${id} ${title.en} ${title.zh}`.toLowerCase().includes(wanted));
  const rank = ({ id, number }: Kata) => (String(number) === wanted ? 2 : id.startsWith(wanted) ? 1 : 0);
  return found.sort((a, b) => rank(b) - rank(a));
}
