/** What the page of practice can ask for. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { done, kataParams, refusals } from "../schemas/common.ts";
import { EventStream } from "../stream/event-stream.ts";
import type { PracticeDesk } from "./desk.ts";
import type { Guard } from "./guard.ts";
import * as schemas from "./schemas.ts";

interface RouteOptions {
  readonly desk: PracticeDesk;
  readonly guard: Guard;
}

type Routes = FastifyPluginAsyncZod<RouteOptions>;

const DONE = { done: true } as const;
/** When a page whose server has ended looks for the next one. */
const RETRY_MS = 1_000;

/** The way in: the one route that is asked without the secret. */
export const enterRoute: Routes = async (app, { guard }) => {
  app.post(
    "/api/practice/enter",
    { schema: { body: schemas.enterBody, response: { 200: done, ...refusals } } },
    async (request, reply) => {
      guard.enter(request, reply, request.body.token);
      return DONE;
    },
  );
};

export const practiceRoutes: Routes = async (app, { desk, guard }) => {
  app.addHook("onRequest", async (request) => guard.checkToken(request));

  app.get("/api/practice", { schema: { response: { 200: schemas.practiceView, ...refusals } } }, async () =>
    desk.list(),
  );

  app.post(
    "/api/practice/katas/:kata/open",
    { schema: { params: kataParams, response: { 200: schemas.openedKata, ...refusals } } },
    ({ params }) => desk.open(params.kata),
  );

  app.put(
    "/api/practice/katas/:kata/text",
    { schema: { params: kataParams, body: schemas.saveBody, response: { 200: schemas.savedText, ...refusals } } },
    async ({ params, body }) => desk.save(params.kata, body),
  );

  app.post(
    "/api/practice/katas/:kata/keep",
    { schema: { params: kataParams, body: schemas.keepBody, response: { 200: schemas.keptText, ...refusals } } },
    async ({ params, body }) => ({ kept: desk.keep(params.kata, body.text) }),
  );

  app.post(
    "/api/practice/katas/:kata/hint",
    { schema: { params: kataParams, body: schemas.hintBody, response: { 200: schemas.hintsView, ...refusals } } },
    async ({ params, body }) => desk.hint(params.kata, body.part),
  );

  app.post(
    "/api/practice/katas/:kata/reset",
    { schema: { params: kataParams, body: schemas.tabBody, response: { 200: schemas.resetText, ...refusals } } },
    async ({ params, body }) => desk.reset(params.kata, body.tab),
  );

  const streams = new Set<EventStream>();
  // Before the server waits for what is under way, which these would be for ever.
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.close(RETRY_MS);
  });
  app.get("/api/practice/events", { schema: { response: refusals } }, (_request, reply) => {
    const stop = desk.listen(({ news, data }) => stream.send(news, data));
    const stream = new EventStream(reply, () => {
      stop();
      streams.delete(stream);
    });
    streams.add(stream);
    stream.send("hello", {});
  });
};
