import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestSources } from "./sources.ts";

let folder: string;
let attempt: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sources-"));
  attempt = join(folder, "attempt.ts");
  writeFileSync(attempt, "a");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whether something changes the digest of the attempt with its folder, and of the attempt alone. */
function changes(act: () => void): { folder: boolean; alone: boolean } {
  const before = [digestSources(attempt, true), digestSources(attempt, false)];
  act();
  const after = [digestSources(attempt, true), digestSources(attempt, false)];
  return { folder: before[0] !== after[0], alone: before[1] !== after[1] };
}

describe("the digest of an attempt's sources", () => {
  it("is 64 hexadecimal digits, and the same for the same sources", () => {
    expect(digestSources(attempt, true)).toMatch(/^[0-9a-f]{64}$/);
    expect(changes(() => writeFileSync(attempt, "a"))).toEqual({ folder: false, alone: false });
  });

  it("tells its content from another", () => {
    expect(changes(() => writeFileSync(attempt, "b"))).toEqual({ folder: true, alone: true });
    expect(changes(() => rmSync(attempt))).toEqual({ folder: true, alone: true });
  });

  it("tells every source file of its folder, by name and content, and nothing else", () => {
    expect(changes(() => writeFileSync(join(folder, "b.ts"), "1"))).toEqual({ folder: true, alone: false });
    expect(changes(() => renameSync(join(folder, "b.ts"), join(folder, "c.ts")))).toEqual({
      folder: true,
      alone: false,
    });
    mkdirSync(join(folder, "node_modules"));
    const none = () => {
      writeFileSync(join(folder, "notes.md"), "1");
      writeFileSync(join(folder, "node_modules", "d.ts"), "1");
      mkdirSync(join(folder, "empty"));
    };
    expect(changes(none)).toEqual({ folder: false, alone: false });
  });

  it("does not take the end of one file for the beginning of the next", () => {
    writeFileSync(join(folder, "b.ts"), "xy");
    expect(
      changes(() => {
        writeFileSync(attempt, "ax");
        writeFileSync(join(folder, "b.ts"), "y");
      }).folder,
    ).toBe(true);
  });

  it("follows no link, waits for no pipe, and of a huge file takes the size", () => {
    symlinkSync("/etc/passwd", join(folder, "b.ts"));
    execFileSync("mkfifo", [join(folder, "c.ts")]);
    expect(digestSources(join(folder, "b.ts"), false)).not.toBe(digestSources("/etc/passwd", false));
    expect(digestSources(join(folder, "c.ts"), false)).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(attempt, "x".repeat(100_000));
    expect(changes(() => writeFileSync(attempt, "y".repeat(100_000)))).toEqual({ folder: false, alone: false });
    expect(changes(() => writeFileSync(attempt, "x".repeat(100_001)))).toEqual({ folder: true, alone: true });
  });
});
