/** `kata serve --practice` as a process of its own: what it prints, what it refuses, how it ends, and what else may run beside it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Practising } from "./practising.ts";
import { endBackground } from "./serving.ts";
import { endSessions, startWatch, whyNoTerminal } from "./session.ts";
import { attemptFile, cleanUp, FIRST, kata, progressOf, referenceOf, save, scratch, WITHOUT_HALF } from "./support.ts";

afterEach(async () => {
  await endSessions();
  await endBackground();
});
afterAll(cleanUp);

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

it("makes the attempts, prints one link and where the files are, and ends at Ctrl-C whoever listens", async () => {
  const server = new Practising(scratch());
  await server.start();
  expect(server.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/practice#[\w-]{43}$/);
  expect(server.output).toContain(`${server.folder}/attempts`);
  expect(server.output).toMatch(/sandbox: /);
  expect(readFileSync(attemptFile(server.folder), "utf8")).toContain("not implemented");
  const asked = await server.enter();
  const stream = await asked("GET", "/events");
  expect(stream.status).toBe(200);
  const reading = stream.text().catch(() => "");
  expect(await server.end()).toBe(0);
  await reading;
});

it("speaks the language that it was started in, and knows the katas of a pack", async () => {
  const cwd = scratch();
  expect((await kata(["dev", "new", "77-mean", "--into", "pack"], { cwd })).status).toBe(0);
  const server = new Practising(cwd, ["--lang", "zh", "--pack", "pack"]);
  await server.start();
  expect(server.output).toContain("在浏览器中练习");
  const page = await fetch(`${server.url}/practice`);
  expect(await page.text()).toContain('<meta name="katagrad-language" content="zh">');
  const asked = await server.enter();
  const opened = await asked("POST", "/katas/77-mean/open");
  expect(opened.status).toBe(200);
  expect(await opened.json()).toMatchObject({ page: { kata: "77-mean" } });
});

describe("what makes no sense", () => {
  it.each([
    [["--practice", "--host", "0.0.0.0"], /listens on this machine alone, not on 0\.0\.0\.0[\s\S]*ssh -L/],
    [["--practice", "--host", "constructor"], /listens on this machine alone/],
    [["--practice", "--data", "x"], /no use for --data[\s\S]*Leave it out/],
    [["--practice", "--no-grading"], /no use for --no-grading/],
    [["--practice", "--jobs", "2"], /no use for --jobs/],
    [["--practice", "--trust-proxy"], /no use for --trust-proxy/],
    [["--practice", "--unsafe-isolation", "process"], /no use for --unsafe-isolation/],
    [["--practice", "--port", "x"], /--port x is not a number/],
    [["--open"], /--open is for practice[\s\S]*kata serve --practice --open/],
    [["--poll"], /--poll is for practice/],
  ])("%j is misuse, and says what to do", async (args, told) => {
    const { status, stderr } = await kata(["serve", ...args], { cwd: scratch() });
    expect([status, stderr]).toEqual([2, expect.stringMatching(told)]);
  });

  it("DATABASE_URL is misuse too", async () => {
    const env = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    const { status, stderr } = await kata(["serve", "--practice"], { cwd: scratch(), env });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/no use for DATABASE_URL[\s\S]*env -u DATABASE_URL/)]);
  });

  it("a port that is taken is misuse", async () => {
    const server = new Practising(scratch());
    await server.start();
    const { status, stderr } = await kata(["serve", "--practice", "--port", new URL(server.link).port], {
      cwd: scratch(),
    });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/Something listens there already/)]);
  });
});

const noTerminal = whyNoTerminal();
it.skipIf(noTerminal)(
  `works beside \`kata watch\`: each sees what the other saves${noTerminal ? ` (skipped: ${noTerminal})` : ""}`,
  async () => {
    const server = new Practising(scratch());
    await server.start();
    const watch = await startWatch({ cwd: server.folder, args: ["watch", FIRST] });
    const asked = await server.enter();
    const skeleton = readFileSync(attemptFile(server.folder), "utf8");
    const wrong = referenceOf(FIRST, WITHOUT_HALF);
    const saved = await asked("PUT", `/katas/${FIRST}/text`, { text: wrong, base: hashOf(skeleton), tab: "x" });
    expect(saved.status).toBe(200);
    await watch.see("factor ½");
    save(server.folder, referenceOf(FIRST));
    await watch.see(/10 of 10 points/);
    const view = async () => (await asked("POST", `/katas/${FIRST}/open`)).json();
    await expect.poll(view, { timeout: 30_000 }).toMatchObject({ graded: { verdict: "passed" } });
    await asked("POST", `/katas/${FIRST}/hint`, { part: "forward" });
    const late = await asked("PUT", `/katas/${FIRST}/text`, { text: "gone", base: hashOf(wrong), tab: "x" });
    expect(late.status).toBe(409);
    expect(readFileSync(attemptFile(server.folder), "utf8")).toBe(referenceOf(FIRST));
    await expect
      .poll(() => progressOf(server.folder).katas[FIRST], { timeout: 10_000 })
      .toMatchObject({
        score: 100,
        best: 100,
        hints: { forward: 1 },
        done: ["forward", "squaredError", "backward", "trainStep"],
      });
  },
);

it("loses no progress when many commands write it at once", async () => {
  const cwd = scratch();
  const parts = ["forward", "squaredError", "backward", "trainStep"];
  const ends = await Promise.all(parts.map((part) => kata(["hint", FIRST, part], { cwd })));
  expect(ends.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(progressOf(cwd).katas[FIRST].hints).toEqual(Object.fromEntries(parts.map((part) => [part, 1])));
});
