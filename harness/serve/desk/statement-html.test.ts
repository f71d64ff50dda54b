import { describe, expect, it } from "vitest";
import { openCatalog } from "../../catalog/catalog.ts";
import { markdownToHtml, renderStatementHtml } from "./statement-html.ts";

const catalog = await openCatalog();
const html = (markdown: string) => markdownToHtml(markdown, "/nowhere");

describe("a statement as HTML", () => {
  it.each(catalog.katas.map((kata) => [kata.id, kata] as const))("%s renders whole, in both languages", (_id, kata) => {
    for (const language of ["en", "zh"] as const) {
      const page = renderStatementHtml(kata, language);
      expect(page).toMatch(/^<h2>/);
      expect(page).toContain("<math ");
      expect(page).not.toMatch(/ style=|<script|katex-error|<h1|\son\w+=/);
      // What a browser would leave as a plain letter.
      expect(page).not.toMatch(/mathvariant="(?!normal)/);
    }
  });

  it("shows markup of an author as text, whatever it is in", () => {
    const page = html(
      "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$ $<b>$",
    );
    expect(page).not.toMatch(/<script|<img|<b>|href="javascript/);
    expect(page).toContain("&lt;script&gt;");
  });

  it("keeps no style attribute, and gives alphabets their own letters", () => {
    expect(html("$\\color{red}{x} \\mathbb{R} \\mathbf{W} \\mathcal{L} \\mathfrak{z}$")).toMatch(/ℝ.*𝐖.*ℒ.*𝔷/);
    expect(html("$\\color{red}{x}$")).not.toContain("style=");
  });

  it("leaves a formula that is none as its text", () => {
    expect(html("$\\nonsense{a<b}$")).toContain("<code>\\nonsense{a&lt;b}</code>");
  });

  it("joins lines of Chinese without a space, and others with one", () => {
    expect(html("第一行\n第二行，\n**强调**\n的字")).toContain("<p>第一行第二行，<strong>强调</strong>的字</p>");
    expect(html("one\ntwo 三\nfour $x$\n五")).toContain("<p>one\ntwo 三\nfour ");
  });

  it("opens links apart from the session", () => {
    expect(html("[a](https://example.org)")).toContain('target="_blank" rel="noopener noreferrer"');
  });

  it("serves no other file as a picture", () => {
    expect(() => html("![x](../01-backpropagation/kata.ts)")).toThrow("which is not there");
    expect(() => html("![x](missing.svg)")).toThrow("which is not there");
  });
});
