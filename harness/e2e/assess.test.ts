/** A timed assessment by commands alone: an organiser's from creation to export, a candidate's from link to verdict, with a server that dies between. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, openApi } from "../join/client.ts";
import { Background, endBackground, ServedFolder } from "./serving.ts";
import { cleanUp, FIRST, kata, referenceOf, scratch, WITHOUT_HALF } from "./support.ts";

const SECOND = "10-momentum";
const LIMIT_MS = 180_000;

let served: ServedFolder;
let env: Record<string, string>;
beforeAll(async () => {
  served = new ServedFolder(scratch());
  env = await served.open();
}, LIMIT_MS);
afterAll(async () => {
  await endBackground();
  cleanUp();
}, LIMIT_MS);

/** An organiser's verb that must succeed. */
async function assess(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await kata(["assess", ...args], { cwd: served.folder, env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

interface Invited {
  readonly id: string;
  readonly person: string;
  readonly link: string;
  readonly token: string;
}

async function invited(title: string, ...settings: string[]): Promise<Invited> {
  const id = (
    await assess("create", "--title", title, "--katas", FIRST, SECOND, "--interval", "0s", ...settings)
  ).trim();
  const list = join(served.folder, `${id}.csv`);
  writeFileSync(list, "name,email\nAda,ada@example.org\n");
  const csv = await assess("invite", id, list);
  const [, person, , , link] = /\n([\w-]+),(Ada),(ada@example.org),(\S+)/.exec(csv)!;
  return { id, person, link, token: /[\w-]+$/.exec(link)![0] };
}

function joins(link: string, cwd: string): Background {
  return new Background(["join", link, "--yes", "--poll"], { cwd, env: {} });
}

/** Where the attempts of a candidate lie. */
function attemptsIn(cwd: string): { folder: string; file: (kata: string) => string } {
  const [name] = readdirSync(join(cwd, "katagrad-assessment"));
  const folder = join(cwd, "katagrad-assessment", name);
  return { folder, file: (one) => join(folder, one, "attempt.ts") };
}

async function metrics(): Promise<string> {
  return (await fetch(`${served.url}/metrics`)).text();
}

/** How often anybody has asked how a session stands. */
async function questions(): Promise<number> {
  return Number(/_count\{method="GET",route="\/api\/session",status="200"\} (\d+)/.exec(await metrics())?.[1] ?? 0);
}

async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let i = 0; i < 1_200; i++) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It never came.");
}

describe("an assessment by commands alone", () => {
  it("goes from creation to report and export", { timeout: LIMIT_MS }, async () => {
    const { id, person, link, token } = await invited(
      "Whole way",
      "--limit",
      "1h",
      "--feedback",
      "full",
      "--honour",
      "I work alone.",
    );
    expect(await assess("preview", id)).toMatch(
      /Whole way[\s\S]*honour: I work alone\.[\s\S]*What is backpropagation\?/,
    );

    const cwd = scratch();
    const sitting = joins(link, cwd);
    await sitting.see(/Edit attempt\.ts and save/);
    expect(sitting.output).toMatch(/Recorded and shown to the organisers[\s\S]*I work alone\./);
    expect(sitting.output).not.toContain(token);
    const { folder, file } = attemptsIn(cwd);
    expect(statSync(join(folder, ".katagrad", "session.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual([".katagrad", FIRST, SECOND, "README.md", "tsconfig.json"].sort());
    expect(readdirSync(join(folder, FIRST)).sort()).toEqual(["README.md", "README.zh-CN.md", "attempt.ts"]);
    expect(readFileSync(join(folder, FIRST, "README.md"), "utf8")).toContain("## Public examples");

    writeFileSync(file(FIRST), referenceOf(FIRST, WITHOUT_HALF));
    await sitting.see(new RegExp(`Saved: .*${FIRST}`));
    const first = await kata(["submit"], { cwd: join(folder, FIRST), env: {} });
    expect(first.stdout).toMatch(new RegExp(`Submitted ${FIRST} \\(by you\\): 60 of 100`));
    writeFileSync(file(FIRST), referenceOf(FIRST));
    const second = await kata(["submit", "1", "--json"], { cwd: folder, env: {} });
    expect(JSON.parse(second.stdout)).toMatchObject({
      kata: FIRST,
      status: "graded",
      marks: { feedback: "full", score: 100 },
    });
    await sitting.see(/100 of 100 \(passed\)/);
    expect(await sitting.end()).toBe(0);
    expect(sitting.output).toContain("Your time runs on");

    expect(await assess("watch", id, "--once")).toMatch(/Ada +running/);
    expect(await assess("extend", person, "10m", "--reason", "fire alarm", "--json")).toContain('"extraSeconds": 600');
    await assess("close", person);
    expect(await assess("board", id)).toMatch(/1 +Ada +50 +(final|so far)/);
    const boardLink = (await assess("board-link", id, "--freeze", "10m")).trim();
    const [, linkId, secret] = /\/board\/link\/([\w-]+)#([\w-]{43})$/.exec(boardLink)!;
    const look = () => fetch(`${served.url}/api/boards/${linkId}`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await (await look()).json()).toMatchObject({
      title: "Whole way",
      rows: [{ rank: 1, score: expect.any(Number) }],
    });
    const links = await assess("board-link", id, "--list");
    expect(links).toMatch(new RegExp(`${linkId} +pseudonyms +10 min`));
    expect(links).not.toContain(secret);
    await assess("board-link", id, "--revoke", linkId);
    expect((await look()).status).toBe(401);
    const report = JSON.parse(await assess("report", person));
    expect(report).toMatchObject({ name: "Ada", title: "Whole way" });
    expect(await assess("report", person, "--format", "html")).toMatch(/^<!doctype html>[\s\S]*Ada/);
    expect(await assess("export", id, "--format", "csv")).toMatch(new RegExp(`${person},Ada,.*${FIRST},100,2,0`));
    expect(JSON.parse(await assess("export", id))).toMatchObject({ person, name: "Ada" });
    const again = await kata(["join"], { cwd: folder, env: {} });
    expect(again).toMatchObject({ status: 0, stderr: "" });
    expect(again.stdout).toContain("The organiser closed this assessment.");
  });

  it("loses no save and submits once when the server dies and comes again", { timeout: LIMIT_MS }, async () => {
    const { link, token } = await invited("Broken line", "--limit", "1h");
    const cwd = scratch();
    const sitting = joins(link, cwd);
    await sitting.see(/Edit attempt\.ts and save/);
    const { folder, file } = attemptsIn(cwd);
    const outbox = () => {
      const path = join(folder, ".katagrad", "outbox");
      return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".json")).length : 0;
    };
    const texts: string[] = [];
    const write = async (wait: () => boolean) => {
      texts.push(`// edit ${texts.length}\n${referenceOf(FIRST)}`);
      writeFileSync(file(FIRST), texts.at(-1)!);
      await until(() => wait() || undefined);
    };
    const saves = () => sitting.output.match(/Saved: /g)?.length ?? 0;
    for (let i = 1; i <= 3; i++) await write(() => saves() >= i);

    await served.kill();
    for (let i = 1; i <= 3; i++) await write(() => outbox() >= i);
    await sitting.see(/Offline: /);
    const offline = await kata(["submit", FIRST], { cwd: folder, env: {} });
    expect(offline).toMatchObject({ status: 3, stdout: "" });
    expect(offline.stderr).toMatch(/Not submitted yet[\s\S]*run `kata submit` again/);
    expect(outbox()).toBe(4);

    await served.start();
    await sitting.see(/Online again/);
    const online = await kata(["submit", FIRST, "--json"], { cwd: folder, env: {} });
    expect(online).toMatchObject({ status: 0, stderr: "" });
    expect(outbox()).toBe(0);

    const api = openApi(served.url, token);
    const params = { path: { kata: FIRST } };
    const history = await answerOf(api.GET("/api/session/katas/{kata}/history", { params }));
    const stored: string[] = [];
    for (const { hash, submission } of history.saves) {
      const source = { params: { path: { kata: FIRST, hash } } };
      if (submission === null)
        stored.push((await answerOf(api.GET("/api/session/katas/{kata}/history/{hash}", source))).text);
    }
    expect(stored).toEqual(texts);
    await sitting.end();

    // From a fresh folder, as on another machine: the newest text is there.
    const elsewhere = scratch();
    const other = joins(link, elsewhere);
    await other.see(/Edit attempt\.ts and save/);
    expect(readFileSync(attemptsIn(elsewhere).file(FIRST), "utf8")).toBe(texts.at(-1));
    await other.end();
  });

  it("tells at once what happens elsewhere, without asking for it", { timeout: LIMIT_MS }, async () => {
    const { person, link } = await invited("Listening", "--limit", "1h");
    const cwd = scratch();
    const sitting = joins(link, cwd);
    const listeners = async () => /^katagrad_streams (\d+)$/m.exec(await metrics())?.[1];
    await until(async () => (await listeners()) === "1" || undefined);
    const before = await questions();
    await assess("extend", person, "10m", "--reason", "fire alarm");
    await sitting.see(/Your time was changed: 1:(10|09):\d\d left/);
    const submitted = await kata(["submit", FIRST], { cwd: attemptsIn(cwd).folder, env: {} });
    expect(submitted.status).toBe(0);
    await sitting.see(new RegExp(`Submitted ${FIRST}[\\s\\S]*of 100`));
    await assess("close", person);
    await sitting.see(/The organiser closed this assessment/);
    expect(await sitting.ended).toBe(0);
    // One question for each of: being there, more time, a submission, its verdict, the end; and what `kata submit` asks.
    expect((await questions()) - before).toBeLessThanOrEqual(8);
    await until(async () => (await listeners()) === "0" || undefined);
  });

  it("ends by itself when the time is over, and says what was submitted", { timeout: LIMIT_MS }, async () => {
    const { link } = await invited("Short", "--limit", "12s", "--grace", "1s", "--feedback", "none");
    const cwd = scratch();
    const sitting = joins(link, cwd);
    await sitting.see(/Edit attempt\.ts and save/);
    writeFileSync(attemptsIn(cwd).file(FIRST), referenceOf(FIRST));
    await sitting.see(/Saved: /);
    expect(await sitting.ended).toBe(0);
    expect(sitting.output).toMatch(/Time over\.[\s\S]*Your time is over\.[\s\S]*at the end, by the server/);
    expect(sitting.output).not.toContain("of 100");
  });

  it("asks for a link and for the secret in one clear sentence each", { timeout: LIMIT_MS }, async () => {
    const cwd = scratch();
    const wrong = await kata(["join", `${served.url}/a/${"x".repeat(43)}`], { cwd, env: { LANG: "zh_CN.UTF-8" } });
    expect(wrong).toMatchObject({ status: 2, stdout: "" });
    expect(wrong.stderr).toContain("此操作需要你的邀请链接");
    expect(readdirSync(cwd)).toEqual([]);
    const none = await kata(["submit"], { cwd, env: {} });
    expect(none.stderr).toMatch(/no assessment in this folder[\s\S]*kata join/);
    const bare = await kata(["assess", "list"], { cwd, env: { KATAGRAD_SERVER: served.url } });
    expect(bare.stderr).toMatch(/secret of the server is missing[\s\S]*KATAGRAD_SECRET/);
    const file = join(served.folder, "open-secret");
    writeFileSync(file, "x");
    chmodSync(file, 0o644);
    const open = await kata(["assess", "list", "--secret-file", file], { cwd, env: { KATAGRAD_SERVER: served.url } });
    expect(open).toMatchObject({ status: 2 });
    expect(open.stderr).toMatch(/Others can read .*chmod 600/s);
  });
});
