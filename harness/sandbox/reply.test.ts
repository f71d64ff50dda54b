import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Unencodable } from "../wire.ts";
import { readAnswer, readLoaded } from "./reply.ts";

const payload = (value: unknown) => Buffer.from(JSON.stringify(value));

describe("what an honest runner sends", () => {
  it("is read: exports, or what the attempt threw", () => {
    expect(readLoaded(payload({ exports: [["f", "function"], ["k", "number"]], console: "hi\n" }))).toEqual({
      exports: new Map([["f", "function"], ["k", "number"]]),
      console: "hi\n",
    }); // biome-ignore format: pairs
    const error = { name: "TypeError", message: "x is undefined", stack: "at attempt.js:1:2" };
    expect(readLoaded(payload({ error }))).toEqual({ error, console: "" });
  });

  it("is read: an answer with its index, outcome and value", () => {
    expect(readAnswer(payload([3, { outcome: "value", console: "x" }, ["sa", 1]]))).toMatchObject({
      index: 3,
      answer: { outcome: "value", console: "x" },
      value: ["sa", 1],
    });
    expect(readAnswer(payload([0, { outcome: "mutated", detail: 1 }, null]))?.answer.detail).toBe(1);
    const error = { name: "Error", message: "m", stack: "s" };
    expect(readAnswer(payload([0, { outcome: "threw", error }, null]))?.answer.error).toEqual(error);
  });
});

describe("what a runner sends after an escape", () => {
  const nothing = ["", "{", "null", "[]", "7", '"x"', "[0]", "[0,1,2,3]", '[0,"value",1]', "[0,{},1]"];
  it.each(nothing)("has another form: %s", (text) => {
    expect(readAnswer(Buffer.from(text))).toBeUndefined();
  });

  it.each([{ exports: [1] }, { exports: [["f"]] }, { exports: [["f", 1]] }, { exports: [[["f"], "function"]] }])(
    "lists no exports: %j",
    (body) => expect(readLoaded(payload(body))).toBeUndefined(),
  );

  it("has an outcome that does not exist, or one that threw nothing", () => {
    for (const outcome of ["passed", "__proto__", 1, null])
      expect(readAnswer(payload([0, { outcome }, 1]))).toBeUndefined();
    expect(readAnswer(payload([0, { outcome: "threw" }, 1]))).toBeUndefined();
    expect(readAnswer(payload([0, { outcome: "threw", error: "Error" }, 1]))).toBeUndefined();
  });

  it("nests deeper than a value does", () => {
    const deep = Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(() => readAnswer(deep)).toThrow(expect.any(Unencodable));
    expect(() => readLoaded(deep)).toThrow(expect.any(Unencodable));
  });

  it("is cut to what an honest runner may say, and holds text where text belongs", () => {
    const long = "x".repeat(1e6);
    const all = { outcome: "threw", console: long, detail: long, error: { name: long, message: long, stack: long } };
    const { answer } = readAnswer(payload([0, all, 1]))!;
    expect(JSON.stringify(answer).length).toBeLessThan(40_000);
    const odd = { outcome: "threw", console: [1], detail: {}, error: { name: 1, message: null, stack: [] } };
    expect(readAnswer(payload([0, odd, 1]))?.answer).toEqual({
      outcome: "threw",
      console: "",
      detail: "",
      error: { name: "", message: "", stack: "" },
    });
  });

  it("is any JSON, or any bytes: it never does more than not be understood", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => Buffer.from(text)),
          fc.uint8Array().map(Buffer.from),
        ),
        (bytes) => {
          readAnswer(bytes);
          readLoaded(bytes);
        },
      ),
    );
  });
});
