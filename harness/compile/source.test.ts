/** Reading files that somebody else wrote: what is one, what is too large, and that nothing is followed or waited for. */
import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSource, resolveWithin, SOURCE_BYTES } from "./source.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "source-"));
  file = join(folder, "attempt.ts");
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(content: string | Buffer, budget?: number) {
  writeFileSync(file, content);
  return readSource(file, budget);
}

describe("a source", () => {
  it.each(["", "export const π = 3; // 数学 🎓\n", "\ufeffexport {};\n", "a\r\nb\u2028"])("is its text: %j", (text) => {
    expect(read(text)).toEqual({ text: text.replace("\ufeff", "") });
  });

  it("has at most 65,536 bytes, and not one more", () => {
    expect(SOURCE_BYTES).toBe(65_536);
    expect(read("a".repeat(65_536))).toEqual({ text: "a".repeat(65_536) });
    expect(read("a".repeat(65_537))).toEqual({ why: "too-large", bytes: 65_537 });
  });

  it("is measured in bytes, not in characters", () => {
    expect(read("数".repeat(21_845))).toHaveProperty("text");
    expect(read(`${"数".repeat(21_845)}aa`)).toEqual({ why: "too-large", bytes: 65_537 });
    expect(read("ab", 1)).toEqual({ why: "too-large", bytes: 2 });
    expect(read("a", 0)).toEqual({ why: "too-large", bytes: 1 });
    expect(read("", 0)).toEqual({ text: "" });
  });

  it.each([
    ["a zero byte", Buffer.from("export {};\0\n")],
    ["half a character", Buffer.from("数").subarray(0, 2)],
    ["latin-1", Buffer.from("é", "latin1")],
    ["UTF-16", Buffer.from("\ufeffexport {};", "utf16le")],
    ["a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
    ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x00])],
  ])("is not binary: %s", (_, bytes) => {
    expect(read(bytes)).toEqual({ why: "binary" });
  });

  it("may be missing, in a missing folder, or below a file", () => {
    expect(readSource(file)).toEqual({ why: "missing" });
    expect(readSource(join(folder, "no", "attempt.ts"))).toEqual({ why: "missing" });
    writeFileSync(file, "");
    expect(readSource(join(file, "attempt.ts"))).toEqual({ why: "unreadable" });
  });

  it("is a plain file: no folder, device or link, whatever it names", () => {
    mkdirSync(file);
    expect(readSource(file)).toEqual({ why: "not-a-file" });
    expect(readSource("/dev/zero")).toEqual({ why: "not-a-file" });
    expect(readSource("/dev/null")).toEqual({ why: "not-a-file" });
    for (const target of ["/etc/passwd", "/nowhere", "."]) {
      const link = join(folder, `${target.replaceAll("/", "_")}.ts`);
      symlinkSync(target, link);
      expect(readSource(link), target).toEqual({ why: "not-a-file" });
    }
  });

  it("is no pipe, and nobody waits for one", () => {
    execFileSync("mkfifo", [file]);
    expect(readSource(file)).toEqual({ why: "not-a-file" });
  });

  it("may have a second name", () => {
    writeFileSync(file, "one");
    linkSync(file, join(folder, "again.ts"));
    expect(readSource(join(folder, "again.ts"))).toEqual({ text: "one" });
  });

  it("leaves no file open, however it ends", () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(file, "\0");
    // A process has about a thousand at most; this needs them all if one stays.
    for (let i = 0; i < 30_000; i++) readSource(i % 3 === 0 ? join(folder, "sub") : file, i % 2);
    expect(readSource(file)).toEqual({ why: "binary" });
  });
});

describe("a relative import", () => {
  const from = (importer: string, specifier: string) => resolveWithin("/a", join("/a", importer), specifier);

  it.each([
    ["attempt.ts", "./helper.ts", "/a/helper.ts"],
    ["attempt.ts", "./sub/../helper.ts", "/a/helper.ts"],
    ["sub/helper.ts", "../other.ts", "/a/other.ts"],
    ["attempt.ts", "../a/helper.ts", "/a/helper.ts"],
  ])("from %s of %s stays within the folder", (importer, specifier, target) => {
    expect(from(importer, specifier)).toBe(target);
  });

  it.each([
    ["attempt.ts", "../helper.ts"],
    ["attempt.ts", "../ab/helper.ts"],
    ["sub/helper.ts", "../../etc/passwd"],
    ["attempt.ts", "./sub/../../b.ts"],
    ["attempt.ts", "."],
    ["attempt.ts", "./"],
    ["attempt.ts", ".."],
    ["attempt.ts", "./node_modules/typescript/index.ts"],
    ["attempt.ts", "./sub/node_modules/a.ts"],
  ])("from %s of %s does not", (importer, specifier) => {
    expect(from(importer, specifier)).toBeUndefined();
  });
});
