/** The parts of a sitting that need no server: link, clock, outbox, folder, status line. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../fault.ts";
import type { KataPage, Session } from "./client.ts";
import { dueWarning, ServerClock } from "./clock.ts";
import { Display } from "./display.ts";
import { SittingFolder } from "./folder.ts";
import { readLink } from "./link.ts";
import { Outbox, type Sending } from "./outbox.ts";
import { kataReadme } from "./readme.ts";

const TOKEN = "HQw54nbgfOOARU8ljBhz8Q7Y-l8Ow3vN-Ijf1208Z6o";
const KATA = "01-backpropagation";

const folders: string[] = [];
let here: string;
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), "katagrad-join-"));
  folders.push(here);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("a link", () => {
  it.each([
    [`http://127.0.0.1:4600/#${TOKEN}`, "http://127.0.0.1:4600"],
    [`https://exam.example.org/a/${TOKEN}`, "https://exam.example.org"],
    [` https://example.org/katas/a/${TOKEN}/ `, "https://example.org/katas"],
    [`https://example.org/katas/#${TOKEN}`, "https://example.org/katas"],
  ])("is read from %s", (text, server) => {
    expect(readLink(text)).toEqual({ server, token: TOKEN });
  });

  it.each(["", TOKEN, "http://x/a/short", `ftp://x/a/${TOKEN}`, `http://u:p@x/a/${TOKEN}`, "http://x/"])(
    "is refused without telling a secret: %s",
    (text) => {
      let told = "";
      try {
        readLink(text);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        told = `${(error as UsageError).message} ${(error as UsageError).remedy}`;
      }
      expect(told).toMatch(/no link.*kata join/s);
      expect(told).not.toContain(TOKEN);
    },
  );
});

describe("the clock", () => {
  it("counts from the question on, whatever this machine's date is", () => {
    let steady = 1_000;
    const clock = new ServerClock(() => steady);
    expect(clock.remainingMs()).toBeNull();
    const asked = clock.mark();
    steady += 400;
    clock.tell({ now: 50_000, deadline: 60_000 }, asked);
    expect(clock.remainingMs()).toBe(9_600);
    steady += 20_000;
    expect(clock.remainingMs()).toBe(0);
  });

  it("takes no older answer for a newer one", () => {
    let steady = 0;
    const clock = new ServerClock(() => steady);
    const old = clock.mark();
    steady = 5_000;
    clock.tell({ now: 5_000, deadline: 100_000 }, clock.mark());
    clock.tell({ now: 0, deadline: 10_000 }, old);
    expect(clock.remainingMs()).toBe(95_000);
  });

  it("warns at ten minutes and at two, once, and not of what was shorter from the start", () => {
    expect(dueWarning(600_400, 599_900)).toBe(600_000);
    expect(dueWarning(599_900, 599_400)).toBeUndefined();
    expect(dueWarning(120_001, 120_000)).toBe(120_000);
    expect(dueWarning(700_000, 100_000)).toBe(120_000);
    expect(dueWarning(null, 100_000)).toBeUndefined();
    expect(dueWarning(130_000, 0)).toBeUndefined();
  });
});

function save(sequence: number, kata = KATA): Sending {
  return { kind: "save", kata, text: `// ${sequence}`, device: "d-1", sequence };
}

describe("the outbox", () => {
  it("keeps order over a restart, and what cannot be read aside", () => {
    const folder = join(here, "outbox");
    const first = new Outbox(folder);
    for (let i = 1; i <= 12; i++) first.add(save(i));
    writeFileSync(join(folder, "000000005-d-1.json"), '{"half');
    const second = new Outbox(folder);
    second.add(save(13));
    expect(second.waiting().map(({ sending }) => sending.sequence)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".damaged"))).toHaveLength(1);
    for (const { file } of second.waiting()) second.drop(file);
    expect(second.count).toBe(0);
  });

  it("stays small however long the line is down, and keeps the newest and every submission", () => {
    const outbox = new Outbox(here);
    const submission = "0b0f3f39-6c1c-4f5e-9d53-2f8f3a1c7a01";
    outbox.add({ ...save(0, "10-momentum"), kind: "submit", submission });
    for (let i = 1; i <= 260; i++) outbox.add(save(i));
    const sequences = outbox.waiting().map(({ sending }) => sending.sequence);
    expect(sequences.length).toBeLessThanOrEqual(201);
    expect([sequences[0], sequences[1], sequences.at(-1)]).toEqual([0, 1, 260]);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });
});

const SESSION = {
  assessment: "Ünïted trial / 1",
  name: "Ada",
  deadline: 1_900_000_000_000,
  settings: { maxSubmissions: null },
} as Session;

function page(latest: { text: string; device: string } | null): KataPage {
  return {
    kata: KATA,
    title: { en: "One", zh: "一" },
    minutes: 20,
    statement: { en: "# One", zh: "# 一" },
    skeleton: "// skeleton\n",
    examples: [],
    latest,
  } as unknown as KataPage;
}

function folderOf(): SittingFolder {
  return SittingFolder.for(here, { server: "http://x", token: TOKEN }, SESSION);
}

describe("the folder", () => {
  it("is made once for a link, and holds it where only its owner can read it", () => {
    const folder = folderOf();
    expect(folder.path).toBe(join(here, "katagrad-assessment", "u-ni-ted-trial-1"));
    expect(statSync(join(folder.path, ".katagrad", "session.json")).mode & 0o777).toBe(0o600);
    expect(folderOf().path).toBe(folder.path);
    folder.prepare(SESSION, [page(null)]);
    expect(readFileSync(folder.attempts.file(KATA), "utf8")).toBe("// skeleton\n");
    expect(SittingFolder.around(join(folder.path, KATA))?.path).toBe(folder.path);
    expect(SittingFolder.around(here)?.path).toBe(folder.path);
    const other = SittingFolder.for(here, { server: "http://x", token: `${TOKEN}2` }, SESSION);
    expect(other.path).toBe(`${folder.path}-2`);
    expect(() => SittingFolder.around(here)).toThrow(/several assessments/);
  });

  it("sends what was changed while nobody watched", () => {
    const folder = folderOf();
    folder.prepare(SESSION, [page(null)]);
    expect(folder.changed(KATA)).toBeUndefined();
    writeFileSync(folder.attempts.file(KATA), "// mine\n");
    expect(SittingFolder.open(folder.path).changed(KATA)).toBe("// mine\n");
    expect(folder.prepare(SESSION, [page(null)])).toEqual([]);
    expect(folder.changed(KATA)).toBe("// mine\n");
  });

  it("takes the newer text of another device where nothing was changed here", () => {
    const folder = folderOf();
    folder.prepare(SESSION, [page(null)]);
    const [placed] = folder.prepare(SESSION, [page({ text: "// theirs\n", device: "page" })]);
    expect(placed).toMatchObject({ kata: KATA, taken: true });
    expect(readFileSync(folder.attempts.file(KATA), "utf8")).toBe("// theirs\n");
    expect(folder.changed(KATA)).toBeUndefined();
  });

  it("keeps both where both were changed", () => {
    const folder = folderOf();
    folder.prepare(SESSION, [page(null)]);
    writeFileSync(folder.attempts.file(KATA), "// mine\n");
    const [placed] = folder.prepare(SESSION, [page({ text: "// theirs\n", device: "page" })]);
    expect(placed.taken).toBe(false);
    expect(folder.changed(KATA)).toBe("// mine\n");
    expect(readFileSync(join(folder.path, KATA, "attempt.backup-1.ts"), "utf8")).toBe("// theirs\n");
  });

  it("makes no folder that a hostile server names", () => {
    const folder = folderOf();
    const evil = { ...page(null), kata: "../../evil" } as KataPage;
    expect(() => folder.prepare(SESSION, [evil])).toThrow(/cannot be a folder/);
    expect(existsSync(join(here, "evil"))).toBe(false);
  });

  it("lets no example leave its fence", () => {
    const example = { part: "f", name: "n", call: "f(`a`)", result: "```\n# out" };
    const text = kataReadme({ ...page(null), examples: [example] } as KataPage, "en");
    expect(text).toContain("````ts\nf(`a`)\n// ```\n// # out\n````");
  });
});

describe("the display", () => {
  it("puts lines above the status, which fits the window", () => {
    const written: string[] = [];
    const display = new Display({ isTTY: true, columns: 12, write: (text) => written.push(text) });
    display.status("10:00 left · 已保存已保存");
    display.line("hello");
    expect(written[0]).toBe("\r\u001b[K10:00 left ");
    expect(written[1]).toBe("\r\u001b[Khello\n10:00 left ");
  });

  it("draws nothing anew without a terminal", () => {
    const written: string[] = [];
    const display = new Display({ write: (text) => written.push(text) });
    display.status("10:00 left");
    display.line("saved");
    display.bell();
    display.close();
    expect(written).toEqual(["saved\n"]);
  });
});
