/** Names as they are shown. Whoever hands in a folder chooses its name, and it must neither command, nor hide, nor reorder anything. */

import { oneLine, plain, shorten } from "../report/formats/plain.ts";
import { inertText } from "../report/inert.ts";

/** What is not seen, and thus makes one name look like another; joiners and variation selectors belong to scripts and emoji. */
const UNSEEN = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const LONGEST = 120;
/** Marks over marks grow out of their line. */
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** On one line, each character that is not seen replaced by U+FFFD. */
export function shownName(name: string): string {
  const seen = plain(name).replaceAll(UNSEEN, "\ufffd").replaceAll(STACKED, "$1\ufffd");
  return inertText(shorten(oneLine(seen), LONGEST)) || "\ufffd";
}
