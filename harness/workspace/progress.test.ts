import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { Progress } from "./progress.ts";

const FILE = ".progress.json";
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "progress-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const stored = () => JSON.parse(readFileSync(join(home, FILE), "utf8"));

describe("progress", () => {
  it("begins with nothing and writes nothing unasked", () => {
    const progress = new Progress(home);
    expect(progress.of("01-one")).toEqual({ score: 0, best: 0, hints: {} });
    expect(progress.of("toString")).toEqual(progress.of("01-one"));
    expect([progress.current, progress.kept, readdirSync(home).length]).toEqual([undefined, undefined, 0]);
  });

  it("comes back as it was: the kata shown, scores, hints by part, a solution seen", () => {
    const progress = new Progress(join(home));
    progress.show("02-two");
    progress.graded("01-one", 40.5);
    for (const part of ["forward", "backward", "forward"]) progress.hintSeen("01-one", part);
    progress.solutionSeen("02-two");
    const again = new Progress(home);
    expect(again.current).toBe("02-two");
    expect(again.of("01-one")).toEqual({ score: 40.5, best: 40.5, hints: { forward: 2, backward: 1 } });
    expect(Date.parse(again.of("02-two").solutionSeenAt!)).not.toBeNaN();
    expect([again.kept, readdirSync(home)]).toEqual([undefined, [FILE]]);
  });

  it("keeps the best score and the moment of the first pass, whatever comes after", () => {
    const progress = new Progress(home);
    progress.graded("01-one", 100);
    const { passedAt } = progress.of("01-one");
    expect(Date.parse(passedAt!)).not.toBeNaN();
    progress.save();
    const long = "2001-02-03T04:05:06.000Z";
    writeFileSync(join(home, FILE), readFileSync(join(home, FILE), "utf8").replace(passedAt!, long));
    const later = new Progress(home);
    later.graded("01-one", 30);
    later.graded("01-one", 100);
    later.graded("01-one", 20);
    expect(later.of("01-one")).toEqual({ score: 20, best: 100, hints: {}, passedAt: long });
    expect(later.save()).toBeUndefined();
    expect(stored().katas["01-one"]).toEqual({ score: 20, best: 100, hints: {}, passedAt: long });
  });

  it("has no pass below full marks", () => {
    const progress = new Progress(home);
    progress.graded("01-one", 99.99);
    expect(progress.of("01-one").passedAt).toBeUndefined();
  });

  it("writes the file once for the same state", () => {
    const progress = new Progress(home);
    progress.show("01-one");
    const { ino } = statSync(join(home, FILE));
    progress.show("01-one");
    expect(statSync(join(home, FILE)).ino).toBe(ino);
  });
});

describe("several commands at once", () => {
  it("keep what each of them wrote", () => {
    const [watch, page] = [new Progress(home), new Progress(home)];
    watch.graded("01-one", 80, ["forward"]);
    page.hintSeen("01-one", "forward");
    page.graded("02-two", 100);
    page.save();
    watch.save();
    watch.show("02-two");
    page.graded("01-one", 30);
    page.save();
    const { passedAt } = page.of("02-two");
    for (const progress of [page, new Progress(home)]) {
      expect(progress.current).toBe("02-two");
      expect(progress.of("01-one")).toEqual({ score: 30, best: 80, hints: { forward: 1 }, done: ["forward"] });
      expect(progress.of("02-two")).toEqual({ score: 100, best: 100, hints: {}, passedAt });
    }
  });

  it("see what the others wrote when they ask for it, and keep what they have not written", () => {
    const [watch, page] = [new Progress(home), new Progress(home)];
    page.graded("01-one", 50);
    watch.hintSeen("01-one", "forward");
    expect(page.of("01-one").hints).toEqual({});
    page.refresh();
    expect(page.of("01-one")).toEqual({ score: 50, best: 50, hints: { forward: 1 } });
    expect(stored().katas["01-one"].best).toBe(0);
  });

  it("count a hint once that two of them showed", () => {
    const [watch, page] = [new Progress(home), new Progress(home)];
    watch.hintSeen("01-one", "forward");
    page.hintSeen("01-one", "forward");
    expect(stored().katas["01-one"].hints).toEqual({ forward: 1 });
  });

  it("wait for each other, but not for one that died", () => {
    const lock = join(home, `${FILE}.lock`);
    writeFileSync(lock, "");
    utimesSync(lock, new Date(), new Date(Date.now() - 60_000));
    const progress = new Progress(home);
    expect(progress.show("01-one")).toBeUndefined();
    expect(stored().current).toBe("01-one");
    expect(readdirSync(home)).toEqual([FILE]);
  });

  it("go on from memory when one of them finds the file damaged", () => {
    const progress = new Progress(home);
    progress.graded("01-one", 40);
    progress.save();
    writeFileSync(join(home, FILE), "{");
    progress.graded("02-two", 60);
    expect(progress.save()).toBeUndefined();
    expect([stored().katas["01-one"].best, stored().katas["02-two"].best]).toEqual([40, 60]);
    expect(readFileSync(resolve(progress.kept!), "utf8")).toBe("{");
  });
});

