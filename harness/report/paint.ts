/** Colours as plain functions, on or off by choice and not by where the process happens to write. */
import { $, bold, cyan, dim, green, inverse, red, yellow } from "kleur/colors";

type Style = (text: string) => string;

export interface Paint {
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly cyan: Style;
  readonly bold: Style;
  readonly dim: Style;
  readonly inverse: Style;
}

export function paintIn(colour: boolean): Paint {
  if (!colour) return { red: plain, green: plain, yellow: plain, cyan: plain, bold: plain, dim: plain, inverse: plain };
  // kleur asks its own guess about the terminal on every call; here the caller has decided.
  $.enabled = true;
  return { red, green, yellow, cyan, bold, dim, inverse };
}

function plain(text: string): string {
  return text;
}
