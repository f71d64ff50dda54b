/** TeX of KaTeX's flavour as text that reads well in a terminal. Pure. */
import { environmentOf } from "./tex-environments.ts";
import { TexParser } from "./tex-parse.ts";

/**
 * One formula as Unicode text: `\frac{\partial L}{\partial w_i}` becomes `∂L/∂wᵢ`. One line for each row of an `aligned` or
 * `cases` environment (and for each `\\` outside of one), joined by newlines; a formula without them is one line. Never throws:
 * an unknown macro is spelled without its backslash, a missing brace is taken as read.
 */
export function texToText(tex: string): string {
  const lines = environmentOf("aligned", new TexParser(tex.trim()).rows()).text.normalize().split("\n");
  const shown = lines.map((line) => line.trimEnd()).filter((line) => line !== "");
  const indent = Math.min(...shown.map((line) => line.length - line.trimStart().length));
  return shown.map((line) => line.slice(indent)).join("\n");
}
