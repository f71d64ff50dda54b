/** The summary is read by another Markdown reader, with HTML, links and tables on: nothing but code spans comes of what an attempt says. */
import fc from "fast-check";
import MarkdownIt, { type Token } from "markdown-it";
import { describe, expect, it } from "vitest";
import type { ResultRecord } from "../record.ts";
import { writeFormat } from "./formats.ts";
import { BROKEN, hostileRecords, MIXED, record, TIMED } from "./test-records.ts";

const reader = new MarkdownIt({ html: true, linkify: true });
const write = (records: readonly ResultRecord[]) => writeFormat("github-summary", records, {});

/** Every token, inside of lines too. */
function tokensOf(text: string): Token[] {
  return reader.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

/** What the reader makes of a text, its words left out. */
function shapeOf(text: string): string[] {
  return tokensOf(text).map(({ type, tag }) => `${type} ${tag}`);
}

/** The same records with harmless words. */
function harmless(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => harmless(one));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, harmless(inside, name)]));
  return typeof value === "string" && !["verdict", "group", "schema"].includes(key) && value !== "" ? "word" : value;
}

describe("the summary for GitHub", () => {
  it("shows each submission, and what failed", () => {
    const text = write([MIXED, BROKEN]);
    expect(text).toContain("| `ada/17-lstm` | `17-lstm` | 2 of 4 | 50 |\n");
    expect(text).toContain("- ✅ `lstmStep` 2 of 2\n- ❌ `lstmBackward` 0 of 2, wrong-value in `two`\n");
    expect(text).toContain("  - `Worst at h[1]: off by 4.1e-1.`\n  - `The gates are swapped.`\n");
    expect(text).toContain("- ➖ `kernel` is not graded here: `no adapter`\n");
    expect(text).toContain('### `bob` `17-lstm`\n\n`Unexpected "="`\n');
  });

  it("says how fast what passed is, where it was timed", () => {
    expect(write([TIMED])).toContain("- ✅ `lstmForward` 2 of 2, 1.31× the reference's time ± 4 %\n");
    expect(write([TIMED])).toContain("- ✅ `lstmStep` 2 of 2, too-short\n");
  });

  it("has the same shape with hostile words as with harmless ones", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const text = write(records);
        expect(shapeOf(text)).toEqual(shapeOf(write(harmless(records) as ResultRecord[])));
        expect(text).not.toMatch(/^\s*[^|#\-`\s]/m);
      }),
      { numRuns: 500 },
    );
  });

  it("shows what was said, a bar and backticks included", () => {
    const said = "a\\|b `c` ``d | e`";
    const [spans] = [tokensOf(write([record([], said)])).filter(({ type }) => type === "code_inline")];
    expect(spans[0].content).toBe(said.replace("\\", "\\\\"));
    expect(spans[2].content).toBe(said);
  });

  it("stays below the megabyte that GitHub takes, and says that it ends", () => {
    const text = write(Array.from({ length: 6_000 }, (_, i) => record(MIXED.parts, `person-${i}/17-lstm`)));
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(900_000);
    expect(text).toMatch(/\n\nThis is where a summary must end; the records hold the rest\.\n$/);
  });
});
