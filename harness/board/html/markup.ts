/** HTML in which every value is text unless it was made here: nobody can forget to escape. */
import { plain } from "../../report/formats/plain.ts";

/** Made by `html` alone. */
export class Markup {
  constructor(readonly source: string) {}
}

type Value = string | number | Markup | readonly Markup[];

/** A template whose values are escaped, between tags as in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.reduce((all, part, i) => `${all}${sourceOf(values[i - 1])}${part}`));
}

/** Text of our own that HTML takes as it stands, as a style sheet. Its closing tag must not be in it. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function sourceOf(value: Value): string {
  if (value instanceof Markup) return value.source;
  if (typeof value === "object") return value.map(({ source }) => source).join("");
  return plain(String(value)).replaceAll(/[&<>"'`=]/g, (one) => `&#${one.charCodeAt(0)};`);
}
