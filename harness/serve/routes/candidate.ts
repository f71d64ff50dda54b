/** What a candidate can ask for. Each route sees the session of the link that was shown, and no other. */
import { depth } from "../../store/queue.ts";
import { ApiError } from "../api-error.ts";
import { identifyCandidate, showsToken } from "../auth/who.ts";
import { compress } from "../compress.ts";
import * as desk from "../desk/candidate.ts";
import { WAITING_GRADINGS } from "../limits.ts";
import * as schemas from "../schemas/candidate.ts";
import { done, kataParams, refusals } from "../schemas/common.ts";
import { CandidateFeed } from "../stream/candidate-feed.ts";
import { clientOf } from "./entering.ts";
import type { Routes } from "./routes.ts";

const DONE = { done: true } as const;
const shared = { tags: ["candidate"], security: [{ bearer: [] }] };

export const candidateRoutes: Routes = async (app, { service, limiters }) => {
  const { desk: books, grader, runs, streams } = service;
  const reconnected = new Map<string, number>();

  app.addHook("onRequest", async (request) => {
    try {
      request.person = await identifyCandidate(books, request);
    } catch (error) {
      if (showsToken(request, "candidate")) await limiters.wrongGuess(request);
      throw error;
    }
    await limiters.person(request);
  });

  app.get(
    "/api/session",
    { schema: { ...shared, response: { 200: schemas.sessionView, ...refusals } } },
    ({ person }) => desk.readSession(books, person!.id),
  );

  app.post(
    "/api/session/start",
    { schema: { ...shared, body: schemas.startBody, response: { 200: schemas.sessionView, ...refusals } } },
    ({ person, body }) => desk.start(books, person!.id, body.honour),
  );

  app.post(
    "/api/session/finish",
    { schema: { ...shared, response: { 200: schemas.sessionView, ...refusals } } },
    ({ person }) => desk.finish(books, person!.id),
  );

  app.post(
    "/api/session/events",
    { schema: { ...shared, body: schemas.noteBody, response: { 200: done, ...refusals } } },
    async ({ person, body }) => {
      await desk.note(books, person!.id, body);
      return DONE;
    },
  );

  app.get(
    "/api/session/katas/:kata",
    { onSend: compress, schema: { ...shared, params: kataParams, response: { 200: schemas.kataPage, ...refusals } } },
    ({ person, params }) => desk.readKata(books, person!.id, params.kata),
  );

  app.put(
    "/api/session/katas/:kata/source",
    {
      schema: { ...shared, params: kataParams, body: schemas.saveBody, response: { 200: schemas.saved, ...refusals } },
    },
    ({ person, params, body, began }) => desk.save(books, person!.id, { ...params, ...body, began }),
  );

  app.get(
    "/api/session/katas/:kata/history",
    { schema: { ...shared, params: kataParams, response: { 200: schemas.history, ...refusals } } },
    async ({ person, params }) => ({ saves: await desk.readHistory(books, person!.id, params.kata) }),
  );

  app.get(
    "/api/session/katas/:kata/history/:hash",
    { schema: { ...shared, params: schemas.historyParams, response: { 200: schemas.sourceView, ...refusals } } },
    async ({ person, params: { kata, hash } }) => ({ text: await desk.readSource(books, person!.id, kata, hash) }),
  );

  app.post(
    "/api/session/katas/:kata/run",
    {
      schema: { ...shared, params: kataParams, body: schemas.runBody, response: { 200: schemas.runView, ...refusals } },
    },
    async ({ person, params: { kata }, body: { text } }) => {
      runs.check();
      await desk.noteRun(books, person!.id, kata, text);
      return run(person!.id, kata, text);
    },
  );

  app.post(
    "/api/session/katas/:kata/submissions",
    {
      schema: {
        ...shared,
        params: kataParams,
        body: schemas.submitBody,
        response: { 200: schemas.submissionView, 201: schemas.submissionView, ...refusals },
      },
    },
    async ({ person, params, body, began }, reply) => {
      await checkQueue();
      const { view, isNew } = await desk.submit(books, person!.id, { ...params, ...body, began });
      reply.code(isNew ? 201 : 200);
      return view;
    },
  );

  app.get(
    "/api/session/submissions",
    { schema: { ...shared, response: { 200: schemas.submissionList, ...refusals } } },
    async ({ person }) => ({ submissions: await desk.readSubmissions(books, person!.id) }),
  );

  app.get(
    "/api/session/practice",
    { onSend: compress, schema: { ...shared, response: { 200: schemas.kataPage, ...refusals } } },
    ({ person }) => desk.practicePage(books, person!.id),
  );

  app.post(
    "/api/session/practice/run",
    { schema: { ...shared, body: schemas.runBody, response: { 200: schemas.runView, ...refusals } } },
    async ({ person, body: { text } }) => {
      runs.check();
      return run(person!.id, await desk.enterPractice(books, person!.id), text);
    },
  );

  app.get(
    "/api/session/stream",
    { exposeHeadRoute: false, schema: { ...shared, produces: ["text/event-stream"] } },
    async (request, reply) => {
      const { id } = request.person!;
      const known = Number(request.headers["last-event-id"]);
      const seen = Number.isSafeInteger(known) && known > 0 ? known : undefined;
      if (seen !== undefined) await noteReconnection(id, clientOf(request));
      streams.open(reply, new CandidateFeed(books, id, seen), id);
      return reply;
    },
  );

  /** A line that breaks every few seconds is one mark a minute. */
  async function noteReconnection(id: string, client: string): Promise<void> {
    const now = books.clock.now();
    if (now - (reconnected.get(id) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
    reconnected.set(id, now);
    await desk.reconnect(books, id, client);
  }

  async function run(person: string, kata: string, text: string) {
    const asked = performance.now();
    let waitedMs = 0;
    const result = await runs.enter(
      () => {
        waitedMs = Math.round(performance.now() - asked);
        return grader.run(kata, text);
      },
      (position) => streams.tell(person, "run-queue", { kata, position }),
    );
    return { ...result, parts: result.parts.map((one) => ({ ...one, cases: [...one.cases] })), waitedMs };
  }

  /** Work is saved apart from this, and submitted at the end anyway. @throws ApiError */
  async function checkQueue(): Promise<void> {
    const { waiting } = await books.store.read(depth);
    if (waiting < WAITING_GRADINGS) return;
    throw new ApiError(
      503,
      "queue-full",
      { en: `${waiting} gradings wait already.`, zh: `已有 ${waiting} 个评分在等待。` },
      { en: "Submit again in 30 s; your saved work is safe.", zh: "请在 30 秒后再提交；已保存的作答是安全的。" },
      { data: { position: waiting }, retryAfterSeconds: 30 },
    );
  }
};
