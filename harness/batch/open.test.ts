/** Which attempts a submission holds, however it is packed. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCatalog } from "../catalog/catalog.ts";
import { type PackedFile, tarGzOf, zipOf } from "./archive/test-archives.ts";
import { Unreadable } from "./archive/unreadable.ts";
import { openSubmission } from "./open.ts";
import { findSubmissions } from "./submissions.ts";
import { Temporary } from "./temporary.ts";

const catalog = await openCatalog();
const temporary = new Temporary();
let root: string;
let made = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "open-"));
  mkdirSync(join(root, "temporary"));
  vi.stubEnv("TMPDIR", join(root, "temporary"));
});
afterAll(() => {
  vi.unstubAllEnvs();
  temporary.remove();
  rmSync(root, { recursive: true });
});

const file = (name: string, content = name): PackedFile => ({ name, content });
const asked = (chosen?: string) => ({ catalog, chosen: chosen === undefined ? undefined : catalog.find(chosen) });

interface As {
  readonly name?: string;
  /** Given as a path of its own. */
  readonly many?: boolean;
  readonly kata?: string;
  readonly pack?: (files: readonly PackedFile[]) => Promise<Buffer>;
}

/** Opens an archive of those files that lies in a folder of submissions. */
async function open(files: readonly PackedFile[], { name = "ada.zip", many = false, kata, pack = zipOf }: As = {}) {
  const folder = join(root, String(made++));
  mkdirSync(folder);
  writeFileSync(join(folder, name), await pack(files));
  const [submission] = findSubmissions([many ? join(folder, name) : folder], asked(kata)).submissions;
  return { folder, opened: await openSubmission(submission, asked(kata), temporary) };
}

async function gradings(files: readonly PackedFile[], as?: As): Promise<string[]> {
  const { folder, opened } = await open(files, as);
  const told = opened.gradings.map(({ name, kata, file: path }) => {
    const text = existsSync(path) ? readFileSync(path, "utf8") : "nothing";
    return `${name.replace(`${folder}/`, "")} ${kata.id}: ${text}`;
  });
  opened.close();
  return told;
}

async function refusal(files: readonly PackedFile[], as?: As): Promise<string> {
  const error = await open(files, as).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unreadable);
  return (error as Unreadable).message;
}

