/** The web application of timed assessments: plugins, measures, routes. */
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { makeLimiters } from "./auth/limiters.ts";
import { DESCRIPTION } from "./description.ts";
import type { LogOptions } from "./log.ts";
import { assessmentRoutes } from "./routes/assessments.ts";
import { boardRoutes } from "./routes/board.ts";
import { candidateRoutes } from "./routes/candidate.ts";
import { enterRoutes } from "./routes/entering.ts";
import { linkedBoardRoutes } from "./routes/linked-board.ts";
import { operationRoutes } from "./routes/operations.ts";
import { pageRoutes } from "./routes/pages.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import type { Service } from "./service.ts";
import { openShell } from "./shell.ts";

const ROUTES = [
  operationRoutes,
  pageRoutes,
  enterRoutes,
  candidateRoutes,
  linkedBoardRoutes,
  assessmentRoutes,
  boardRoutes,
  sessionRoutes,
];

export interface AppOptions {
  readonly log: LogOptions;
  /** Whether a proxy in front says who asks, and over what. */
  readonly trustProxy?: boolean;
}

export async function buildApp(service: Service, { log, trustProxy = false }: AppOptions): Promise<FastifyInstance> {
  const app = await openShell({
    log,
    trustProxy,
    telling: { onFailure: () => service.metrics.failed("request"), isOwner: false },
  });
  app.decorateRequest("began", 0);
  app.decorateRequest("person", null);
  app.decorateRequest("organiser", null);
  app.decorateRequest("board", null);
  app.addHook("onRequest", async (request) => {
    request.began = service.desk.clock.now();
  });
  await app.register(rateLimit, { global: false });
  await app.register(swagger, DESCRIPTION);
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    const seconds = reply.elapsedTime / 1_000;
    service.metrics.request(method, route, reply.statusCode, seconds);
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
  });
  const limiters = makeLimiters(app);
  for (const routes of ROUTES) await app.register(routes, { service, limiters });
  await app.ready();
  return app;
}
