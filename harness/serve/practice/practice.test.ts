/** Practice as a program asks for it, on a real server with real files; and who is kept out. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openCatalog, readReference, readSkeleton } from "../../catalog/catalog.ts";
import { built } from "../../paths.ts";
import { SandboxPool } from "../../sandbox/pool.ts";
import { Attempts } from "../../workspace/attempts.ts";
import { Progress } from "../../workspace/progress.ts";
import { Caller } from "../caller.ts";
import { logOptions } from "../log.ts";
import type { GradedView, OpenedKata, TextNews } from "./schemas.ts";
import { type PracticeServer, startPractice } from "./server.ts";

const catalog = await openCatalog();
const KATA = "01-backpropagation";
const RIGHT = readReference(catalog.find(KATA));
const SKELETON = readSkeleton(catalog.find(KATA));
/** With a known mistake. */
const WRONG = RIGHT.replace("return 0.5 * (a - y) ** 2", "return (a - y) ** 2");
const EVIL = `export function forward() { throw new Error("<script>alert(1)</script>" + String.fromCharCode(27) + "[2J"); }`;

let pool: SandboxPool;
let home: string;
let server: PracticeServer;
let caller: Caller;
let cookie: string;
const log: string[] = [];
const streams: Listener[] = [];

beforeAll(() => {
  pool = new SandboxPool();
});
afterAll(() => pool.close());
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "practice-"));
  await start();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await server.stop();
  rmSync(home, { recursive: true });
});

async function start(): Promise<void> {
  server = await startPractice({
    catalog,
    attempts: new Attempts(home),
    progress: new Progress(home),
    pool,
    poll: false,
    host: "127.0.0.1",
    port: 0,
    language: undefined,
    log: logOptions("trace", (line) => log.push(line)),
  });
  const entered = await new Caller(server.url).post("/api/practice/enter", { token: tokenIn(server.link) });
  expect([entered.status, entered.text]).toEqual([200, '{"done":true}']);
  const set = entered.headers.get("set-cookie")!;
  expect(set).toMatch(/^katagrad_practice_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  cookie = set.split(";")[0];
  caller = new Caller(server.url, { cookie, origin: server.url });
}

const tokenIn = (link: string) => link.slice(link.indexOf("#") + 1);
const fileOf = (kata = KATA) => join(home, kata, "attempt.ts");
const onDisk = () => readFileSync(fileOf(), "utf8");
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const opened = async (kata = KATA): Promise<OpenedKata> => (await caller.post(`/api/practice/katas/${kata}/open`)).body;
const save = (text: string, base: string, more: object = {}) =>
  caller.put(`/api/practice/katas/${KATA}/text`, { text, base, tab: "here", ...more });

/** Somebody who hears the stream. */
class Listener {
  ended = false;
  readonly heard: { readonly event: string; readonly data: never }[] = [];
  readonly #request: ReturnType<typeof ask>;

  constructor() {
    streams.push(this);
    this.#request = ask(`${server.url}/api/practice/events`, { headers: { cookie } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (some: string) => {
        text += some;
        const ends = text.lastIndexOf("\n\n");
        if (ends < 0) return;
        for (const [, event, data] of text.slice(0, ends).matchAll(/event: (\w+)\ndata: (.+)/g))
          this.heard.push({ event, data: JSON.parse(data) as never });
        text = text.slice(ends + 2);
      });
      answer.on("error", () => {});
      answer.on("close", () => {
        this.ended = true;
      });
    });
    this.#request.on("error", () => {}).end();
  }

  async hears<T>(event: string, is: (data: T) => boolean = () => true): Promise<T> {
    await expect
      .poll(() => this.heard.some((one) => one.event === event && is(one.data)), { timeout: 20_000 })
      .toBe(true);
    return this.heard.findLast((one) => one.event === event && is(one.data))!.data as T;
  }

  close(): void {
    this.#request.destroy();
  }
}

async function listening(): Promise<Listener> {
  const stream = new Listener();
  await stream.hears("hello");
  return stream;
}

const verdictOf = (stream: Listener, text: string) =>
  stream.hears<GradedView>("graded", ({ hash }) => hash === hashOf(text));

