/** Which pastes are worth a mark: text that comes from outside of the page. The text itself is never sent. */
import { sha256 } from "./random.ts";

/** Shorter ones are symbols and names. */
const LEAST_CHARACTERS = 20;
const REMEMBERED = 50;

export interface PasteMark {
  readonly bytes: number;
  readonly hash: string;
}

export class PasteWatch {
  readonly #copied: string[] = [];

  /** Something of this page was copied or cut. */
  copied(text: string): void {
    this.#copied.push(plain(text));
    if (this.#copied.length > REMEMBERED) this.#copied.shift();
  }

  /** @param known texts that the page shows or holds @returns undefined for what is not worth a mark */
  pasted(text: string, known: readonly string[]): PasteMark | undefined {
    const bare = plain(text);
    if (bare.length < LEAST_CHARACTERS) return undefined;
    if ([...this.#copied, ...known.map(plain)].some((one) => one.includes(bare))) return undefined;
    return { bytes: new TextEncoder().encode(text).length, hash: sha256(text) };
  }
}

/** Indentation and line ends change on the way through a clipboard. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
