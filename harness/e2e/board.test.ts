/** `kata board` on the real command line: from records to a ranking, what it refuses, and how it follows files. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { line } from "../board/test-board.ts";
import { endSessions, Session, whyNoTerminal } from "./session.ts";
import { cleanUp, FIRST, kata, referenceOf, scratch, WITHOUT_HALF } from "./support.ts";

afterEach(async () => {
  await endSessions();
  cleanUp();
});

const ADA = line(`s/ada/${FIRST}`, 100);
const BOB = line(`s/bob/${FIRST}`, 50);

/** A folder with records in it, and `kata board` there. */
function place(records = `${ADA}\n${BOB}\n`) {
  const cwd = scratch();
  writeFileSync(join(cwd, "r.jsonl"), records);
  return { cwd, file: join(cwd, "r.jsonl"), board: (...args: string[]) => kata(["board", ...args], { cwd }) };
}

describe("kata board", () => {
  it("ranks what kata grade has graded", { timeout: 120_000, retry: 2 }, async () => {
    const { cwd, board } = place();
    for (const [name, edits] of [
      ["ada", []],
      ["bob", [WITHOUT_HALF]],
    ] as const) {
      mkdirSync(join(cwd, `s/${name}/${FIRST}`), { recursive: true });
      writeFileSync(join(cwd, `s/${name}/${FIRST}/attempt.ts`), referenceOf(FIRST, ...edits));
    }
    expect((await kata(["grade", "s", "--out", "r.jsonl"], { cwd })).status).toBe(0);
    const { status, stdout, stderr } = await board("r.jsonl");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^1 {2}ada +100 +1\/1 +1 +█\n2 {2}bob +60 +0\/1 +1 +▅$/m);
  });

  it("follows a policy, writes a file, and takes the last line without its end", async () => {
    const { cwd, board } = place(`${ADA}\n${BOB}\n${line(`s/ada/${FIRST}`, 10)}`);
    writeFileSync(join(cwd, "p.json"), '{"schema":"katagrad/board-policy/1","attempt":"last","katas":["1"]}');
    const outcome = await board("r.jsonl", "--policy", "p.json", "--format", "json", "--out", "b.json");
    expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
    const { policy, ranking } = JSON.parse(readFileSync(join(cwd, "b.json"), "utf8"));
    expect(policy).toMatchObject({ attempt: "last", katas: [FIRST] });
    expect(ranking.map(({ person }: { person: string }) => person)).toEqual(["bob", "ada"]);
  });

  it("breaks ties by speed where the policy says so, and shows what is flagged", async () => {
    const timed = (name: string, speed: object) => line(`s/${name}/${FIRST}`, 100, { speed: { parts: 1, ...speed } });
    const flagged = timed("eve", { ratio: 0.001, flag: "below-floor" });
    const { cwd, board } = place(`${flagged}\n${timed("ada", { ratio: 1.5 })}\n${timed("bob", { ratio: 0.75 })}\n`);
    writeFileSync(join(cwd, "p.json"), '{"schema":"katagrad/board-policy/1","ties":"speed"}');
    const { status, stdout } = await board("r.jsonl", "--policy", "p.json");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 {2}bob .* 0\.750× .*\n2 {2}ada .* 1\.50× .*\n3 {2}eve .* \(0\.00100×\) ! /m);
    expect((await board("r.jsonl")).stdout).not.toMatch(/×|Speed/);
  });

  it.each([
    ["a damaged line", `${ADA}\n{"schema":\n${BOB}\n`, ["r.jsonl"], /r\.jsonl, line 2, is not JSON\.\n.*take it out/],
    [
      "a last line that is cut off",
      `${ADA}\n${BOB.slice(0, 50)}`,
      ["r.jsonl"],
      /line 2, the last one, is not JSON.*\n.*--watch/,
    ],
    ["a record of nobody", `${line(FIRST, 1)}\n`, ["r.jsonl"], /line 1, does not say whose it is.*\n.*"component"/],
    ["no record at all", "\n", ["r.jsonl"], /there is no record\.\n/],
    ["a file that is not there", "", ["x.jsonl"], /x\.jsonl cannot be read: ENOENT.*\n/],
    ["a folder", "", ["."], /\. cannot be read.*EISDIR.*\n/],
    ["one file twice", `${ADA}\n`, ["r.jsonl", "r.jsonl"], /given twice.*\n/],
    ["to overwrite the records", `${ADA}\n`, ["r.jsonl", "--out", "r.jsonl"], /would overwrite the records\.\n/],
    ["to follow standard input", `${ADA}\n`, ["-", "--watch"], /standard input is none\.\n/],
    ["to draw without a terminal", `${ADA}\n`, ["r.jsonl", "--watch"], /here is none\.\n.*--out/],
    ["to draw a page", `${ADA}\n`, ["r.jsonl", "--watch", "--format", "html"], /needs a file.*\n.*--out/],
    ["a policy that is not there", `${ADA}\n`, ["r.jsonl", "--policy", "p.json"], /p\.json cannot be read.*\n/],
    ["a count that is none", `${ADA}\n`, ["r.jsonl", "--top", "0"], /whole number from 1/],
  ])("refuses %s, and says what to do", async (_, records, args, message) => {
    const { cwd, board } = place(records);
    const { status, stdout, stderr } = await board(...args);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    expect(readFileSync(join(cwd, "r.jsonl"), "utf8")).toBe(records);
  });

  it("writes through no link", async () => {
    const { cwd, board } = place();
    writeFileSync(join(cwd, "mine"), "mine");
    symlinkSync("mine", join(cwd, "b.md"));
    expect((await board("r.jsonl", "--format", "md", "--out", "b.md")).stderr).toMatch(/b\.md is not a plain file\.\n/);
    expect(readFileSync(join(cwd, "mine"), "utf8")).toBe("mine");
  });
});

