/** A statement as HTML for the pages: mathematics as MathML, which needs no fonts; no markup of an author's own, no style attribute. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import katex from "katex";
import MarkdownIt, { type Token } from "markdown-it";
import { type Kata, readStatement, statementFile } from "../../catalog/catalog.ts";
import { HarnessFault } from "../../fault.ts";
import type { Language } from "../../kata.ts";
import { joinsLines } from "../../report/statement-flow.ts";
import { mathRules } from "../../report/statement-math.ts";

/** @throws HarnessFault when a picture that it shows is missing */
export function renderStatementHtml(kata: Kata, language: Language): string {
  return markdownToHtml(readStatement(kata, language), dirname(statementFile(kata, language)));
}

/** @param folder where the pictures lie */
export function markdownToHtml(markdown: string, folder: string): string {
  return parser.render(markdown, { folder });
}

const parser = new MarkdownIt({ html: false }).use(mathRules);
const { rules } = parser.renderer;

rules.math_inline = (tokens, i) => formula(tokens[i]);
rules.math_block = (tokens, i) => `<div class="formula">${formula(tokens[i])}</div>\n`;
rules.image = (tokens, i, _options, env) => {
  const { content } = tokens[i];
  return `<img src="${pictureOf(String(tokens[i].attrGet("src")), String(env?.folder))}" alt="${parser.utils.escapeHtml(content)}">`;
};
// Wide ones scroll by themselves.
rules.table_open = () => '<div class="table"><table>\n';
rules.table_close = () => "</table></div>\n";
rules.softbreak = (tokens, i) => {
  const [left, right] = [tokens.slice(0, i).findLast(hasText), tokens.slice(i + 1).find(hasText)];
  return joinsLines([...(left?.content ?? "")].at(-1) ?? "", [...(right?.content ?? "")][0] ?? "") ? "" : "\n";
};
// The page has a first heading of its own.
for (const rule of ["heading_open", "heading_close"] as const)
  rules[rule] = (tokens, i, options, _env, self) => {
    tokens[i].tag = `h${Math.min(6, Number(tokens[i].tag.slice(1)) + 1)}`;
    return self.renderToken(tokens, i, options);
  };
// A link must not take its reader out of a running session.
rules.link_open = (tokens, i, options, _env, self) => {
  tokens[i].attrSet("target", "_blank");
  tokens[i].attrSet("rel", "noopener noreferrer");
  return self.renderToken(tokens, i, options);
};

const hasText = ({ content }: Token) => content !== "";

function formula({ content, markup, type }: Token): string {
  const displayMode = markup === "$$" || type === "math_block";
  try {
    const html = katex.renderToString(content, { output: "mathml", displayMode, strict: "ignore", trust: false });
    return withLetters(html.replaceAll(/ style="[^"]*"/g, ""));
  } catch {
    return `<code>${parser.utils.escapeHtml(content)}</code>`;
  }
}

/** Browsers show an alphabet by its own characters and leave `mathvariant` aside. The first letters, upper and lower case. */
const ALPHABETS: Readonly<Record<string, readonly [upper: number, lower: number]>> = {
  bold: [0x1d400, 0x1d41a],
  "bold-italic": [0x1d468, 0x1d482],
  script: [0x1d49c, 0x1d4b6],
  "double-struck": [0x1d538, 0x1d552],
  fraktur: [0x1d504, 0x1d51e],
  monospace: [0x1d670, 0x1d68a],
};

/** Letters that had a place before the alphabets came. */
const ELDER: Readonly<Record<string, string>> = {
  ...letters("double-struck", { C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ" }),
  ...letters("script", { B: "ℬ", E: "ℰ", F: "ℱ", H: "ℋ", I: "ℐ", L: "ℒ", M: "ℳ", R: "ℛ", e: "ℯ", g: "ℊ", o: "ℴ" }),
  ...letters("fraktur", { C: "ℭ", H: "ℌ", I: "ℑ", R: "ℜ", Z: "ℨ" }),
};

function letters(variant: string, table: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([letter, one]) => [`${variant} ${letter}`, one]));
}

function withLetters(html: string): string {
  return html.replaceAll(/<mi mathvariant="([\w-]+)">([A-Za-z])<\/mi>/g, (whole, variant: string, letter: string) => {
    const alphabet = ALPHABETS[variant];
    if (!alphabet) return whole;
    const [upper, lower] = alphabet;
    const code = letter.charCodeAt(0);
    const own =
      ELDER[`${variant} ${letter}`] ?? String.fromCodePoint(code < 97 ? upper + code - 65 : lower + code - 97);
    return `<mi>${own}</mi>`;
  });
}

/** A picture beside the statement, in line, so that nothing else of the folder is ever served. */
function pictureOf(name: string, folder: string): string {
  const file = /^[\w-]+\.svg$/.test(name) ? join(folder, name) : undefined;
  try {
    if (file) return `data:image/svg+xml;base64,${readFileSync(file, "base64")}`;
  } catch {
    // Told below.
  }
  throw new HarnessFault(
    {
      en: `A statement in ${folder} shows ${name}, which is not there.`,
      zh: `${folder} 中的题目引用了不存在的 ${name}。`,
    },
    { en: "Put a .svg file of that name beside it.", zh: "请在其旁放置同名的 .svg 文件。" },
  );
}
