import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { type Link, linksAsCsv, linksAsText } from "./links.ts";

const link = (name: string, email: string | null): Link => ({
  id: name,
  name,
  email,
  link: `https://example.org/#${"x".repeat(43)}`,
  expiresAt: null,
});

it("writes a table that comes back as it was, and runs nothing", () => {
  const links = [link('Lovelace, "Ada"', "ada@example.org"), link("=HYPERLINK(1)", null)];
  const rows = parse(linksAsCsv(links), { columns: true, bom: true }) as Record<string, string>[];
  expect(rows).toEqual([
    { name: 'Lovelace, "Ada"', email: "ada@example.org", link: links[0].link },
    { name: "'=HYPERLINK(1)", email: "", link: links[1].link },
  ]);
});

it("writes a line for each", () => {
  expect(linksAsText([link("Ada", null)])).toBe(`Ada\thttps://example.org/#${"x".repeat(43)}\n`);
});
