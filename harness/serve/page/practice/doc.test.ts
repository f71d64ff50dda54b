import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unreached } from "../shared/api.ts";
import { Doc, type Unsaved } from "./doc.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A disk with one file, which writes only over what the writer has seen; its hash is its text. */
function scene(first = "one") {
  const disk = {
    text: first as string | null,
    kept: [] as string[],
    saves: 0,
    error: undefined as Error | undefined,
    seq: 0,
    /** Holds answers back until it is called. */
    gate: undefined as Promise<void> | undefined,
  };
  let shelf: Unsaved | undefined;
  const named: string[] = [];
  const open = () =>
    new Doc(
      {
        async save(text, base, keep) {
          disk.saves++;
          if (disk.error) throw disk.error;
          if (disk.text !== text && (disk.text ?? "") !== base) {
            throw new Refused(
              409,
              {
                code: "changed-on-disk",
                message: { en: "", zh: "" },
                remedy: { en: "", zh: "" },
                data: { text: disk.text, hash: disk.text ?? "", seq: disk.seq, unusable: null },
              },
              undefined,
            );
          }
          if (keep && disk.text !== null) disk.kept.push(disk.text);
          disk.text = text;
          const seq = ++disk.seq;
          await disk.gate;
          return { hash: text, seq, kept: keep ? "backup" : null };
        },
        changed() {},
        replaced() {},
        shelve: (unsaved) => {
          shelf = unsaved;
        },
        kept: (name) => named.push(name),
      },
      { text: disk.text ?? "", hash: disk.text ?? "", seq: disk.seq },
    );
  return { disk, open, shelf: () => shelf, named };
}

describe("a text in the page", () => {
  it("is written after a pause, once for many letters, and then nothing is left to save", async () => {
    const { disk, open, shelf } = scene();
    const doc = open();
    for (const text of ["t", "tw", "two"]) {
      doc.edit(text);
      await settle(200);
    }
    expect([disk.text, doc.isDirty, shelf()?.text]).toEqual(["one", true, "two"]);
    await settle(400);
    expect([disk.text, disk.saves, doc.isDirty, shelf()]).toEqual(["two", 1, false, undefined]);
  });

  it("goes on being written while a save is under way, and nothing of it is lost", async () => {
    const { disk, open } = scene();
    const doc = open();
    let answer = () => {};
    disk.gate = new Promise((resolve) => {
      answer = resolve;
    });
    doc.edit("two");
    await settle(400);
    doc.edit("three");
    await settle(2_000);
    expect(doc.isDirty).toBe(true);
    disk.gate = undefined;
    answer();
    await settle(400);
    expect([disk.text, doc.isDirty]).toEqual(["three", false]);
  });

  it("follows the disk while nothing is written here", () => {
    const { disk, open } = scene();
    const doc = open();
    doc.hear({ text: "of an editor", hash: "h", seq: ++disk.seq });
    expect([doc.text, doc.version, doc.isDirty]).toEqual(["of an editor", 1, false]);
  });

  it("keeps the line ends of the file", async () => {
    const { disk, open } = scene("one\r\ntwo\r\n");
    const doc = open();
    expect([doc.text, doc.isDirty]).toEqual(["one\ntwo\n", false]);
    doc.edit("one\nand\ntwo\n");
    await settle(400);
    expect(disk.text).toBe("one\r\nand\r\ntwo\r\n");
  });

  it("makes a file again that has gone, when something is written", async () => {
    const { disk, open } = scene();
    const doc = open();
    disk.text = null;
    doc.hear({ text: null, hash: "", seq: ++disk.seq });
    await settle(5_000);
    expect([doc.text, disk.saves]).toEqual(["one", 0]);
    doc.edit("one and more");
    await settle(400);
    expect(disk.text).toBe("one and more");
    disk.text = null;
    doc.edit("more");
    await settle(401);
    expect(disk.text).toBe("more");
  });
});