describe.skipIf(whyNoTerminal())("kata board --watch", () => {
  it("draws anew when the file grows, waits for whole lines, and q ends", async () => {
    const { cwd, file } = place(`${ADA}\n`);
    const screen = new Session({ cwd, args: ["board", "r.jsonl", "--watch"] });
    await screen.see("1–1 of 1");
    appendFileSync(file, BOB.slice(0, 40));
    appendFileSync(file, `${BOB.slice(40)}\n${line(`s/cyd/${FIRST}`, 75).slice(0, -1)}`);
    await screen.see(/1 {2}ada .*\n2 {2}bob .*[\s\S]*1–2 of 2/);
    appendFileSync(file, "}\n");
    await screen.see(/2 {2}cyd .*\n3 {2}bob .*[\s\S]*1–3 of 3/);
    writeFileSync(file, `${BOB}\n`);
    await screen.see(/1 {2}bob [\s\S]*1–1 of 1/);
    screen.type("q");
    expect(await screen.ended).toBe(0);
  });

  it("scrolls to the last person and no further, and takes a file that is put in its place", async () => {
    const people = Array.from({ length: 30 }, (_, i) => line(`s/person-${i + 10}/${FIRST}`, 100 - i));
    const { cwd, file } = place(`${people.join("\n")}\n`);
    const screen = new Session({ cwd, args: ["board", "r.jsonl", "--watch"], rows: 12 });
    await screen.see(/person-10 [\s\S]*1–\d of 30/);
    await screen.press("\u001b[F", /30 {2}person-39 [\s\S]*\d–30 of 30/);
    await screen.press("j", /30 {2}person-39 [\s\S]*\d–30 of 30/);
    await screen.press("\u001b[A", /29 {2}person-38 [\s\S]*\d–29 of 30/);
    writeFileSync(`${file}.new`, `${people.concat(line(`s/zoe/${FIRST}`, 100)).join("\n")}\n`);
    renameSync(`${file}.new`, file);
    await screen.see("of 31");
    await screen.press("\u001b[H", /1 {2}person-10 .*\n *1 {2}zoe /);
    screen.type("\u0003");
    expect(await screen.ended).toBe(0);
  });

  it("ends with the line that is damaged", async () => {
    const { cwd, file } = place();
    const screen = new Session({ cwd, args: ["board", "r.jsonl", "--watch"] });
    await screen.see("1–2 of 2");
    appendFileSync(file, "no record\n");
    expect(await screen.ended).toBe(2);
    expect(screen.text).toContain("r.jsonl, line 3, is not JSON.");
  });

  it("writes a file anew, and Ctrl-C ends", async () => {
    const { cwd, file } = place(`${ADA}\n`);
    const screen = new Session({ cwd, args: ["board", "r.jsonl", "--watch", "--format", "html", "--out", "b.html"] });
    await screen.see("b.html: 1 person, 1 record");
    appendFileSync(file, `${BOB}\n`);
    await screen.see("b.html: 2 people, 2 records");
    screen.type("\u0003");
    expect(await screen.ended).toBe(0);
    expect(existsSync(join(cwd, "b.html"))).toBe(true);
    expect(readFileSync(join(cwd, "b.html"), "utf8")).toContain("<bdi>bob</bdi>");
  });
});
