/** How a board is shown; it stands in the address, so that a link or a reload shows the same. */

export interface BoardSettings {
  /** Before the end, in minutes; 0: never. */
  readonly freeze: number;
  /** Large, and nothing but the board. */
  readonly isProjected: boolean;
}

export const FREEZES = [0, 5, 10, 15, 30, 60] as const;

const MOST_MINUTES = 1_440;

/** @param search as `location.search` */
export function readSettings(search: string): BoardSettings {
  const query = new URLSearchParams(search);
  const minutes = Number(query.get("freeze") ?? 0);
  const isFit = Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES;
  return { freeze: isFit ? minutes : 0, isProjected: query.get("projector") === "1" };
}

/** Empty where nothing differs from the first settings. */
export function searchOf({ freeze, isProjected }: BoardSettings): string {
  const query = new URLSearchParams();
  if (freeze > 0) query.set("freeze", String(freeze));
  if (isProjected) query.set("projector", "1");
  return query.size === 0 ? "" : `?${query}`;
}
