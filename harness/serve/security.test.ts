/** What a candidate, a stranger or another site might try against a real server. */
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { sessionSecret } from "../assess/token.ts";
import { openCatalog } from "../catalog/catalog.ts";
import { prepareKata } from "../judge/prepare.ts";
import { findAssessment } from "../store/assessments.ts";
import { describeEngines } from "../store/support.ts";
import { Caller, until } from "./caller.ts";
import { FIRST, graded, KATA, type Person, RIGHT, rehearse, submit, WRONG, written } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

/** Prints what it is called with, and throws it: whoever sees that of a hidden case could write an answer down. */
const SPY = WRONG.replace(
  "return (a - y) ** 2",
  "console.log('seen', a, y); throw new Error(`seen $" + "{a} $" + "{y}`)",
);

describeEngines("a server", (engine) => {
  const place = rehearsed(engine);
  let ada: Person;
  let grace: Person;
  let assessment: string;
  beforeAll(async () => {
    const made = await place.assess({ feedback: "full" }, ["Ada Lovelace", "Grace Hopper"]);
    [ada, grace] = made.people;
    assessment = made.id;
    for (const { caller } of made.people) await caller.post("/api/session/start");
  });

  describe("who may ask", () => {
    it.each([
      ["GET", "/api/session"],
      ["POST", "/api/session/start"],
      ["PUT", `${KATA}/source`],
      ["GET", "/api/session/stream"],
      ["GET", "/api/assessments"],
      ["POST", "/api/assessments"],
      ["GET", "/api/queue"],
    ])("%s %s: nobody without a token", async (method, path) => {
      const told = await place.stranger.ask(method, path, method === "GET" ? undefined : {});
      expect(told).toMatchObject({
        status: 401,
        body: { error: { code: "unauthorized", remedy: { en: expect.any(String) } } },
      });
    });

    it("a candidate is no organiser, and an organiser no candidate", async () => {
      expect((await ada.caller.get("/api/assessments")).status).toBe(401);
      expect((await ada.caller.get(`/api/sessions/${grace.id}/report`)).status).toBe(401);
      expect((await place.organiser.get("/api/session")).status).toBe(401);
    });

    it.each(["Bearer", "Bearer ", "Bearer a b", "Basic YTpi", `Bearer ${"x".repeat(500)}`])(
      "refuses the authorization %j",
      async (authorization) => {
        expect((await place.stranger.get("/api/session", { authorization })).status).toBe(401);
      },
    );

    it("another's texts and submissions are out of reach, also by their names", async () => {
      const mine = { ...written(`// of Ada\n${WRONG}`), submission: randomUUID() };
      await ada.caller.post(`${KATA}/submissions`, mine);
      const { hash } = await graded(ada);
      expect((await grace.caller.get(`${KATA}/history/${hash}`)).status).toBe(404);
      const stolen = await grace.caller.post(`${KATA}/submissions`, { ...written(RIGHT), submission: mine.submission });
      expect(stolen).toMatchObject({ status: 409, body: { error: { code: "submission-reused" } } });
      expect((await grace.caller.get("/api/session/submissions")).body.submissions).toEqual([]);
      expect((await grace.caller.get("/api/session/katas/17-lstm")).body.error.code).toBe("unknown-kata");
    });

    it.each([
      "..%2f..%2fetc%2fpasswd",
      "%2e%2e%2f01-backpropagation",
      "01-backpropagation%00",
      "__proto__",
      "constructor",
      "01-Backpropagation",
      "x".repeat(5_000),
    ])("there is no kata %s", async (name) => {
      for (const path of [`/api/session/katas/${name}`, `/api/session/katas/${name}/history`])
        expect([400, 404, 414]).toContain((await ada.caller.get(path)).status);
    });
  });

  describe("other sites", () => {
    const evil = { origin: "https://evil.example" };

    it("cannot change anything with a candidate's cookie, nor sign in", async () => {
      const cookie = `katagrad_session=${ada.token}`;
      const page = new Caller(place.server.url, { cookie });
      expect((await page.get("/api/session")).status).toBe(200);
      const note = { note: "focus-lost" };
      const forged: Record<string, string>[] = [evil, { origin: "null" }, {}, { "sec-fetch-site": "cross-site" }];
      for (const headers of forged)
        expect((await page.post("/api/session/events", note, headers)).body.error.code).toBe("foreign-origin");
      expect((await page.post("/api/session/events", note, { origin: place.server.url })).status).toBe(200);
      const login = await place.stranger.post("/api/admin/login", { secret: place.adminSecret }, evil);
      expect(login).toMatchObject({ status: 403, body: { error: { code: "foreign-origin" } } });
      expect(login.headers.get("set-cookie")).toBeNull();
    });

    it("are given no permission to read, and cannot frame a page", async () => {
      const told = await ada.caller.ask("OPTIONS", "/api/session", undefined, {
        ...evil,
        "access-control-request-method": "PUT",
      });
      expect(told.headers.get("access-control-allow-origin")).toBeNull();
      const page = await place.stranger.get("/", evil);
      expect(page.headers.get("access-control-allow-origin")).toBeNull();
      expect(page.headers.get("x-frame-options")).toBe("DENY");
      expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      expect(page.headers.get("strict-transport-security")).toBeNull();
    });
  });

  describe("requests that are not what they should be", () => {
    it.each([
      ["no JSON", "{", 400, "invalid-request"],
      ["another shape", { text: 5 }, 400, "invalid-request"],
      ["unknown fields", { ...written("x"), score: 100 }, 400, "invalid-request"],
      ["half of a character", `{"text":"\\ud800","device":"d","sequence":1}`, 400, "invalid-request"],
      ["a prototype", `{"text":"x","device":"d","sequence":1,"__proto__":{"a":1}}`, 400, "invalid-request"],
      ["a source that is too long", written("x".repeat(70_000)), 413, "source-too-large"],
      ["a body that is too long", written("x".repeat(300_000)), 413, "too-large"],
    ])("%s", async (_, body, status, code) => {
      const told = await ada.caller.put(`${KATA}/source`, body);
      expect(told).toMatchObject({
        status,
        body: { error: { code, message: { en: expect.any(String), zh: expect.any(String) } } },
      });
    });

    it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
      "%s instead of JSON",
      async (type) => {
        const told = await ada.caller.ask("PUT", `${KATA}/source`, "{}", { "content-type": type });
        expect(told).toMatchObject({ status: 415, body: { error: { code: "not-json" } } });
      },
    );

    it("an address that is not there, and a method that is not", async () => {
      for (const [method, path] of [
        ["GET", "/api/nothing"],
        ["DELETE", "/api/session"],
        ["GET", "/../etc/passwd"],
      ])
        expect((await ada.caller.ask(method, path)).body.error).toMatchObject({ code: "not-found" });
      const head = await ada.caller.ask("HEAD", "/api/session");
      expect(head).toMatchObject({ status: 200, text: "" });
    });

    it("names with control characters and markup come back as they are, as JSON", async () => {
      const name = "<script>alert(1)</script>\u0000\u001b[31m";
      const told = await place.organiser.post(`/api/assessments/${assessment}/invitations`, { people: [{ name }] });
      expect(told.body.invitations[0].name).toBe(name);
      expect(told.headers.get("content-type")).toBe("application/json; charset=utf-8");
    });
  });

  it("tells a candidate nothing of the hidden cases, whatever the attempt prints or throws", async () => {
    for (const text of [SPY, WRONG, "export const x = ;", RIGHT]) await submit(grace, text);
    await graded(grace);
    const submissions = (await grace.caller.get("/api/session/submissions")).text;
    expect(submissions).toContain('"groups"');
    const catalog = await openCatalog();
    const { secret } = (await place.store.read((tx) => findAssessment(tx, assessment)))!;
    const own = sessionSecret(secret, grace.id);
    const prepared = await prepareKata(catalog, catalog.find(FIRST), { secret: own });
    const hidden = prepared.parts.flatMap(({ cases }) => cases.filter(({ shown }) => !shown));
    const numbers = hidden.flatMap(({ args, expected }) => JSON.stringify([args, expected]).match(/\d\.\d{9,}/g) ?? []);
    expect(numbers.length).toBeGreaterThan(20);
    const heard = grace.caller.heard.join("\n");
    for (const number of new Set(numbers)) expect(heard).not.toContain(number);
    for (const one of hidden.filter(({ name }) => name !== "one input")) expect(heard).not.toContain(`"${one.name}"`);
    for (const secretText of ["half-missing", "½ is missing", "seen", secret, own])
      expect(heard).not.toContain(secretText);
    const team = (await place.organiser.get(`/api/sessions/${grace.id}/report`)).text;
    for (const kept of ["half-missing", "seen"]) expect(team).toContain(kept);
  });

  it("logs no secret, no name and no source", async () => {
    await place.stranger.post("/api/session/enter", { token: ada.token });
    await ada.caller.put(`${KATA}/source`, "{ not json");
    await place.stranger.get(`/?token=${ada.token}`);
    const log = place.log.join("\n");
    expect(log).toContain(`"route":"/api/session/enter"`);
    const secrets = [ada.token, grace.token, place.adminSecret, place.organiser.headers.authorization.slice(7)];
    for (const secret of [...secrets, "Lovelace", "backward(", "not json"]) expect(log).not.toContain(secret);
  });

  it("keeps no token, only hashes", async () => {
    const rows = await place.store.read(async (tx) => [
      ...(await tx.all("SELECT * FROM person")),
      ...(await tx.all("SELECT * FROM organiser_token")),
      ...(await tx.all("SELECT * FROM admin")),
    ]);
    const kept = JSON.stringify(rows);
    for (const secret of [ada.token, place.adminSecret, place.organiser.headers.authorization.slice(7)])
      expect(kept).not.toContain(secret);
  });

  it("describes every route, and answers as it says", async () => {
    const told = (await place.stranger.get("/openapi.json")).body;
    expect(told.openapi).toBe("3.1.0");
    expect(Object.keys(told.paths).length).toBeGreaterThan(35);
    expect(told.paths["/api/session/katas/{kata}/submissions"].post.responses["201"]).toBeDefined();
  });

  it("lets nobody in without a token, whatever is asked, but where a secret is shown or nothing is told", async () => {
    const open = [
      "GET /healthz",
      "GET /readyz",
      "GET /metrics",
      "POST /api/boards/{id}/enter",
      "POST /api/session/enter",
      // It says whether one is signed in, and a wrong token counts as a guess.
      "GET /api/admin/session",
      "POST /api/admin/login",
      "POST /api/admin/logout",
    ];
    const { paths } = (await place.stranger.get("/openapi.json")).body as { paths: Record<string, object> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
    const told: string[] = [];
    for (const { method, path } of routes) {
      const body = ["POST", "PUT", "PATCH"].includes(method) ? {} : undefined;
      const { status } = await place.stranger.ask(method, path.replaceAll(/\{\w+\}/g, "01-backpropagation"), body);
      if (status !== 401) told.push(`${method} ${path}`);
    }
    expect(told.sort()).toEqual(open.sort());
  });

  it("says whether it can work", async () => {
    expect((await place.stranger.get("/healthz")).body).toEqual({ alive: true });
    expect((await place.stranger.get("/readyz")).body).toMatchObject({ ready: true, store: engine });
    place.clock.jumped = true;
    expect(await place.stranger.get("/readyz")).toMatchObject({ status: 503, body: { clock: { jumped: true } } });
    place.clock.jumped = false;
  });

  it("shows its numbers to this machine and to organisers, not through a proxy", async () => {
    const forwarded = { "x-forwarded-for": "203.0.113.9" };
    expect((await place.stranger.get("/metrics")).text).toContain("katagrad_http_seconds");
    expect((await place.stranger.get("/metrics", forwarded)).status).toBe(401);
    expect((await place.organiser.get("/metrics", forwarded)).status).toBe(200);
  });

  it("does not count what anybody may ask as a guess", async () => {
    for (let i = 0; i < 15; i++) expect((await place.stranger.get("/healthz")).status).toBe(200);
    expect((await place.stranger.post("/api/session/enter", { token: "y".repeat(43) })).status).toBe(401);
    const login = await place.stranger.post("/api/admin/login", { secret: place.adminSecret, as: "token" });
    expect(login.status).toBe(200);
  });

  // Last: it makes this address wait.
  it("slows down who guesses, and nobody whose link is right", async () => {
    const guesses = Array.from({ length: 14 }, () => place.stranger.post("/api/admin/login", { secret: "guess" }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses).toContain(401);
    const told = await place.stranger.post("/api/admin/login", { secret: place.adminSecret });
    expect(told).toMatchObject({ status: 429, body: { error: { code: "too-many-requests" } } });
    expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(0);
    const link = await place.stranger.post("/api/session/enter", { token: "x".repeat(43) });
    expect(link.status).toBe(429);
    expect((await ada.caller.get("/api/session")).status).toBe(200);
  });
});

describe("a server that trusts its proxy", () => {
  const place = rehearsed("sqlite", { trustProxy: true });

  it("makes links and cookies for the address that people use, and asks browsers to stay encrypted", async () => {
    const proxy = {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "katas.example",
      origin: "https://katas.example",
    };
    const { id } = await place.assess();
    const invited = await place.organiser.post(
      `/api/assessments/${id}/invitations`,
      { people: [{ name: "Ada" }] },
      proxy,
    );
    const { link } = invited.body.invitations[0];
    expect(link).toMatch(/^https:\/\/katas\.example\/#[\w-]{43}$/);
    const entered = await place.stranger.post("/api/session/enter", { token: link.split("#")[1] }, proxy);
    expect(entered.headers.get("set-cookie")).toContain("; Secure");
    expect(entered.headers.get("strict-transport-security")).toContain("max-age=");
  });
});

describe("a slow sender", () => {
  it("is not waited for, and holds up nobody", async () => {
    const place = await rehearse("sqlite");
    const { port } = new URL(place.server.url);
    const slow = request({ port, method: "POST", path: "/api/session/enter", headers: { "content-length": 100 } });
    slow.on("error", () => {});
    slow.write("{");
    await until(
      () => place.stranger.get("/healthz"),
      ({ status }) => status === 200,
    );
    const started = performance.now();
    await place.close();
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
