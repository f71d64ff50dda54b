import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { hashOfText, MISSING, readAttempt, writeAttempt } from "./attempt-text.ts";
import { Attempts } from "./attempts.ts";

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "attempt-text-"));
  mkdirSync(join(home, "01-one"));
  file = join(home, "01-one", "attempt.ts");
});
afterEach(() => rmSync(home, { recursive: true }));

const names = () => readdirSync(join(home, "01-one"));

describe("reading", () => {
  it.each(["", "const one = 1;\n", "\ufeffwith a mark\r\n", "中文 🙂"])(
    "%j: comes back with the hash of its bytes",
    (text) => {
      writeFileSync(file, text);
      const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
      expect(readAttempt(file)).toEqual({ state: "text", text, hash });
      expect(hashOfText(text)).toBe(hash);
    },
  );

  it("tells what is no text", () => {
    expect(readAttempt(file)).toEqual({ state: "missing" });
    writeFileSync(file, Buffer.from([0x61, 0xff, 0x62]));
    expect(readAttempt(file)).toEqual({ state: "unusable", why: "binary" });
    rmSync(file);
    mkdirSync(file);
    expect(readAttempt(file)).toEqual({ state: "unusable", why: "not-a-file" });
    rmSync(file, { recursive: true });
    symlinkSync(join(home, "elsewhere"), file);
    expect(readAttempt(file)).toEqual({ state: "unusable", why: "not-a-file" });
  });
});

describe("writing", () => {
  it("puts the text in place of the one that was seen, and leaves nothing beside it", () => {
    expect(writeAttempt(file, "one", MISSING)).toEqual({ is: "written", hash: hashOfText("one"), wrote: true });
    chmodSync(file, 0o600);
    expect(writeAttempt(file, "two", hashOfText("one"))).toMatchObject({ is: "written", wrote: true });
    expect([readFileSync(file, "utf8"), statSync(file).mode & 0o777, names()]).toEqual(["two", 0o600, ["attempt.ts"]]);
  });

  it("leaves alone what was not seen", () => {
    writeFileSync(file, "of an editor");
    for (const base of [MISSING, hashOfText("one")])
      expect(writeAttempt(file, "mine", base)).toEqual({
        is: "changed",
        found: { state: "text", text: "of an editor", hash: hashOfText("of an editor") },
      });
    expect([readFileSync(file, "utf8"), names()]).toEqual(["of an editor", ["attempt.ts"]]);
    rmSync(file);
    expect(writeAttempt(file, "mine", hashOfText("of an editor"))).toEqual({
      is: "changed",
      found: { state: "missing" },
    });
    expect(names()).toEqual([]);
  });

  it("never writes through a link or over a folder", () => {
    const elsewhere = join(home, "elsewhere");
    writeFileSync(elsewhere, "one");
    symlinkSync(elsewhere, file);
    expect(writeAttempt(file, "two", hashOfText("one"))).toMatchObject({ is: "changed", found: { state: "unusable" } });
    expect(readFileSync(elsewhere, "utf8")).toBe("one");
  });

  it("does not touch a file that has the text already", () => {
    writeAttempt(file, "one", MISSING);
    const { ino } = statSync(file);
    expect(writeAttempt(file, "one", "0".repeat(64))).toEqual({ is: "written", hash: hashOfText("one"), wrote: false });
    expect(statSync(file).ino).toBe(ino);
  });

  it("is a fault of ours where nothing can be written", () => {
    writeFileSync(join(home, "02-two"), "in the way");
    expect(() => writeAttempt(join(home, "02-two", "attempt.ts"), "one", MISSING)).toThrow(HarnessFault);
  });
});

describe("keeping", () => {
  it("takes the next free name", () => {
    const attempts = new Attempts(home);
    for (const text of ["one", "two"]) attempts.keep("01-one", text);
    expect(names()).toEqual(["attempt.backup-1.ts", "attempt.backup-2.ts"]);
    expect(readFileSync(join(home, "01-one", "attempt.backup-2.ts"), "utf8")).toBe("two");
  });
});
