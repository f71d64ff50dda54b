import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HarnessFault, UsageError } from "../fault.ts";
import { packageRoot } from "../paths.ts";
import { Attempts, attemptsAround, type Exercise } from "./attempts.ts";

const one: Exercise = { id: "01-one", skeleton: () => "export const one = 1;\n" };
const two: Exercise = { id: "02-two", skeleton: () => "export const two = 2;\n" };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "attempts-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const read = (...path: string[]) => readFileSync(join(home, ...path), "utf8");

describe("attemptsAround", () => {
  it("is the folder above from inside an attempt, and a new one where there is none", () => {
    expect(attemptsAround(home)).toBe(join(home, "attempts"));
    const attempts = new Attempts(join(home, "attempts"));
    attempts.prepare([one]);
    for (const here of [home, attempts.folder, join(attempts.folder, "01-one")])
      expect(attemptsAround(here)).toBe(attempts.folder);
  });

  it("is no folder above that only has the name", () => {
    const here = join(home, "deep", "down");
    mkdirSync(here, { recursive: true });
    mkdirSync(join(home, "attempts"));
    expect(attemptsAround(here)).toBe(join(here, "attempts"));
  });
});

describe("prepare", () => {
  it("makes what is missing and says what that was", () => {
    const attempts = new Attempts(join(home, "deep", "down"));
    expect(attempts.started()).toEqual([]);
    expect(attempts.prepare([one])).toEqual(["01-one"]);
    expect(attempts.prepare([one, two])).toEqual(["02-two"]);
    expect(attempts.prepare([one, two])).toEqual([]);
    expect(read("deep", "down", "01-one", "attempt.ts")).toBe(one.skeleton());
    expect(attempts.started().sort()).toEqual(["01-one", "02-two"]);
    expect(attempts.shown("01-one")).toBe(relative(process.cwd(), attempts.file("01-one")));
  });

  it("never overwrites: neither an attempt, nor an empty one, nor the settings, nor through a link", () => {
    const attempts = new Attempts(home);
    attempts.prepare([one, two]);
    writeFileSync(attempts.file("01-one"), "mine");
    writeFileSync(attempts.file("02-two"), "");
    writeFileSync(join(home, "tsconfig.json"), "{}");
    attempts.prepare([one, two]);
    expect([read("01-one", "attempt.ts"), read("02-two", "attempt.ts"), read("tsconfig.json")]).toEqual([
      "mine",
      "",
      "{}",
    ]);
    rmSync(attempts.file("01-one"));
    symlinkSync(join(home, "elsewhere.ts"), attempts.file("01-one"));
    attempts.prepare([one]);
    expect(readdirSync(home)).not.toContain("elsewhere.ts");
  });

  it("lets an editor find katagrad/nd from wherever the folder lies", () => {
    new Attempts(home).prepare([]);
    const { compilerOptions } = JSON.parse(read("tsconfig.json"));
    const [library] = compilerOptions.paths["katagrad/nd"];
    expect(resolve(home, library)).toBe(join(packageRoot, "katas", "lib", "nd.ts"));
    expect(compilerOptions).toMatchObject({ strict: true, types: [], lib: ["ES2023"] });
  });
});

describe("reset", () => {
  it("puts the skeleton back and keeps every earlier file under a new name", () => {
    const attempts = new Attempts(home);
    attempts.prepare([one]);
    const backups = ["first", "second", "third"].map((text) => {
      writeFileSync(attempts.file("01-one"), text);
      return attempts.reset(one);
    });
    const names = [1, 2, 3].map((i) => `attempt.backup-${i}.ts`);
    expect(backups).toEqual(names.map((name) => relative(process.cwd(), join(home, "01-one", name))));
    expect(names.map((name) => read("01-one", name))).toEqual(["first", "second", "third"]);
    expect(read("01-one", "attempt.ts")).toBe(one.skeleton());
  });

  it("takes no name that is taken, and needs no file to begin with", () => {
    const attempts = new Attempts(home);
    expect(attempts.reset(one)).toBeUndefined();
    writeFileSync(join(home, "01-one", "attempt.backup-1.ts"), "older");
    expect(attempts.reset(one)).toMatch(/attempt\.backup-2\.ts$/);
    expect(read("01-one", "attempt.backup-1.ts")).toBe("older");
  });
});

describe("a folder that cannot be", () => {
  it("is told with what to do: a file lies in the way", () => {
    writeFileSync(join(home, "file"), "");
    const attempts = new Attempts(join(home, "file", "attempts"));
    const refused = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return error as HarnessFault | UsageError;
      }
    };
    for (const error of [refused(() => attempts.prepare([one])), refused(() => attempts.reset(one))]) {
      expect(error instanceof HarnessFault || error instanceof UsageError).toBe(true);
      expect(error).toMatchObject({
        message: expect.stringContaining(join(home, "file")),
        remedy: expect.stringMatching(/./),
      });
    }
    expect(attempts.started()).toEqual([]);
    expect(read("file")).toBe("");
  });

  it("is a fault when a kata's folder is a file", () => {
    writeFileSync(join(home, "01-one"), "mine");
    expect(() => new Attempts(home).prepare([one])).toThrow(/01-one/);
    expect(() => new Attempts(home).reset(one)).toThrow(HarnessFault);
    expect(read("01-one")).toBe("mine");
  });
});