describe("an archive of one submission", () => {
  it.each([
    ["at its top", ""],
    ["in a folder", "homework/"],
    ["deep", "a/b/c/"],
  ])("has its katas %s", async (_, at) => {
    const files = [file(`${at}17-lstm/attempt.ts`), file(`${at}10-momentum/attempt.ts`), file(`${at}readme.ts`)];
    for (const pack of [zipOf, tarGzOf])
      expect(await gradings(files, { name: pack === zipOf ? "ada.zip" : "ada.tgz", pack })).toEqual([
        `ada/10-momentum 10-momentum: ${at}10-momentum/attempt.ts`,
        `ada/17-lstm 17-lstm: ${at}17-lstm/attempt.ts`,
      ]);
  });

  it("brings the attempt's own files, and removes all of them when it is over", async () => {
    const { opened } = await open([file("10-momentum/attempt.ts"), file("10-momentum/lib/step.ts")]);
    const [{ file: attempt, siblings }] = opened.gradings;
    expect([siblings, readFileSync(join(attempt, "../lib/step.ts"), "utf8")]).toEqual([
      true,
      "10-momentum/lib/step.ts",
    ]);
    opened.close();
    expect(existsSync(join(attempt, ".."))).toBe(false);
  });

  it("takes its kata from the option or from its own name when it is one attempt", async () => {
    expect(await gradings([file("attempt.ts")], { kata: "momentum" })).toEqual(["ada 10-momentum: attempt.ts"]);
    expect(await gradings([file("x/attempt.ts")], { name: "10-momentum.zip" })).toEqual([
      "10-momentum 10-momentum: x/attempt.ts",
    ]);
  });

  it("does not hand in what systems and tools put beside", async () => {
    const aside = [
      "__MACOSX/10-momentum/attempt.ts",
      ".git/17-lstm/attempt.ts",
      "node_modules/03-activations/attempt.ts",
    ];
    expect(await gradings([file("10-momentum/attempt.ts", "mine"), ...aside.map((name) => file(name))])).toEqual([
      "ada/10-momentum 10-momentum: mine",
    ]);
  });

  it("is graded without an attempt where there is only its folder", async () => {
    expect(await gradings([file("10-momentum/notes.txt")])).toEqual(["ada/10-momentum 10-momentum: nothing"]);
  });

  it("says what was left out", async () => {
    const { folder, opened } = await open([
      file("10-momentum/attempt.ts"),
      file("10-momentum/con.ts"),
      file("x/old.7z"),
    ]);
    expect(opened.leftOut.map((line) => line.en.replace(`${folder}/`, ""))).toEqual([
      "ada: 10-momentum/con.ts (a name that not every system can have) is left out.",
      "ada: x/old.7z (an archive in the archive) is left out.",
    ]);
    opened.close();
  });

  it("is refused where it is not clear or empty, and leaves nothing behind", async () => {
    expect(await refusal([file("a/10-momentum/attempt.ts"), file("b/10-momentum/attempt.ts")])).toMatch(
      /^It has 10-momentum more than once: "a\/10-momentum" and "b\/10-momentum"\. Pack one of them/,
    );
    expect(await refusal([file("a/attempt.ts"), file("b/attempt.ts")], { kata: "momentum" })).toContain(
      "more than once",
    );
    expect(await refusal([file("readme.ts"), file("a.zip")])).toMatch(
      /^There is nothing to grade in it\. Left out: a\.zip \(an archive in the archive\)\. Pack folders such as 01-/,
    );
    const [own] = readdirSync(join(root, "temporary"));
    expect(readdirSync(join(root, "temporary", own))).toEqual([]);
  });
});

describe("an archive of many submissions", () => {
  it("has each one's katas, named by where they lie", async () => {
    const files = [
      file("ada/10-momentum/attempt.ts"),
      file("bob/10-momentum/attempt.ts"),
      file("bob/17-lstm/attempt.ts"),
    ];
    expect(await gradings(files, { name: "class.zip", many: true })).toEqual([
      "class/ada/10-momentum 10-momentum: ada/10-momentum/attempt.ts",
      "class/bob/10-momentum 10-momentum: bob/10-momentum/attempt.ts",
      "class/bob/17-lstm 17-lstm: bob/17-lstm/attempt.ts",
    ]);
  });

  it("may hold lone attempts of the chosen kata", async () => {
    const files = [file("ada/attempt.ts"), file("bob/attempt.ts")];
    expect(await gradings(files, { name: "class.zip", many: true, kata: "momentum" })).toEqual([
      "class/ada 10-momentum: ada/attempt.ts",
      "class/bob 10-momentum: bob/attempt.ts",
    ]);
  });
});

describe("a folder", () => {
  it("has its katas in their order, and is unreadable without one", async () => {
    const [folder, empty] = ["ada", "eve"].map((name) => join(root, "class", name));
    mkdirSync(join(folder, "17-lstm"), { recursive: true });
    mkdirSync(join(folder, "03-activations"));
    mkdirSync(empty);
    const { submissions } = findSubmissions([join(root, "class")], asked());
    const { gradings: found } = await openSubmission(submissions[0], asked(), temporary);
    expect(found.map(({ kata }) => kata.id)).toEqual(["03-activations", "17-lstm"]);
    await expect(openSubmission(submissions[1], asked(), temporary)).rejects.toThrow(Unreadable);
  });
});

describe("the temporary folder", () => {
  it("is private, and stays away once it is removed", () => {
    const own = new Temporary();
    const folder = own.folder();
    own.remove();
    expect(existsSync(join(folder, ".."))).toBe(false);
    expect(() => own.folder()).toThrow();
  });
});