describe("who may ask", () => {
  const paths = [
    ["GET", "/api/practice"],
    ["GET", "/api/practice/events"],
    ["POST", `/api/practice/katas/${KATA}/open`],
    ["PUT", `/api/practice/katas/${KATA}/text`],
    ["POST", `/api/practice/katas/${KATA}/keep`],
    ["POST", `/api/practice/katas/${KATA}/hint`],
    ["POST", `/api/practice/katas/${KATA}/reset`],
  ] as const;

  it.each(paths)("%s %s: nobody without the secret of the link", async (method, path) => {
    const body = method === "GET" ? undefined : {};
    const name = cookie.split("=")[0];
    const shown: Record<string, string>[] = [
      {},
      { cookie: `${name}=${"x".repeat(43)}` },
      { authorization: `Bearer ${tokenIn(server.link)}` },
    ];
    for (const headers of shown) {
      const answer = await new Caller(server.url, { ...headers, origin: server.url }).ask(method, path, body);
      expect([answer.status, answer.body.error.code]).toEqual([401, "unauthorized"]);
    }
    expect(onDisk()).toBe(SKELETON);
  });

  it("nobody under a name that only leads here", async () => {
    for (const host of ["evil.example", "evil.example:4600", "127.0.0.1.evil.example", "169.254.169.254", "0.0.0.0"])
      for (const path of ["/practice", "/api/practice", "/page/x.js"]) {
        const { status, body } = await asked(path, { host, cookie });
        expect([host, status, body]).toEqual([host, 403, expect.stringContaining("foreign-host")]);
      }
    for (const host of [`localhost:${new URL(server.url).port}`, "127.0.0.1", "[::1]:9"])
      expect((await asked("/practice", { host })).status).toBe(200);
  });

  it("no page of another origin, even with the cookie", async () => {
    const base = hashOf(SKELETON);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "http://127.0.0.1:1" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      {},
    ]) {
      const stranger = new Caller(server.url, { cookie, ...(headers as object) });
      const answer = await stranger.put(`/api/practice/katas/${KATA}/text`, { text: "gone", base, tab: "x" });
      expect([answer.status, answer.body.error.code]).toEqual([403, "foreign-origin"]);
    }
    const form = await fetch(`${server.url}/api/practice/katas/${KATA}/reset`, {
      method: "POST",
      headers: { cookie, origin: server.url, "content-type": "text/plain" },
      body: "{}",
    });
    expect(form.status).toBe(415);
    expect(onDisk()).toBe(SKELETON);
  });

  it("no wrong secret enters, and a link for a command line opens once", async () => {
    const stranger = new Caller(server.url, { origin: server.url });
    const enter = async (token: string) => (await stranger.post("/api/practice/enter", { token })).status;
    expect(await enter("x".repeat(43))).toBe(401);
    const once = tokenIn(server.oneTimeLink());
    expect(once).not.toBe(tokenIn(server.link));
    expect([await enter(once), await enter(once), await enter(tokenIn(server.link))]).toEqual([200, 401, 200]);
  });

  it("every answer forbids what a page does not need, and the log holds no secret and no text", async () => {
    const page = await caller.get("/practice/17-lstm");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none';script-src 'self'");
    expect(page.headers.get("x-frame-options")).toBe("DENY");
    const list = await caller.get("/api/practice");
    expect(list.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    expect(list.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    await save("// a secret text", hashOf(SKELETON));
    expect(log.join("")).not.toMatch(new RegExp(`${tokenIn(server.link)}|secret text`));
  });

  it.each([
    "..",
    "../../etc",
    "%2e%2e%2f%2e%2e%2fetc",
    "01-backpropagation%2f..%2f02",
    "99-none",
    "1",
    "lstm",
    "constructor",
  ])("no kata %s, and no file of it", async (kata) => {
    const answer = await caller.ask("PUT", `/api/practice/katas/${kata}/text`, { text: "x", base: "", tab: "x" });
    expect([400, 404]).toContain(answer.status);
    expect(readdirSync(home).filter((name) => !catalog.katas.some(({ id }) => id === name))).toEqual(["tsconfig.json"]);
  });
});

