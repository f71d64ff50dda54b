/** What organisers do, on a real server. */
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { sessionSecret } from "../assess/token.ts";
import { listAssessments } from "../store/assessments.ts";
import { describeEngines } from "../store/support.ts";
import { Caller, until } from "./caller.ts";
import { FIRST, graded, KATA, type Person, RIGHT, submit, WRONG, written } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

const why = { by: "Grace", reason: "a fire alarm" };

describeEngines("an organiser", (engine) => {
  const place = rehearsed(engine);

  async function sat(text: string, settings: object = {}) {
    const { id, people } = await place.assess(settings);
    const [ada] = people;
    await ada.caller.post("/api/session/start");
    await ada.caller.put(`${KATA}/source`, written(text));
    await submit(ada, text);
    await graded(ada);
    return { id, ada };
  }
  const rowOf = async ({ id }: Person) => (await place.organiser.get(`/api/sessions/${id}`)).body;

  it("creates, previews, changes, lists, and closes", async () => {
    const { id } = await place.assess({ practice: FIRST });
    const preview = await place.organiser.get(`/api/assessments/${id}/preview`);
    expect(preview.body).toMatchObject({ title: "Rehearsal", settings: { practice: FIRST }, katas: [{ kata: FIRST }] });
    const changed = await place.organiser.ask("PATCH", `/api/assessments/${id}`, { title: "Renamed" });
    expect(changed.body).toMatchObject({ title: "Renamed", katas: [FIRST], sessions: { invited: 1 } });
    const { assessments } = (await place.organiser.get("/api/assessments")).body;
    expect(assessments.map((one: { id: string }) => one.id)).toContain(id);
    const closed = await place.organiser.post(`/api/assessments/${id}/close`, { running: "end", ...why });
    expect(closed.body.closedAt).toBe(place.clock.ms);
  });

  it("is told which kata this server does not have", async () => {
    const unknown = { title: "x", katas: ["99-nothing"], settings: { limitSeconds: 60 } };
    expect(await place.organiser.post("/api/assessments", unknown)).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-kata", data: { kata: "99-nothing" } } },
    });
  });

  it("invites with time of one's own, withdraws, and issues a new link for the same session", async () => {
    const { id } = await place.assess();
    const invited = await place.organiser.post(`/api/assessments/${id}/invitations`, {
      people: [{ name: "Grace", extraSeconds: 300 }],
    });
    const [{ id: person, link }] = invited.body.invitations;
    const old = new Caller(place.server.url, { authorization: `Bearer ${link.split("#")[1]}` });
    expect((await old.get("/api/session")).body).toMatchObject({ extraSeconds: 300 });
    await place.organiser.ask("DELETE", `/api/invitations/${person}?by=Grace&reason=wrong`);
    expect(await old.get("/api/session")).toMatchObject({ status: 403, body: { error: { code: "revoked" } } });
    const again = await place.organiser.post(`/api/invitations/${person}/reissue`, {});
    const fresh = new Caller(place.server.url, { authorization: `Bearer ${again.body.link.split("#")[1]}` });
    expect((await old.get("/api/session")).status).toBe(401);
    expect((await fresh.post("/api/session/start")).body).toMatchObject({ phase: "running", remainingMs: 900_000 });
  });

  it("sees people in the order in which they were sent", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `Person ${i}`);
    const { id } = await place.assess({}, names);
    const { sessions } = (await place.organiser.get(`/api/assessments/${id}/sessions`)).body;
    expect(sessions.map((one: { name: string }) => one.name)).toEqual(names);
  });

  it("lets an invitation expire", async () => {
    const { id } = await place.assess();
    const expiresAt = place.clock.ms + 1_000;
    const people = [{ name: "Late" }];
    const invited = await place.organiser.post(`/api/assessments/${id}/invitations`, { people, expiresAt });
    place.clock.pass(2);
    const token = invited.body.invitations[0].link.split("#")[1];
    const late = new Caller(place.server.url, { authorization: `Bearer ${token}` });
    for (const asked of [late.post("/api/session/enter", { token }), late.post("/api/session/start")])
      expect((await asked).body.error.code).toBe("invitation-expired");
  });

  it("adds time, closes and opens again; each is in the log with who and why", async () => {
    const { ada } = await sat(RIGHT);
    const more = await place.organiser.post(`/api/sessions/${ada.id}/time`, { seconds: 60, ...why });
    expect(more.body).toMatchObject({ extraSeconds: 60, phase: "running" });
    await place.organiser.post(`/api/sessions/${ada.id}/close`, why);
    expect(await rowOf(ada)).toMatchObject({ phase: "ended", endedBy: "closed" });
    await place.organiser.post(`/api/sessions/${ada.id}/reopen`, why);
    expect(await rowOf(ada)).toMatchObject({ phase: "running", endedBy: null });
    const log = (await place.organiser.get(`/api/sessions/${ada.id}/events`)).body;
    expect(log.verification).toMatchObject({ intact: true, events: log.events.length });
    expect(log.events).toContainEqual(
      expect.objectContaining({ kind: "time-changed", data: expect.objectContaining(why) }),
    );
    const taken = await place.organiser.post(`/api/sessions/${ada.id}/time`, { seconds: -86_000, ...why });
    expect(taken).toMatchObject({ status: 409, body: { error: { code: "takes-too-much" } } });
  });

  it("sees when a log was changed", async () => {
    const { ada } = await sat(RIGHT);
    await place.store.write((tx) => tx.run("UPDATE event SET at = at + 1 WHERE session_id = ? AND seq = 2", [ada.id]));
    const { verification } = (await place.organiser.get(`/api/sessions/${ada.id}/events`)).body;
    expect(verification).toEqual({ intact: false, seq: 2, why: "changed" });
  });

  it("reads the report with the diagnosis that the candidate never sees, and the playback", async () => {
    const { ada } = await sat(WRONG, { feedback: "full" });
    const { report, records, note } = (await place.organiser.get(`/api/sessions/${ada.id}/report`)).body;
    expect(report.katas[0].diagnoses).toContainEqual(
      expect.objectContaining({
        part: "squaredError",
        diagnosis: expect.objectContaining({ id: "mistake:half-missing" }),
      }),
    );
    expect(records[0].record.record).toMatchObject({ schema: "katagrad/result/1", score: 60 });
    expect(note.en).toContain("does not by itself prove");
    expect(ada.caller.heard.join()).not.toContain("half-missing");
    const playback = (await place.organiser.get(`/api/sessions/${ada.id}/playback?kata=${FIRST}`)).body;
    expect(playback.frames.map((one: { kind: string }) => one.kind)).toContain("edit");
    expect((await place.organiser.get(`/api/sessions/${ada.id}/playback?kata=10-momentum`)).status).toBe(404);
  });

  it("reads the report as a page that can be printed: everything in it, all of it escaped, and nothing that runs", async () => {
    const evil = `<img src=x onerror="alert('1')">\u202e`;
    const { people } = await place.assess({ submitIntervalSeconds: 0 }, [evil, "Grace"]);
    const [ada, grace] = people;
    for (const { caller } of people) {
      await caller.post("/api/session/start");
      await submit({ caller }, `// ${evil}\n${WRONG}`);
    }
    await Promise.all(people.map((one) => graded(one)));
    await place.organiser.post(`/api/sessions/${ada.id}/time`, { seconds: 90, by: evil, reason: evil });
    const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
    const page = await place.organiser.get(`/api/sessions/${ada.id}/report`, browser);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
    expect(page.text).not.toContain("<img");
    expect(page.text).not.toMatch(/<script|javascript:|\son\w+=["']|\u202e/i);
    for (const there of [
      "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;[U+202E]",
      "@media print",
      "time changed +01:30",
      "does not by itself prove",
      grace.id,
      "½",
      "return (a - y) ** 2",
      "The log is as it was written",
      "<svg",
    ])
      expect(page.text).toContain(there);
    expect(page.text).not.toContain("Grace");
    const chinese = await place.organiser.get(`/api/sessions/${ada.id}/report?format=html&lang=zh`);
    expect(chinese.text).toContain('<html lang="zh-CN">');
    expect(chinese.text).toContain("日志与写入时一致");
    const data = (await place.organiser.get(`/api/sessions/${ada.id}/report`, { accept: "*/*" })).body;
    expect(data.report.katas[0].similarity.pairs[0].sessions).toContain(grace.id);
    expect(data.writing).toMatchObject([{ kata: FIRST, edits: 1, devices: 1 }]);
    expect(data.attempts).toEqual([{ kata: FIRST, text: `// ${evil}\n${WRONG}` }]);
  });

  it("reads the page of whoever has not begun, and of a log that was changed", async () => {
    const { people } = await place.assess({}, ["Ada"]);
    const before = await place.organiser.get(`/api/sessions/${people[0].id}/report?format=html`);
    expect(before.text).toContain("not started");
    expect(before.text).not.toContain("<svg");
    const { ada } = await sat(RIGHT);
    await place.store.write((tx) => tx.run("UPDATE event SET at = at - 1 WHERE session_id = ? AND seq = 3", [ada.id]));
    const page = await place.organiser.get(`/api/sessions/${ada.id}/report?format=html`);
    expect(page.text).toContain("The log is not as it was written, from entry 3 on (it was changed).");
  });

  it("grades again; the verdicts before stay", async () => {
    const { id, ada } = await sat(RIGHT);
    const again = await place.organiser.post(`/api/assessments/${id}/regrade`, why);
    expect(again.body).toEqual({ sessions: 1, submissions: 1 });
    const reported = await until(
      () => place.organiser.get(`/api/sessions/${ada.id}/report`),
      ({ body }) => body.records.length === 2,
    );
    expect(reported.body.records.map((one: { round: number }) => one.round)).toEqual([1, 2]);
    expect((await place.organiser.post(`/api/sessions/${ada.id}/regrade`, { kata: "10-momentum" })).status).toBe(409);
  });

  it("ranks, compares and exports, with names that a table program would run made harmless", async () => {
    const { id, people } = await place.assess({}, ["=HYPERLINK(1)", "Grace"]);
    for (const [i, { caller }] of people.entries()) {
      await caller.post("/api/session/start");
      await submit({ caller }, [RIGHT, WRONG][i]);
    }
    for (const one of people) await graded(one);
    const { rows } = (await place.organiser.get(`/api/assessments/${id}/board`)).body;
    expect(rows.map((one: { rank: number; score: number }) => [one.rank, one.score])).toEqual([
      [1, 100],
      [2, 60],
    ]);
    const attempt = await place.organiser.get(`/api/sessions/${people[1].id}/attempt?kata=${FIRST}`);
    expect(attempt.body).toMatchObject({ text: WRONG, submission: expect.any(String) });
    const alike = (await place.organiser.get(`/api/assessments/${id}/similarity?kata=${FIRST}`)).body;
    expect(alike.pairs[0]).toMatchObject({ similarity: expect.any(Number) });
    expect(alike.pairs[0].similarity).toBeGreaterThan(0.8);
    expect(alike.note.en).toContain("does not by itself prove");
    const csv = await place.organiser.get(`/api/assessments/${id}/export?format=csv`);
    expect(csv.headers.get("content-type")).toContain("text/csv");
    const table = parse(csv.text, { columns: true, bom: true }) as Record<string, string>[];
    expect(table.map(({ name, score }) => [name, score])).toEqual([
      ["'=HYPERLINK(1)", "100"],
      ["Grace", "60"],
    ]);
    const lines = (await place.organiser.get(`/api/assessments/${id}/export`)).text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(["=HYPERLINK(1)", "Grace"]);
  });

  it("lists the katas with what an organiser chooses by", async () => {
    const { katas } = (await place.organiser.get("/api/katas")).body;
    expect(katas).toHaveLength(30);
    expect(katas[0]).toMatchObject({ kata: FIRST, theme: "foundations", difficulty: "easy", minutes: 20, parts: 4 });
    expect((await place.stranger.get("/api/katas")).status).toBe(401);
  });

  it("has no text to show where nothing was written", async () => {
    const { people } = await place.assess();
    await people[0].caller.post("/api/session/start");
    const asked = await place.organiser.get(`/api/sessions/${people[0].id}/attempt?kata=${FIRST}`);
    expect(asked).toMatchObject({ status: 404, body: { error: { code: "not-found" } } });
  });

  it("forgets a person: nothing that says who it was stays, the counts do", async () => {
    const { id, ada } = await sat(RIGHT);
    expect((await place.organiser.post(`/api/people/${ada.id}/forget`, { by: "Grace" })).status).toBe(200);
    expect(await rowOf(ada)).toMatchObject({ name: null, email: null, forgotten: true });
    expect((await ada.caller.get("/api/session")).status).toBe(401);
    expect((await place.organiser.get(`/api/sessions/${ada.id}/report`)).status).toBe(404);
    expect((await place.organiser.get(`/api/assessments/${id}/sessions`)).body.sessions).toHaveLength(1);
    expect((await place.organiser.post(`/api/people/${ada.id}/forget`, { by: "Grace" })).status).toBe(200);
  });

  it("draws each candidate's hidden cases from a secret of their own", async () => {
    const { id, people } = await place.assess({}, ["Ada", "Grace"]);
    const all = await place.store.read(listAssessments);
    const { secret } = all.find((one) => one.id === id)!;
    expect(sessionSecret(secret, people[0].id)).not.toBe(sessionSecret(secret, people[1].id));
    expect(place.organiser.heard.join()).not.toContain(secret);
  });

  it("signs in with a cookie, and out", async () => {
    const page = new Caller(place.server.url, { origin: place.server.url });
    const signedIn = await page.post("/api/admin/login", { secret: place.adminSecret });
    expect(signedIn.body.token).toBeNull();
    const [cookie] = signedIn.headers.get("set-cookie")!.split(";");
    expect((await page.get("/api/assessments", { cookie })).status).toBe(200);
    expect((await page.get("/api/admin/session", { cookie })).body).toEqual({ signedIn: true });
    await page.post("/api/admin/logout", {}, { cookie });
    expect((await page.get("/api/admin/session", { cookie })).body).toEqual({ signedIn: false });
    expect((await page.get("/api/assessments", { cookie })).status).toBe(401);
  });

  it("stays signed in for hours, not for ever", async () => {
    const { token } = (await place.stranger.post("/api/admin/login", { secret: place.adminSecret, as: "token" })).body;
    const old = new Caller(place.server.url, { authorization: `Bearer ${token}` });
    expect((await old.get("/api/queue")).body).toMatchObject({ dead: 0 });
    place.clock.pass(12 * 3_600 + 1);
    expect((await old.get("/api/queue")).status).toBe(401);
  });
});
