/** What has not reached the disk, in the browser's own store: one place for each kata and open page. */
import type { Unsaved } from "./doc.ts";

type Drawers = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const PREFIX = "katagrad.practice.";

/** Full, or switched off: the page itself still has everything. */
export function putAside(drawers: Drawers, tab: string, kata: string, unsaved: Unsaved | undefined): void {
  const name = `${PREFIX}${kata}.${tab}`;
  try {
    if (unsaved) drawers.setItem(name, JSON.stringify(unsaved));
    else drawers.removeItem(name);
  } catch {
    // Nothing can be done about it here.
  }
}

/** What this page, or one before it, could not save; its place is cleared. One of them may still be open: it saves the same text then. */
export function takeUp(drawers: Drawers, tab: string, kata: string): Unsaved | undefined {
  const own = `${PREFIX}${kata}.${tab}`;
  const names = Array.from({ length: drawers.length }, (_, i) => drawers.key(i) ?? "")
    .filter((name) => name.startsWith(`${PREFIX}${kata}.`))
    .sort((a, b) => Number(b === own) - Number(a === own));
  for (const name of names) {
    const unsaved = parse(drawers.getItem(name));
    drawers.removeItem(name);
    if (unsaved) return unsaved;
  }
  return undefined;
}

/** What is kept may be damaged: then it is nothing. */
function parse(text: string | null): Unsaved | undefined {
  try {
    const { text: kept, base, baseText } = JSON.parse(text ?? "") as Record<keyof Unsaved, unknown>;
    return typeof kept === "string" && typeof base === "string" && typeof baseText === "string"
      ? { text: kept, base, baseText }
      : undefined;
  } catch {
    return undefined;
  }
}