/** As a browser that believes that the host is another one. */
function asked(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    ask({ hostname, port, path, headers }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (some: string) => {
        body += some;
      });
      answer.on("end", () => resolve({ status: answer.statusCode!, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("katas", () => {
  it("are listed in the order of the path too, with the progress that other commands write", async () => {
    const other = new Progress(home);
    other.graded(KATA, 60, ["squaredError", "forward"]);
    other.hintSeen(KATA, "forward");
    const { body } = await caller.get("/api/practice");
    expect(body.katas.map(({ kata }: { kata: string }) => kata)).toEqual(catalog.katas.map(({ id }) => id));
    expect(body.path).toEqual(catalog.path.map(({ id }) => id));
    expect(body.katas[0]).toMatchObject({ parts: 4, done: 2, best: 60, score: 60, hints: 1, passed: false });
  });

  it("open with statement, examples, text, and become the current one", async () => {
    const kata = await opened("10-momentum");
    expect(kata.text).toBe(readSkeleton(catalog.find("10-momentum")));
    expect(kata.hash).toBe(hashOf(kata.text));
    expect(kata.page.html.zh).toContain("<math");
    expect(kata.page.examples.length).toBeGreaterThan(0);
    expect(kata.hints.every(({ seen, all }) => seen.length === 0 && all > 0)).toBe(true);
    expect(new Progress(home).current).toBe("10-momentum");
  });

  it("are made again from the skeleton when the file is gone", async () => {
    rmSync(join(home, KATA), { recursive: true });
    expect((await opened()).text).toBe(SKELETON);
  });
});

describe("a text", () => {
  it("is written whole, graded with all cases, and told with what is wrong", async () => {
    const stream = await listening();
    const saved = await save(WRONG, hashOf(SKELETON));
    expect(saved.body).toEqual({ hash: hashOf(WRONG), seq: expect.any(Number), kept: null });
    expect(onDisk()).toBe(WRONG);
    expect(readdirSync(join(home, KATA))).toEqual(["attempt.ts"]);
    const view = await verdictOf(stream, WRONG);
    const part = view.parts.find(({ part }) => part === "squaredError")!;
    expect(part.verdict).toBe("wrong-value");
    expect(part.cases.some(({ shown }) => !shown)).toBe(true);
    expect(part.report.en).toMatch(/→ /);
    expect(part.revealed.en).toMatch(/expected/);
    expect(part.revealed.en).toMatch(/argument/);
    expect(part.report.zh).not.toBe(part.report.en);
    await save(RIGHT, hashOf(WRONG));
    expect(await verdictOf(stream, RIGHT)).toMatchObject({ verdict: "passed", score: 100 });
    await stream.hears("progress", ({ passed, done }: { passed: boolean; done: number }) => passed && done === 4);
    expect(new Progress(home).of(KATA)).toMatchObject({ best: 100, score: 100 });
  });

  it("is refused when another one lies there, which stays as it is and is told", async () => {
    await opened();
    writeFileSync(fileOf(), "// of an editor");
    const refused = await save("// of the page", hashOf(SKELETON));
    expect([refused.status, refused.body.error.code]).toEqual([409, "changed-on-disk"]);
    expect(refused.body.error.data).toEqual({
      text: "// of an editor",
      hash: hashOf("// of an editor"),
      seq: expect.any(Number),
      unusable: null,
    });
    expect(onDisk()).toBe("// of an editor");
    const kept = await save("// of the page", hashOf("// of an editor"), { keep: true });
    expect(readFileSync(kept.body.kept, "utf8")).toBe("// of an editor");
    expect(onDisk()).toBe("// of the page");
    const theirs = await caller.post(`/api/practice/katas/${KATA}/keep`, { text: "// left" });
    expect(readFileSync(theirs.body.kept, "utf8")).toBe("// left");
    expect(readdirSync(join(home, KATA)).sort()).toEqual(["attempt.backup-1.ts", "attempt.backup-2.ts", "attempt.ts"]);
  });

  it("that changes on the disk is told to every page and graded, however it was saved", async () => {
    const stream = await listening();
    writeFileSync(fileOf(), WRONG);
    const told = await stream.hears<TextNews>("text");
    expect(told).toMatchObject({ kata: KATA, text: WRONG, hash: hashOf(WRONG), by: null });
    expect((await opened()).seq).toBe(told.seq);
    expect((await verdictOf(stream, WRONG)).verdict).toBe("wrong-value");
    writeFileSync(join(home, KATA, "mine.ts"), "export const half = 0.5;\n");
    const split = `import { half } from "./mine.ts";\n${RIGHT.replaceAll("0.5 *", "half *")}`;
    writeFileSync(fileOf(), split);
    expect((await verdictOf(stream, split)).verdict).toBe("passed");
    rmSync(fileOf());
    await stream.hears<TextNews>("text", ({ text }) => text === null);
  });

  it("of a page is told to the others once, and not told again by the disk", async () => {
    const [one, other] = [await listening(), await listening()];
    await save(RIGHT, hashOf(SKELETON));
    await verdictOf(one, RIGHT);
    await verdictOf(other, RIGHT);
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const stream of [one, other])
      expect(stream.heard.filter(({ event }) => event === "text").map(({ data }) => (data as TextNews).by)).toEqual([
        "here",
      ]);
    expect(one.heard.filter(({ event }) => event === "graded")).toHaveLength(1);
  });

  it("is not written over what is no text, and one learns why", async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    writeFileSync(fileOf(), bytes);
    const kata = await opened();
    expect([kata.text, kata.unusable?.en]).toEqual(["", expect.stringMatching(/not UTF-8/)]);
    expect((await save("x", "")).status).toBe(409);
    expect(readFileSync(fileOf())).toEqual(bytes);
    rmSync(fileOf());
    symlinkSync(join(home, "tsconfig.json"), fileOf());
    expect((await opened()).unusable?.en).toMatch(/not an ordinary file/);
    expect((await save("x", "")).status).toBe(409);
    const again = await caller.post(`/api/practice/katas/${KATA}/reset`, { tab: "here" });
    expect([again.body.text, onDisk()]).toEqual([SKELETON, SKELETON]);
  });

  it("that breaks or prints anything is told as text without control characters", async () => {
    const stream = await listening();
    await save(EVIL, hashOf(SKELETON));
    const view = await verdictOf(stream, EVIL);
    const report = JSON.stringify(view);
    expect(report).toContain("<script>alert(1)</script>");
    expect(report).not.toMatch(/\\u001b/);
    await save("export function (", hashOf(EVIL));
    const broken = await verdictOf(stream, "export function (");
    expect([broken.verdict, broken.problem?.en]).toEqual(["compile-error", expect.stringMatching(/attempt\.ts:1:/)]);
    await save("for (;;) {}", hashOf("export function ("));
    expect((await verdictOf(stream, "for (;;) {}")).verdict).toBe("time-limit");
  });

  it("larger than a request may be is refused, and what lies there stays", async () => {
    const answer = await save("x".repeat(300_000), hashOf(SKELETON));
    expect(answer.status).toBe(413);
    expect(onDisk()).toBe(SKELETON);
  });

  it("that is saved while an older one is graded is the one that counts", async () => {
    const stream = await listening();
    let base = hashOf(SKELETON);
    for (let i = 0; i < 8; i++) base = (await save(`${WRONG}// ${i}\n`, base)).body.hash;
    await save(RIGHT, base);
    await verdictOf(stream, RIGHT);
    expect((await opened()).graded).toMatchObject({ verdict: "passed", hash: hashOf(RIGHT) });
  });

  it("is told as a fault with its reason where it cannot be written", async () => {
    rmSync(join(home, KATA), { recursive: true });
    writeFileSync(join(home, KATA), "in the way");
    const answer = await save("x", "");
    expect([answer.status, answer.body.error.code]).toEqual([503, "fault"]);
    expect(answer.body.error.message.en).toContain(KATA);
    rmSync(join(home, KATA));
    mkdirSync(join(home, KATA));
  });
});

describe("hints", () => {
  it("come one at a time, are remembered, and stop when there are no more", async () => {
    const hint = (part: string) => caller.post(`/api/practice/katas/${KATA}/hint`, { part });
    const { hints } = catalog.find(KATA).parts.forward;
    for (let n = 1; n <= hints.length + 1; n++) {
      const { body } = await hint("forward");
      expect(body).toEqual({ part: "forward", all: hints.length, seen: hints.slice(0, n) });
    }
    expect(new Progress(home).of(KATA).hints).toEqual({ forward: hints.length });
    expect((await opened()).hints.find(({ part }) => part === "forward")!.seen).toHaveLength(hints.length);
    expect((await hint("constructor")).status).toBe(404);
  });

  it("go on where `kata hint` was, in both directions", async () => {
    await caller.post(`/api/practice/katas/${KATA}/hint`, { part: "forward" });
    const child = spawn(process.execPath, [
      built("cli.js"),
      "hint",
      KATA,
      "forward",
      "--attempts",
      home,
      "--lang",
      "en",
    ]);
    let text = "";
    child.stdout.on("data", (some) => {
      text += some;
    });
    await new Promise((resolve) => child.on("close", resolve));
    expect(text).toContain("Hint 2 of");
    const { body } = await caller.post(`/api/practice/katas/${KATA}/hint`, { part: "forward" });
    expect(body.seen).toHaveLength(Math.min(3, body.all));
  });
});

it("a reset keeps what was there and grades the skeleton", async () => {
  const stream = await listening();
  await save(WRONG, hashOf(SKELETON));
  const { body } = await caller.post(`/api/practice/katas/${KATA}/reset`, { tab: "here" });
  expect([body.text, onDisk(), readFileSync(body.kept, "utf8")]).toEqual([SKELETON, SKELETON, WRONG]);
  expect((await verdictOf(stream, SKELETON)).verdict).toBe("not-implemented");
});

it("ends although somebody listens, who hears the end", async () => {
  const stream = await listening();
  await server.stop();
  await expect.poll(() => stream.ended, { timeout: 20_000 }).toBe(true);
  await start();
});
