import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventParser, type ServerEvent } from "./event-parser.ts";

function readAll(...pieces: string[]): ServerEvent[] {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.read(piece));
}

const STREAM = [
  ": a comment\n\n",
  'id: 7\nevent: saved\ndata: {"kata":"01"}\n\n',
  "retry: 2000\n\n",
  "event:verdict\ndata:one\ndata: two\ndata:  three\n\n",
  "data\n\n",
  "event: nothing\n\n",
  "unknown: field\ndata: 数学\n\n",
  "data: never completed\n",
].join("");
const EVENTS: ServerEvent[] = [
  { name: "saved", data: '{"kata":"01"}' },
  { name: "verdict", data: "one\ntwo\n three" },
  { name: "message", data: "" },
  { name: "message", data: "数学" },
];

describe("server-sent events", () => {
  it("are read by their names and lines of data; what has no data, or no end, is none", () => {
    expect(readAll(STREAM)).toEqual(EVENTS);
  });

  it("are the same however the text is cut and its lines end", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: STREAM.length * 2 }));
    fc.assert(
      fc.property(fc.constantFrom("\n", "\r\n", "\r"), cuts, (end, at) => {
        const text = STREAM.replaceAll("\n", end);
        const edges = [0, ...at.map((one) => Math.min(one, text.length)).sort((a, b) => a - b), text.length];
        const pieces = edges.slice(1).map((edge, i) => text.slice(edges[i], edge));
        expect(readAll(...pieces)).toEqual(EVENTS);
      }),
    );
  });

  it("say where to go on, and when to come again", () => {
    const parser = new EventParser();
    parser.read(STREAM);
    expect(parser).toMatchObject({ lastId: "7", retryMs: 2_000 });
    parser.read("id: bad\0id\nretry: soon\n\nid:\n\n");
    expect(parser).toMatchObject({ lastId: "", retryMs: 2_000 });
  });

  it("are not gathered without bound", () => {
    expect(() => readAll("data: ", "x".repeat(2_000_000))).toThrow(RangeError);
    expect(() => readAll(...Array.from({ length: 200 }, () => `data: ${"x".repeat(10_000)}\n`))).toThrow(RangeError);
  });
});
