/**
 * Output that may end in the log of a build server, which obeys lines such as `::set-output …::` (GitHub, also after spaces),
 * `##[group]`, `##vso[task.complete …]` (Azure) and `##teamcity[…]`. What an attempt says must not command it.
 */

const MARK = /##(?=\w*\[)/g;
const LINE = /^(\s*):(?=:)/gm;

/** Text for people: the commands stay readable. */
export function inertText(text: string): string {
  return text.replace(MARK, "# #").replace(LINE, "$1: ");
}

/** JSON: another way to write the same strings. No line of it begins with `::`. */
export function inertJson(json: string): string {
  return json.replace(MARK, "\\u0023#");
}
