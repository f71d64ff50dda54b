/** `kata serve` as a process of its own: begun, killed, begun again, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, expect, it } from "vitest";
import { built } from "../paths.ts";
import { cleanUp, environment, FIRST, kata, referenceOf, scratch, WITHOUT_HALF } from "./support.ts";

/** A killed server's gradings are taken up again when their lease of 30 s is over. */
const PATIENCE_MS = 150_000;

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
type Answer = any;

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
afterAll(cleanUp);

/** Begins a server and waits until it says where it listens. */
async function serve(cwd: string) {
  const args = ["serve", "--data", "exams", "--port", "0", "--jobs", "2", "--unsafe-isolation", "process"];
  const env = environment({ KATAGRAD_LOG: "warn" });
  const child = spawn(process.execPath, [built("cli.js"), ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (some) => (text += some));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve)).finally(() =>
    running.delete(child),
  );
  await until(async () => /admin secret/.test(text) || child.exitCode !== null);
  const [, url] = /Listening on (\S+)/.exec(text) ?? [];
  if (url === undefined) throw new Error(`It does not listen: ${text}`);
  return { child, ended, url, secret: /shown this once: (\S+)/.exec(text)?.[1], told: () => text };
}

async function until(wished: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await wished()); ) {
    if (Date.now() > end) throw new Error("It never came.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ask(url: string, token: string, method: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(told)}`);
  return told;
}

it(
  "keeps every submission through kill -9 and grades each once; the next one knows the secret, and ends when it is asked to",
  async () => {
    const cwd = scratch();
    const first = await serve(cwd);
    const { token } = await ask(`${first.url}/api/admin/login`, "", "POST", { secret: first.secret, as: "token" });
    const settings = { limitSeconds: 3_600, submitIntervalSeconds: 0, feedback: "score" };
    const made = await ask(`${first.url}/api/assessments`, token, "POST", { title: "Exam", katas: [FIRST], settings });
    const people = [{ name: "Ada" }];
    const { invitations } = await ask(`${first.url}/api/assessments/${made.id}/invitations`, token, "POST", { people });
    const [{ id, link }] = invitations;
    const ada = link.split("#")[1];
    await ask(`${first.url}/api/session/start`, ada, "POST", {});
    const [right, wrong] = [referenceOf(FIRST), referenceOf(FIRST, WITHOUT_HALF)];
    for (const [i, text] of [wrong, right, wrong, right].entries()) {
      const sent = { submission: randomUUID(), text, device: "e2e", sequence: i };
      await ask(`${first.url}/api/session/katas/${FIRST}/submissions`, ada, "POST", sent);
    }
    first.child.kill("SIGKILL");
    await first.ended;

    const second = await serve(cwd);
    expect(second.secret).toBeUndefined();
    const submissions = async (): Promise<Answer[]> =>
      (await ask(`${second.url}/api/session/submissions`, ada, "GET")).submissions;
    await until(async () => (await submissions()).every(({ status }) => status === "graded"));
    expect((await submissions()).map(({ marks }) => marks.score)).toEqual([60, 100, 60, 100]);
    const log = await ask(`${second.url}/api/sessions/${id}/events`, token, "GET");
    expect(log.verification).toMatchObject({ intact: true });
    expect(log.events.filter(({ kind }: Answer) => kind === "verdict")).toHaveLength(4);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(second.told()).toContain("SIGTERM: ending …");
    expect(second.told()).not.toMatch(/^ {4}at /m);
  },
  2 * PATIENCE_MS,
);

it("says what is wrong with how it is begun, and what to do", async () => {
  const cwd = scratch();
  const unshared = await kata(["serve", "--data", "exams", "--no-grading"], { cwd });
  expect(unshared).toMatchObject({ status: 2, stderr: expect.stringContaining("needs PostgreSQL") });
  const port = await kata(["serve", "--data", "exams", "--port", "70000"], { cwd });
  expect(port).toMatchObject({ status: 2, stderr: expect.stringContaining("--port 70000 is not a number") });
});

it("does not listen where something listens already", async () => {
  const cwd = scratch();
  const first = await serve(cwd);
  const { port } = new URL(first.url);
  const args = ["serve", "--data", "others", "--port", port, "--unsafe-isolation", "process"];
  const second = await kata(args, { cwd });
  expect(second).toMatchObject({ status: 2, stderr: expect.stringContaining("choose another --port") });
});
