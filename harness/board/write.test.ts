/** Each output is read back by somebody else's reader, whatever people call themselves. */
import { createHash } from "node:crypto";
import Ajv2020 from "ajv/dist/2020.js";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import MarkdownIt from "markdown-it";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { UNPRINTABLE } from "../text.ts";
import { boardJsonSchemas } from "./document.ts";
import { BOARD_FORMATS, type BoardFormat } from "./formats.ts";
import { line, nastyName, rankingOf } from "./test-board.ts";
import { writeBoard } from "./write.ts";

const names = fc.uniqueArray(nastyName, { minLength: 1, maxLength: 3 });
const HOW = { language: "en", top: undefined, width: 120, colour: false } as const;
const SCORES = [100, 62.5, 0];

const boardOf = (all: readonly string[]) => rankingOf(all.map((name, i) => line(`s/${name}/17-lstm`, SCORES[i])));
const write = (format: BoardFormat, all: readonly string[], how: object = {}) =>
  writeBoard(format, boardOf(all), { ...HOW, ...how });
const harmless = (all: readonly string[]) => all.map((_, i) => `person-${i}`);

describe("every format", () => {
  it.each(BOARD_FORMATS)(
    "%s holds nothing that a terminal or a build server obeys, or that reorders a line",
    (format) => {
      fc.assert(
        fc.property(names, (all) => {
          const text = write(format, all).replaceAll("\r\n", "\n");
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(new RegExp(UNPRINTABLE.source));
          expect(text).not.toMatch(/^\s*::|##\w*\[/m);
        }),
      );
    },
  );

  it.each(BOARD_FORMATS)("%s says in Chinese and without a record what there is to say", (format) => {
    for (const language of ["en", "zh"] as const) {
      const text = writeBoard(format, rankingOf([]), { ...HOW, language });
      expect(text.length).toBeGreaterThan(20);
      if (format === "html") expect(text).toContain(language === "zh" ? '<html lang="zh-CN">' : '<html lang="en">');
    }
  });
});

describe("speed", () => {
  const timed = (flag?: string) => [
    line("s/ada/17-lstm", 100, { speed: { parts: 1, ratio: 1.2345 } }),
    line("s/bob/17-lstm", 100, { speed: { parts: 1, ratio: 0.001, flag: flag ?? "below-floor" } }),
  ];
  const board = (format: BoardFormat, policy: object, language: "en" | "zh" = "en") =>
    writeBoard(format, rankingOf(timed(), policy), { ...HOW, language });

  it.each(BOARD_FORMATS)("is in %s where the policy says so, with a mark where somebody should look", (format) => {
    const [off, shown] = [board(format, {}), board(format, { speed: "shown" })];
    expect(off).not.toMatch(/1\.23|[Ss]peed(?!": ?"off")/);
    expect(shown).toMatch(/1\.23/);
    if (format === "csv") expect(shown).toMatch(/,speed,speedFlagged,speedKatas,speedOf,speedSuspicious,17-lstm\r\n/);
    else if (format !== "json") expect(shown).toMatch(/\(0\.00100×\) !/);
    expect(board(format, { ties: "speed" }, "zh")).not.toBe(off);
  });

  it("holds the schema of the JSON, policy and flags included", () => {
    const validate = new Ajv2020().compile(boardJsonSchemas().board);
    const document = JSON.parse(board("json", { ties: "speed" }));
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(document.policy).toMatchObject({ ties: "speed", speed: "off" });
    expect(document.ranking[1].katas[0].speed).toEqual({ ratio: 0.001, flag: "below-floor" });
  });

  it("says how many katas are missing", () => {
    const lines = [
      ...timed(),
      line("s/ada/01-backpropagation", 100),
      line("s/cyd/01-backpropagation", 100, { speed: { ratio: 2 } }),
    ];
    expect(writeBoard("table", rankingOf(lines, { ties: "speed" }), HOW)).toMatch(/ada .* 1\.23× 1\/2/);
  });
});

describe("html", () => {
  const shape = (text: string) => text.match(/<[^>]*>/g)?.map((tag) => tag.replaceAll(/(y|height)="[^"]*"/g, ""));

  it("has the same tags whatever people are called", () => {
    fc.assert(
      fc.property(names, (all) => {
        expect(shape(write("html", all))).toEqual(shape(write("html", harmless(all))));
      }),
    );
  });

  it("is well-formed, has no script, loads nothing, and allows only its own style sheet", () => {
    const text = write("html", ["ada", "bob"]);
    const asXml = text
      .replace("<!doctype html>", "")
      .replaceAll(/(<meta [^>]*)>/g, "$1/>")
      .replace(/<style>[\s\S]*<\/style>/, "");
    expect(XMLValidator.validate(asXml)).toBe(true);
    expect(text).not.toMatch(/<script|<link|\son\w+=|\sstyle=|(src|href)=|@import|url\(/i);
    const [, style] = /<style>([\s\S]*)<\/style>/.exec(text)!;
    expect(text).toContain(
      `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    );
  });

  it("tells a screen reader what each table and picture is", () => {
    const text = write("html", ["ada", "bob"]);
    const tables = text.match(/<table[\s\S]*?<\/table>/g)!;
    expect(tables).toHaveLength(3);
    for (const table of tables) {
      expect(table).toMatch(/<caption>[^<]+<\/caption>/);
      expect(table.match(/<th(?![^>]* scope=)[ >]/g)).toBeNull();
      expect(table).toContain('<th scope="row"');
    }
    expect(text).toMatch(/<svg [^>]*role="img" aria-labelledby="spread-title spread-text"><title id="spread-title">/);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const named = [...text.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, all]) => all.split(" "));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("shows scores, the spread and titles, escaped", () => {
    const text = write("html", ["ada", "bob", "c<d"]);
    expect(text).toContain("<bdi>c&#60;d</bdi>");
    expect(text).toContain('<td class="c h6">62</td>');
    expect(text).toContain("17 LSTM, &#60;b&#62;forward&#60;/b&#62; and backward");
    expect(text).toContain(
      "0 to 10: 1; 10 to 20: 0; 20 to 30: 0; 30 to 40: 0; 40 to 50: 0; 50 to 60: 0; 60 to 70: 1; 70 to 80: 0; 80 to 90: 0; 90 to 100: 1",
    );
    const cells = new XMLParser().parse(/<table class="bands">[\s\S]*?<\/table>/.exec(text)![0]).table.tbody.tr.td;
    expect(cells).toEqual([0, 1, 0, 0, 0, 1, 0, 1]);
  });
});

describe("csv", () => {
  it("keeps every name in its cell, and none is a formula", () => {
    fc.assert(
      fc.property(names, (all) => {
        const rows = parseCsv(write("csv", all), { relax_column_count: false }) as string[][];
        expect(rows[0]).toEqual(["rank", "person", "score", "maxScore", "full", "attempts", "durationMs", "17-lstm"]);
        expect(rows).toHaveLength(all.length + 1);
        for (const [, name] of rows.slice(1)) expect(name).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});

describe("md", () => {
  const reader = new MarkdownIt({ html: true, linkify: true });
  const shape = (text: string) =>
    reader
      .parse(text, {})
      .flatMap((token) => [token, ...(token.children ?? [])])
      .map(({ type, tag }) => `${type} ${tag}`);

  it("has the same shape whatever people are called", () => {
    fc.assert(
      fc.property(names, (all) => {
        expect(shape(write("md", all))).toEqual(shape(write("md", harmless(all))));
      }),
    );
  });
});

describe("json", () => {
  const validate = new Ajv2020().compile(boardJsonSchemas().board);

  it("holds to its schema, and names exactly", () => {
    fc.assert(
      fc.property(names, (all) => {
        const document = JSON.parse(write("json", all));
        expect([validate(document), validate.errors]).toEqual([true, null]);
        expect(document.ranking.map(({ person }: { person: string }) => person).sort()).toEqual(
          all.map((one) => one.toWellFormed()).sort(),
        );
      }),
    );
  });

  it("says how it was made and what there was, also with fewer people", () => {
    const document = JSON.parse(write("json", ["ada", "bob"], { top: 1 }));
    expect(document).toMatchObject({
      schema: "katagrad/board/1",
      policy: { attempt: "best", score: "sum", katas: "all" },
      people: 2,
      ranking: [
        { rank: 1, person: "ada", score: 100, katas: [{ kata: "17-lstm", score: 100, attempts: 1, durationMs: 10 }] },
      ],
    });
  });
});

describe("table", () => {
  it("is never wider than the terminal, whatever people are called", () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 20, max: 100 }), (all, width) => {
        const lines = write("table", all, { width }).split("\n");
        expect(lines.filter((one) => stringWidth(one) > width)).toEqual([]);
        expect(lines.filter((one) => /^1 {2}/.test(one))).toHaveLength(1);
      }),
    );
  });

  it("keeps columns under each other when names are wide", () => {
    const [head, , ada, li] = write("table", ["ada", "李小龍"]).split("\n");
    const widthUpTo = (text: string, piece: string) =>
      stringWidth(text.slice(0, text.lastIndexOf(piece) + piece.length));
    expect(head).toBe("#  Name    Score  Full marks  Attempts  17");
    expect(widthUpTo(ada, "100")).toBe(widthUpTo(head, "Score"));
    expect(widthUpTo(li, "62.5")).toBe(widthUpTo(head, "Score"));
  });
});
