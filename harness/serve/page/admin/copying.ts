/** Copies secrets to where the reader can paste them, and says whether that worked. */
import { useState } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import { WORDS } from "./words.ts";

export interface Copying {
  /** What became of the last copy. */
  readonly told: string | undefined;
  /** @param name what the reader calls it @returns whether it was copied */
  copy(name: string, text: string): Promise<boolean>;
}

export function useCopying(): Copying {
  const words = useWords(WORDS);
  const [told, setTold] = useState<string>();
  const copy = async (name: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setTold(words.links.copied(name));
      return true;
    } catch {
      setTold(words.links.noClipboard);
      return false;
    }
  };
  return { told, copy };
}