describe("two texts", () => {
  it("are both there until somebody chooses, and nothing is written meanwhile", async () => {
    const { disk, open } = scene();
    const doc = open();
    doc.edit("mine");
    disk.text = "theirs";
    await settle(400);
    expect([doc.theirs?.text, doc.text, disk.text, doc.baseText]).toEqual(["theirs", "mine", "theirs", "one"]);
    doc.edit("mine too");
    await settle(10_000);
    expect([disk.text, disk.saves]).toEqual(["theirs", 1]);
    disk.text = "theirs later";
    doc.hear({ text: "theirs later", hash: "theirs later", seq: ++disk.seq });
    expect(doc.theirs?.text).toBe("theirs later");
  });

  it("mine: goes over theirs, which is kept", async () => {
    const { disk, open, named } = scene();
    const doc = open();
    doc.edit("mine");
    disk.text = "theirs";
    doc.hear({ text: "theirs", hash: "theirs", seq: ++disk.seq });
    await doc.keepMine();
    expect([disk.text, disk.kept, named, doc.isDirty]).toEqual(["mine", ["theirs"], ["backup"], false]);
    doc.edit("more");
    await settle(400);
    expect([disk.text, disk.kept]).toEqual(["more", ["theirs"]]);
  });

  it("theirs: comes into the editor", async () => {
    const { disk, open, shelf } = scene();
    const doc = open();
    doc.edit("mine");
    disk.text = "theirs";
    doc.hear({ text: "theirs", hash: "theirs", seq: ++disk.seq });
    doc.takeTheirs();
    expect([doc.text, doc.isDirty, doc.theirs, shelf()]).toEqual(["theirs", false, undefined, undefined]);
  });

  it("both: what was merged is shown and written", async () => {
    const { disk, open } = scene();
    const doc = open();
    doc.edit("mine");
    disk.text = "theirs";
    doc.hear({ text: "theirs", hash: "theirs", seq: ++disk.seq });
    await doc.takeMerged("both");
    expect([doc.text, disk.text, doc.version]).toEqual(["both", "both", 1]);
  });

  it("are one again when the disk takes its change back", async () => {
    const { disk, open } = scene();
    const doc = open();
    doc.edit("mine");
    disk.text = "theirs";
    doc.hear({ text: "theirs", hash: "theirs", seq: ++disk.seq });
    disk.text = "one";
    doc.hear({ text: "one", hash: "one", seq: ++disk.seq });
    await settle(1);
    expect([doc.theirs, disk.text, disk.kept]).toEqual([undefined, "mine", []]);
  });

  it("are not seen where only the news is old", async () => {
    const { disk, open } = scene();
    const doc = open();
    const late = { text: "one and a half", hash: "h", seq: ++disk.seq };
    doc.edit("two");
    await settle(400);
    doc.hear(late);
    expect([doc.text, doc.theirs, disk.text]).toEqual(["two", undefined, "two"]);
  });

  it("are one when they are the same", async () => {
    const { disk, open } = scene();
    const doc = open();
    doc.edit("same");
    disk.text = "same";
    doc.hear({ text: "same", hash: "same", seq: ++disk.seq });
    expect([doc.isDirty, doc.theirs]).toEqual([false, undefined]);
  });

  it("meet also when the disk changes while a save is under way", async () => {
    const { disk, open } = scene();
    const doc = open();
    let answer = () => {};
    disk.gate = new Promise((resolve) => {
      answer = resolve;
    });
    doc.edit("two");
    await settle(400);
    doc.edit("three");
    disk.text = "theirs";
    doc.hear({ text: "theirs", hash: "theirs", seq: ++disk.seq });
    disk.gate = undefined;
    answer();
    await settle(400);
    expect([doc.theirs?.text, doc.text, disk.text]).toEqual(["theirs", "three", "theirs"]);
  });
});

describe("a server that is away", () => {
  it("is tried again, and the text is kept for a later page", async () => {
    const { disk, open, shelf } = scene();
    const doc = open();
    disk.error = new Unreached();
    doc.edit("two");
    await settle(10_000);
    expect([doc.isAway, shelf()]).toEqual([true, { text: "two", base: "one", baseText: "one" }]);
    disk.error = undefined;
    await settle(5_000);
    expect([disk.text, doc.isAway, shelf()]).toEqual(["two", false, undefined]);
  });

  it("leaves a text to a later page, which writes it", async () => {
    const { disk, open } = scene();
    const doc = open();
    doc.resume({ text: "of before", base: "one", baseText: "one" });
    await settle(1);
    expect([doc.text, disk.text]).toEqual(["of before", "of before"]);
  });

  it("leaves a choice where the file has changed since", async () => {
    const { disk, open } = scene("changed since");
    const doc = open();
    doc.resume({ text: "of before", base: "one", baseText: "one" });
    await settle(5_000);
    expect([doc.text, doc.theirs?.text, disk.text]).toEqual(["of before", "changed since", "changed since"]);
    await doc.keepMine();
    expect([disk.text, disk.kept]).toEqual(["of before", ["changed since"]]);
  });

  it("that refuses is told, and the next letter tries again", async () => {
    const { disk, open } = scene();
    const doc = open();
    const words = { en: "Full.", zh: "" };
    disk.error = new Refused(503, { code: "fault", message: words, remedy: words, data: {} }, undefined);
    doc.edit("two");
    await settle(60_000);
    expect([doc.failure, disk.saves]).toEqual([disk.error, 1]);
    disk.error = undefined;
    doc.edit("three");
    await settle(400);
    expect([doc.failure, disk.text]).toEqual([undefined, "three"]);
  });
});
