/** The whole way of a candidate, on a real server. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { describeEngines } from "../store/support.ts";
import { Caller, until } from "./caller.ts";
import { FIRST, graded, KATA, RIGHT, SECOND, SKELETON, submit, WRONG, written } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

describeEngines("a candidate", (engine) => {
  const place = rehearsed(engine);

  async function started(settings: object = {}, katas?: readonly string[]) {
    const { people, id } = await place.assess(settings, ["Ada"], katas);
    const [ada] = people;
    expect((await ada.caller.post("/api/session/start", { honour: true })).status).toBe(200);
    return { ada, id };
  }

  it("enters, starts, writes, runs, submits, finishes", async () => {
    const { people } = await place.assess({ feedback: "full" });
    const [ada] = people;
    const page = new Caller(place.server.url);
    const entered = await page.post("/api/session/enter", { token: ada.token });
    expect(entered.body).toMatchObject({
      assessment: "Rehearsal",
      name: "Ada",
      phase: "invited",
      katas: [],
      kataCount: 1,
    });
    const cookie = entered.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await ada.caller.get(KATA)).body.error.code).toBe("not-started");

    const begun = await ada.caller.post("/api/session/start");
    expect(begun.body).toMatchObject({ phase: "running", remainingMs: 600_000, deadline: place.clock.ms + 600_000 });
    const kata = (await ada.caller.get(KATA)).body;
    expect(kata).toMatchObject({ kata: FIRST, skeleton: SKELETON, latest: null });
    expect(kata.statement.zh).toContain("#");
    expect(kata.examples[0].call).toMatch(/^forward\(\[/);

    const kept = await ada.caller.put(`${KATA}/source`, written(WRONG));
    expect(kept.body).toMatchObject({ late: false, repeated: false, bytes: Buffer.byteLength(WRONG) });
    expect((await ada.caller.get(KATA)).body.latest).toMatchObject({ text: WRONG, hash: kept.body.hash });

    const ran = await ada.caller.post(`${KATA}/run`, { text: WRONG });
    expect(ran.body).toMatchObject({ verdict: "wrong-value", waitedMs: expect.any(Number) });
    expect(ran.body.report.en).toMatch(/example “.*”[\s\S]*where .* is expected/);

    expect(await submit(ada, WRONG)).toMatchObject({ status: 201, body: { status: "waiting" } });
    expect(await graded(ada)).toMatchObject({ status: "graded", marks: { feedback: "full", score: 60 } });
    await submit(ada, RIGHT);
    expect(await graded(ada)).toMatchObject({ marks: { score: 100, verdict: "passed" } });

    const over = await ada.caller.post("/api/session/finish");
    expect(over.body).toMatchObject({ phase: "ended", endedBy: "finished", remainingMs: null });
    const history = (await ada.caller.get(`${KATA}/history`)).body.saves;
    expect(history.map((one: { submission: string | null }) => one.submission !== null)).toEqual([false, true, true]);
    const earlier = await ada.caller.get(`${KATA}/history/${history[0].hash}`);
    expect(earlier.body.text).toBe(WRONG);
  });

  it.each([
    ["none", { feedback: "none" }],
    ["score", { feedback: "score", score: 60, verdict: "wrong-value" }],
  ])("is told of a verdict what the assessment allows: %s", async (feedback, marks) => {
    const { ada } = await started({ feedback });
    await submit(ada, WRONG);
    const { marks: shown } = await graded(ada);
    expect(shown).toEqual(marks);
  });

  it("finds the same session on another machine, and each device knows who wrote last", async () => {
    const { ada } = await started();
    const phone = new Caller(place.server.url, { ...ada.caller.headers, "user-agent": "phone" });
    await phone.post("/api/session/enter", { token: ada.token });
    await ada.caller.put(`${KATA}/source`, { text: "a", device: "desktop", sequence: 1 });
    await phone.put(`${KATA}/source`, { text: "b", device: "phone", sequence: 1 });
    const again = await ada.caller.put(`${KATA}/source`, { text: "a", device: "desktop", sequence: 1 });
    expect(again.body).toMatchObject({ repeated: true, lastDevice: "phone" });
    expect((await ada.caller.get("/api/session")).body.katas[0].latest).toMatchObject({ device: "phone", bytes: 1 });
    const other = await ada.caller.put(`${KATA}/source`, { text: "c", device: "desktop", sequence: 1 });
    expect(other).toMatchObject({ status: 409, body: { error: { code: "sequence-reused" } } });
  });

  it("submits once, however often it is sent", async () => {
    const { ada } = await started({ maxSubmissions: 1 });
    const submission = randomUUID();
    const sent = written(WRONG, { submission });
    const all = await Promise.all([1, 2, 3].map(() => ada.caller.post(`${KATA}/submissions`, sent)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await ada.caller.get("/api/session/submissions")).body.submissions).toHaveLength(1);
    expect((await submit(ada, RIGHT)).body.error).toMatchObject({ code: "submissions-used", data: { max: 1 } });
  });

  it("is told when the next submission is allowed", async () => {
    const { ada } = await started({ submitIntervalSeconds: 30 });
    await submit(ada, WRONG);
    place.clock.pass(10);
    const soon = await submit(ada, RIGHT);
    expect(soon).toMatchObject({ status: 429, body: { error: { code: "too-soon", data: { waitMs: 20_000 } } } });
    expect(soon.headers.get("retry-after")).toBe("20");
    expect(soon.body.error.message.zh).not.toBe("");
    place.clock.pass(20);
    expect((await submit(ada, RIGHT)).status).toBe(201);
  });

  it("is swept when the time is over: the newest save in time is submitted and graded, what comes later is kept and not scored", async () => {
    const { ada, id } = await started({ feedback: "score" });
    await ada.caller.put(`${KATA}/source`, written(RIGHT));
    place.clock.pass(609);
    expect((await ada.caller.put(`${KATA}/source`, written(WRONG))).body.late).toBe(true);
    place.clock.pass(2);
    await until(
      () => ada.caller.get("/api/session"),
      ({ body }) => body.phase === "ended",
    );
    expect(await graded(ada)).toMatchObject({ by: "expired", late: false, marks: { score: 100 } });
    const late = await submit(ada, WRONG);
    expect(late.body).toMatchObject({ status: "late", late: true, marks: null });
    const { rows } = (await place.organiser.get(`/api/assessments/${id}/board`)).body;
    expect(rows).toMatchObject([{ rank: 1, score: 100, final: true }]);
  });

  it("practises before the clock, and not after", async () => {
    const { people } = await place.assess({ practice: SECOND });
    const [ada] = people;
    expect((await ada.caller.get("/api/session/practice")).body.kata).toBe(SECOND);
    const ran = await ada.caller.post("/api/session/practice/run", { text: "export {};" });
    expect(ran.body).toMatchObject({ kata: SECOND, verdict: "missing-export" });
    await ada.caller.post("/api/session/start");
    expect((await ada.caller.get("/api/session/practice")).body.error.code).toBe("already-started");
  });

  it("accepts the statement before the start, and has what was agreed for it", async () => {
    const { people } = await place.assess({ honour: "I work alone." });
    const [ada] = people;
    expect((await ada.caller.post("/api/session/start")).body.error.code).toBe("honour-required");
    expect((await ada.caller.post("/api/session/start", { honour: true })).status).toBe(200);
    const marks = [{ note: "focus-lost" }, { note: "pasted", kata: FIRST, bytes: 5, hash: "0".repeat(64) }];
    for (const one of marks) expect((await ada.caller.post("/api/session/events", one)).status).toBe(200);
    expect((await ada.caller.post("/api/session/katas/10-momentum/run", { text: "" })).status).toBe(404);
  });

  it("may not run where runs are off", async () => {
    const { ada } = await started({ runs: false });
    expect(await ada.caller.post(`${KATA}/run`, { text: RIGHT })).toMatchObject({
      status: 403,
      body: { error: { code: "runs-off" } },
    });
  });

  it("waits in a line for a run when all places are taken", async () => {
    const { ada } = await started();
    const { runs } = place.server.service;
    let free = () => {};
    const busy = new Promise<void>((resolve) => {
      free = resolve;
    });
    const held = [1, 2].map(() => runs.enter(() => busy));
    const waiting = ada.caller.post(`${KATA}/run`, { text: RIGHT });
    await until(
      () => place.stranger.get("/metrics"),
      ({ text }) => /^katagrad_runs_waiting 1$/m.test(text),
    );
    free();
    await Promise.all(held);
    expect((await waiting).body).toMatchObject({ verdict: "passed" });
  });
});