describe("a damaged file", () => {
  it.each([
    ["cut short", '{ "format": 1, "katas": { "01-one"'],
    ["empty", ""],
    ["of another format", '{ "format": 2, "katas": {} }'],
    ["with an impossible score", '{ "format": 1, "katas": { "01-one": { "score": 101, "best": 0, "hints": {} } } }'],
  ])("%s: is kept aside, and a new one begins", (_, text) => {
    writeFileSync(join(home, FILE), text);
    const progress = new Progress(home);
    const names = readdirSync(home);
    expect(names).toEqual([expect.stringMatching(/^\.progress\.json\.damaged-[\dTZ-]+$/)]);
    expect(resolve(progress.kept!)).toBe(join(home, names[0]));
    expect(readFileSync(join(home, names[0]), "utf8")).toBe(text);
    expect(progress.of("01-one").best).toBe(0);
    progress.graded("01-one", 70);
    expect(progress.save()).toBeUndefined();
    expect(new Progress(home).of("01-one").best).toBe(70);
    expect(readdirSync(home)).toHaveLength(2);
  });

  it("is a fault when it cannot even be read", () => {
    mkdirSync(join(home, FILE));
    expect(() => new Progress(home)).toThrow(HarnessFault);
    expect(readdirSync(home)).toEqual([FILE]);
  });
});

describe("a folder that cannot be written", () => {
  it("is told by save, never thrown, and the state stays in memory", () => {
    writeFileSync(join(home, "file"), "");
    const progress = new Progress(join(home, "file", "attempts"));
    progress.graded("01-one", 60);
    for (const fault of [progress.save(), progress.show("01-one"), progress.hintSeen("01-one", "forward")]) {
      expect(fault).toBeInstanceOf(HarnessFault);
      expect(fault!.message).toContain(join(home, "file", "attempts", FILE));
      expect(fault!.remedy).not.toBe("");
    }
    expect(progress.of("01-one")).toEqual({ score: 60, best: 60, hints: { forward: 1 } });
  });

  it("leaves the old file whole and nothing beside it, and the next save tries again", () => {
    const progress = new Progress(home);
    progress.show("01-one");
    const before = readFileSync(join(home, FILE), "utf8");
    mkdirSync(join(home, `${FILE}.new`, "in the way"), { recursive: true });
    expect(progress.show("02-two")).toBeInstanceOf(HarnessFault);
    expect(readFileSync(join(home, FILE), "utf8")).toBe(before);
    rmSync(join(home, `${FILE}.new`), { recursive: true });
    expect(progress.save()).toBeUndefined();
    expect(stored().current).toBe("02-two");
    expect(readdirSync(home)).toEqual([FILE]);
  });
});
