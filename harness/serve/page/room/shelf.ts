/** The outbox between visits, in the browser's own store: one drawer for each session and open page. */
import { type Entry, type Shelf, thin } from "./outbox.ts";

type Drawers = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const PREFIX = "katagrad.outbox.";
const LEAST_OF_A_KATA = 1;

/**
 * Takes over what earlier pages of the session left. One of them may still be open: it sends the same, and the server knows what it had.
 * @param device this page's own
 */
export function openShelf(drawers: Drawers, session: string, device: string): Shelf {
  const own = `${PREFIX}${session}.${device}`;
  return {
    read() {
      const names = Array.from({ length: drawers.length }, (_, i) => drawers.key(i) ?? "");
      const left = names.filter((name) => name.startsWith(`${PREFIX}${session}.`)).sort();
      const found = left.flatMap((name) => parse(drawers.getItem(name)));
      write(drawers, own, found);
      for (const name of left) if (name !== own) drawers.removeItem(name);
      return found;
    },
    write: (kept) => write(drawers, own, kept),
  };
}

/** What is kept may be damaged: then it is nothing. */
function parse(text: string | null): Entry[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) && found.every(isEntry) ? found : [];
  } catch {
    return [];
  }
}

function isEntry(one: unknown): one is Entry {
  const { kind, kata, text, device, sequence, submission } = (one ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const isSubmission = kind === "submit" && typeof submission === "string";
  const texts = [kata, text, device].every((part) => typeof part === "string");
  return texts && Number.isSafeInteger(sequence) && (kind === "save" || isSubmission);
}

/** Where there is no room for all, there is for the newest of each. */
function write(drawers: Drawers, name: string, kept: readonly Entry[]): void {
  if (kept.length === 0) drawers.removeItem(name);
  else if (!tryToKeep(drawers, name, kept)) tryToKeep(drawers, name, thinned(kept));
}

/** Full, or switched off: the page itself still has everything. */
function tryToKeep(drawers: Drawers, name: string, kept: readonly Entry[]): boolean {
  try {
    drawers.setItem(name, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function thinned(kept: readonly Entry[]): readonly Entry[] {
  const less = thin(kept, LEAST_OF_A_KATA);
  return less.length < kept.length ? thinned(less) : less;
}
