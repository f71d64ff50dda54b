/** The ranking, on a real server: for organisers, and for whoever has a link to it. */
import { beforeAll, describe, expect, it } from "vitest";
import { describeEngines } from "../store/support.ts";
import { Caller, type Told } from "./caller.ts";
import { graded, type Person, RIGHT, submit, WRONG } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

type Board = Told["body"];

describeEngines("the board", (engine) => {
  const place = rehearsed(engine);

  const names = ({ rows }: Board) => rows.map(({ name }: { name: string }) => name);

  async function started(...people: readonly string[]) {
    const made = await place.assess({ limitSeconds: 600 }, people);
    for (const { caller } of made.people) await caller.post("/api/session/start");
    const board = async (freeze: number): Promise<Board> =>
      (await place.organiser.get(`/api/assessments/${made.id}/board?freeze=${freeze}`)).body;
    return { ...made, board };
  }

  async function submitted(person: Person, text: string): Promise<void> {
    await submit(person, text);
    await graded(person);
  }

  /** A link, and somebody who has it. */
  async function linked(assessment: string, settings: object = {}) {
    const { status, body } = await place.organiser.post(`/api/assessments/${assessment}/board-links`, settings);
    expect(status).toBe(201);
    const [, id, token] = /\/board\/link\/([\w-]+)#([\w-]{43})$/.exec(body.link)!;
    expect(body).toMatchObject({ id, ...settings });
    const caller = new Caller(place.server.url, { authorization: `Bearer ${token}` });
    const path = `/api/boards/${id}`;
    return { id, token, caller, path, board: async (): Promise<Board> => (await caller.get(path)).body };
  }

  it("freezes before the end, and hides what comes then until it is asked without", async () => {
    const { people, board, id } = await started("Ada", "Grace");
    const [ada, grace] = people;
    await submitted(ada, WRONG);
    expect(await board(5)).toMatchObject({ frozenAt: null, freezesAt: place.clock.ms + 300_000 });
    place.clock.pass(301);
    await submitted(grace, RIGHT);
    const frozen = await board(5);
    expect(frozen.frozenAt).toBe(place.clock.ms - 1_000);
    expect(names(frozen)).toEqual(["Ada", "Grace"]);
    expect(frozen.rows[1].katas[0]).toMatchObject({ score: 0, submissions: 0, hidden: 1 });
    const open = await board(0);
    expect(names(open)).toEqual(["Grace", "Ada"]);
    expect(open.rows[0].katas[0]).toMatchObject({ score: 100, submissions: 1, hidden: 0 });
    expect((await place.organiser.get(`/api/assessments/${id}/board?freeze=x`)).status).toBe(400);
  });

  it("is uncovered row by row when everybody has ended, and covered again when somebody goes on", async () => {
    const { people, board, id } = await started("Ada", "Grace");
    const [ada, grace] = people;
    const link = await linked(id, { names: "shown", freezeMinutes: 5 });
    await submitted(ada, WRONG);
    place.clock.pass(301);
    await submitted(grace, RIGHT);
    const reveal = (body: object) => place.organiser.post(`/api/assessments/${id}/board/reveal`, body);
    expect(await reveal({})).toMatchObject({ status: 409, body: { error: { code: "board-runs" } } });
    for (const { caller } of people) await caller.post("/api/session/finish");
    expect(names(await link.board())).toEqual(["Ada", "Grace"]);
    expect((await reveal({ sessions: [grace.id, "nobody"] })).status).toBe(200);
    for (const shown of [await board(5), await link.board()]) {
      expect(names(shown)).toEqual(["Grace", "Ada"]);
      expect(shown.rows[0]).toMatchObject({ score: 100, revealed: true, katas: [{ hidden: 0 }] });
      expect(shown.rows[1].revealed).toBe(false);
    }
    await place.organiser.ask("DELETE", `/api/assessments/${id}/board/reveal`);
    expect(names(await link.board())).toEqual(["Ada", "Grace"]);
    await reveal({});
    expect(names(await link.board())).toEqual(["Grace", "Ada"]);
    const reopened = await place.organiser.post(`/api/sessions/${grace.id}/reopen`, { reason: "fire alarm" });
    expect(reopened).toMatchObject({ status: 200, body: { phase: "running" } });
    place.clock.pass(5);
    await grace.caller.post("/api/session/finish");
    const again = await link.board();
    expect(names(again)).toEqual(["Ada", "Grace"]);
    expect(again.rows[0].revealed).toBe(true);
    expect(again.rows[1]).toMatchObject({ phase: "ended", revealed: false, katas: [{ score: 0, hidden: 1 }] });
  });

  it("stays frozen at a link when the end moves", async () => {
    const { people, id, board } = await started("Ada", "Grace");
    const link = await linked(id, { names: "shown", freezeMinutes: 5 });
    place.clock.pass(301);
    await submitted(people[1], RIGHT);
    const { frozenAt } = await link.board();
    expect(frozenAt).toBe(place.clock.ms - 1_000);
    await place.organiser.post(`/api/sessions/${people[0].id}/time`, { seconds: 600 });
    expect((await board(5)).frozenAt).toBeNull();
    const shown = await link.board();
    expect(shown).toMatchObject({ frozenAt, freezesAt: frozenAt });
    expect(shown.rows.map(({ score }: { score: number }) => score)).toEqual([0, 0]);
  });

  it("tells at a link what happens, and that it was revoked", async () => {
    const { people, id } = await started("Ada");
    const link = await linked(id, { names: "shown" });
    const answer = await fetch(`${place.server.url}${link.path}/stream`, { headers: link.caller.headers });
    let text = "";
    const reading = (async () => {
      for await (const chunk of answer.body!) text += Buffer.from(chunk).toString();
    })();
    const hears = async (what: RegExp) => {
      for (let i = 0; i < 400 && !what.test(text); i++) await new Promise((resolve) => setTimeout(resolve, 25));
      expect(text).toMatch(what);
    };
    await hears(/event: board\ndata: .*"score":0/);
    await submitted(people[0], RIGHT);
    await hears(/event: board\ndata: .*"score":100/);
    expect((await place.organiser.ask("DELETE", `/api/board-links/${link.id}`)).status).toBe(200);
    await hears(/event: ended\ndata: {"endedBy":"revoked"}/);
    await reading;
    expect(await link.caller.get(link.path)).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    expect((await place.organiser.ask("DELETE", `/api/board-links/${link.id}`)).status).toBe(404);
  });

  describe("with a link", () => {
    const PEOPLE = ["Ada Lovelace", "Grace Hopper", "Emmy Noether", "Sofya Kovalevskaya"];
    let id: string;
    let people: readonly Person[];
    beforeAll(async () => {
      ({ id, people } = await started(...PEOPLE));
    });

    it("shows names or pseudonyms, and nothing that leads to a person", async () => {
      const named = await linked(id, { names: "shown" });
      expect(names(await named.board()).sort()).toEqual([...PEOPLE].sort());
      const hidden = await linked(id, { names: "pseudonyms" });
      const shown = await hidden.board();
      const pseudonyms: string[] = names(shown);
      expect(new Set(pseudonyms).size).toBe(PEOPLE.length);
      for (const one of pseudonyms) expect(one).toMatch(/^[0-9A-F]{5,}$/);
      // Rows with equal scores stand in an order of their own, not in that of the invitations.
      expect(pseudonyms).toEqual([...pseudonyms].sort());
      expect(names(await hidden.board())).toEqual(pseudonyms);
      const other = await named.board();
      for (const { id } of people) expect(JSON.stringify([shown, other])).not.toContain(id);
      for (const name of PEOPLE) expect(JSON.stringify(shown)).not.toContain(name.split(" ")[1]);
      // Whoever has both links cannot lay one over the other.
      const ids = ({ rows }: Board) => rows.map(({ id }: { id: string }) => id);
      expect(new Set([...ids(shown), ...ids(other)]).size).toBe(2 * PEOPLE.length);
    });

    it("asks for its own secret, as a bearer or in a cookie for that board alone", async () => {
      const [one, other] = [await linked(id), await linked(id)];
      for (const headers of [{}, other.caller.headers, place.organiser.headers, people[0].caller.headers])
        for (const path of [one.path, `${one.path}/stream`])
          expect((await new Caller(place.server.url, headers as Record<string, string>).get(path)).status).toBe(401);
      const entered = await place.stranger.post(`${one.path}/enter`, { token: one.token });
      expect(entered).toMatchObject({ status: 200, body: { title: "Rehearsal" } });
      const cookie = entered.headers.get("set-cookie")!;
      expect(cookie).toContain(`Path=${one.path}; HttpOnly; SameSite=Strict`);
      const browser = new Caller(place.server.url, { cookie: cookie.split(";")[0] });
      expect((await browser.get(one.path)).status).toBe(200);
      expect((await browser.get(other.path)).status).toBe(401);
      const crossed = await place.stranger.post(`${other.path}/enter`, { token: one.token });
      expect(crossed).toMatchObject({ status: 401 });
      expect(crossed.headers.get("set-cookie")).toBeNull();
    });

    it("opens nothing else", async () => {
      const { token, caller } = await linked(id);
      const { paths } = (await place.stranger.get("/openapi.json")).body as { paths: Record<string, object> };
      const routes = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
      );
      const cookie = `katagrad_board=${token}; katagrad_organiser=${token}; katagrad_session=${token}`;
      const page = new Caller(place.server.url, { cookie, origin: place.server.url });
      const open = /^\/(healthz|readyz|metrics|api\/admin\/(session|login|logout)|api\/(session|boards\/{id})\/enter)$/;
      const asked = routes.filter(({ path }) => !open.test(path));
      expect(asked.length).toBeGreaterThan(35);
      for (const { method, path } of asked)
        for (const one of [caller, page]) {
          const body = ["POST", "PUT", "PATCH"].includes(method) ? {} : undefined;
          const { status } = await one.ask(method, path.replaceAll(/\{\w+\}/g, id), body);
          // Who guesses long enough is asked to wait.
          expect([401, 429], `${method} ${path}`).toContain(status);
        }
    });

    it("is listed without its secret, which is kept as a hash, logged nowhere and refused to strangers", async () => {
      const { id: link, token } = await linked(id, { freezeMinutes: 10 });
      const list = await place.organiser.get(`/api/assessments/${id}/board-links`);
      expect(list.body.links).toContainEqual({
        id: link,
        names: "pseudonyms",
        freezeMinutes: 10,
        createdAt: place.clock.ms,
      });
      expect(list.text).not.toContain(token);
      const kept = JSON.stringify(await place.store.read((tx) => tx.all("SELECT * FROM board_link")));
      expect(kept).toContain(link);
      expect(kept).not.toContain(token);
      expect(place.log.join("\n")).not.toContain(token);
      expect((await place.stranger.get(`/api/assessments/${id}/board-links`)).status).toBe(401);
      for (const bad of [{ names: "all" }, { freezeMinutes: -1 }, { freezeMinutes: 1.5 }, { secret: "x" }])
        expect((await place.organiser.post(`/api/assessments/${id}/board-links`, bad)).status).toBe(400);
      expect((await place.organiser.post("/api/assessments/none/board-links", {})).status).toBe(404);
    });
  });
});
