/** Text from candidates, made safe to print. */

/** Escape, the other control characters but tab and newline, C1, and the marks that reorder a line. */
export const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
/** Sequences that a terminal acts on, whole, so that their letters do not remain: CSI, then OSC, DCS and their kind, then others. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;

/** Without anything that a terminal would act on, and at most `limit` characters. */
export function printable(text: string, limit = 2_048): string {
  const clean = text.replaceAll("\r\n", "\n").replaceAll(SEQUENCES, "").replaceAll(UNPRINTABLE, "");
  // Not in the middle of a character outside the basic plane.
  return clean.length > limit ? `${clean.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…` : clean;
}
