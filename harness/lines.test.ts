import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Line, LineSplitter } from "./lines.ts";

/** The bytes in pieces that end at the given places. */
function split(bytes: Buffer, cuts: readonly number[]): { lines: Line[]; last: Line | undefined } {
  const splitter = new LineSplitter();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const lines = places.slice(1).flatMap((end, i) => [...splitter.push(bytes.subarray(places[i], end))]);
  return { lines, last: splitter.end() };
}

describe("LineSplitter", () => {
  it("gives the same lines however the bytes arrive", () => {
    const texts = fc.array(fc.constantFrom("", "a", "é", "漢字", "😀", "\r", "  "), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40)), fc.boolean(), (all, cuts, ended) => {
        const bytes = Buffer.from(all.join("\n") + (ended ? "\n" : ""));
        const { lines, last } = split(bytes, cuts);
        const whole = bytes.toString().split("\n");
        expect([...lines, last ?? { text: "" }].map(({ text }) => text)).toEqual(whole);
        for (const { offset, length, text } of lines)
          expect(bytes.toString("utf8", offset, offset + length)).toBe(`${text}\n`);
      }),
    );
  });

  it("says when a line is no UTF-8, and goes on behind it", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 10]), Buffer.from("b\n")]);
    expect(split(bytes, [1]).lines).toEqual([
      { offset: 0, length: 3, bytes: Buffer.from([0xff, 0xfe]), text: undefined },
      { offset: 3, length: 2, bytes: Buffer.from("b"), text: "b" },
    ]);
  });

  it("counts from where it is told to, and says how much waits", () => {
    const splitter = new LineSplitter(100);
    expect([...splitter.push(Buffer.from("a\nbc"))]).toMatchObject([{ offset: 100, length: 2, text: "a" }]);
    expect(splitter.waiting).toBe(2);
    expect(splitter.end()).toMatchObject({ offset: 102, length: 2, text: "bc" });
  });
});
