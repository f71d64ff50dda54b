/** What paths mean, in a folder with everything that people put beside their work. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCatalog } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import { findSubmissions } from "./submissions.ts";

const catalog = await openCatalog();
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "submissions-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    if (path.endsWith("/")) mkdirSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), "");
  }
}

/** Names from the root on, and what each is. */
function found(paths: string[], chosen?: string) {
  const asked = { catalog, chosen: chosen === undefined ? undefined : catalog.find(chosen) };
  const { submissions, passedOver } = findSubmissions(
    paths.map((path) => join(root, path)),
    asked,
  );
  const short = (text: string) => text.replaceAll(`${root}/`, "");
  const told = submissions.map(({ name, what }) => {
    if (what.is === "attempt") return `${short(name)}: ${what.kata.id}${what.siblings ? "" : ", a lone file"}`;
    return `${short(name)}: ${what.is}${what.is === "archive" && what.many ? " of many" : ""}`;
  });
  return { told, passedOver: passedOver.map(({ en }) => short(en)) };
}

function refusal(paths: string[], chosen?: string): string {
  try {
    found(paths, chosen);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy}`.replaceAll(`${root}/`, "");
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a path", () => {
  it("is an attempt, a folder of attempts, or people's folders and archives", () => {
    put("ada/10-momentum/attempt.ts", "ada/17-lstm/attempt.ts", "class/ada/10-momentum/attempt.ts");
    put("class/bob.zip", "class/cleo.tar.gz", "class/dan.TGZ", "class/eve/", "lone/10-momentum.ts");
    expect(found(["ada/10-momentum/attempt.ts", "lone/10-momentum.ts"]).told).toEqual([
      "ada/10-momentum/attempt.ts: 10-momentum",
      "lone/10-momentum.ts: 10-momentum, a lone file",
    ]);
    expect(found(["ada"]).told).toEqual(["ada/10-momentum: 10-momentum", "ada/17-lstm: 17-lstm"]);
    expect(found(["class"]).told).toEqual([
      "class/ada: folder",
      "class/bob: archive",
      "class/cleo: archive",
      "class/dan: archive",
      "class/eve: folder",
    ]);
    expect(found(["class/bob.zip"]).told).toEqual(["class/bob: archive of many"]);
  });

  it("is looked through in the same order whatever the system lists first", () => {
    put(...["10", "9", "B", "a", "_"].map((name) => `class/${name}/10-momentum/attempt.ts`));
    expect(found(["class"]).told.map((line) => line.replace(/.*\/|:.*/g, ""))).toEqual(["10", "9", "B", "_", "a"]);
  });

  it("leaves out other katas than the chosen one", () => {
    put(
      "ada/10-momentum/attempt.ts",
      "ada/17-lstm/attempt.ts",
      "class/bob/attempt.ts",
      "class/cleo/17-lstm/attempt.ts",
    );
    expect(found(["ada"], "lstm").told).toEqual(["ada/17-lstm: 17-lstm"]);
    expect(found(["class"], "lstm").told).toEqual(["class/bob: folder", "class/cleo: folder"]);
    expect(found(["class/bob"], "lstm").told).toEqual(["class/bob: 17-lstm"]);
  });

  it("passes over what looks like a submission and is none, and says so", () => {
    put(
      "class/ada/10-momentum/attempt.ts",
      "class/bob.rar",
      "class/cleo.tar",
      "class/notes.md",
      "class/.git/x",
      "real/",
    );
    symlinkSync(join(root, "real"), join(root, "class/link"));
    symlinkSync("/nowhere", join(root, "class/dan.zip"));
    symlinkSync("/nowhere", join(root, "class/broken"));
    const { told, passedOver } = found(["class"]);
    expect(told).toEqual(["class/ada: folder"]);
    expect(passedOver).toEqual([
      "class/bob.rar is not graded: only .zip, .tar.gz and .tgz are unpacked.",
      "class/cleo.tar is not graded: only .zip, .tar.gz and .tgz are unpacked.",
      "class/dan.zip is not graded: it is a link.",
      "class/link is not graded: it is a link.",
    ]);
  });

  it("says a name without anything that a terminal obeys", () => {
    put("class/ada/10-momentum/attempt.ts", "class/\u001b[31mred\u202e.rar");
    expect(found(["class"]).passedOver.join()).toMatch(/^class\/red\.rar is not graded/);
  });
});

describe("is refused", () => {
  it.each([
    [["none"], "none is not there. Give a file, a folder NN-slug/"],
    [["empty"], "empty holds nothing to grade. Expected are folders such as 01-"],
    [["notes.ts"], "notes.ts does not say which kata it is for. Add --kata"],
    [["class", "class"], "Two submissions are called class/ada"],
    [["class/ada/10-momentum", "class/../class/ada/10-momentum/"], "Two submissions are called"],
    [["twins"], "Two submissions are called twins/ada"],
    [["class", "class/ada/10-momentum"], "Two submissions are called class/ada/10-momentum"],
  ])("%j", (paths, told) => {
    put("empty/", "notes.ts", "class/ada/10-momentum/attempt.ts", "twins/ada.zip", "twins/ada/10-momentum/attempt.ts");
    expect(refusal(paths)).toContain(told);
  });
});
