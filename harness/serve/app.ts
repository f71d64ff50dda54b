/** The web application: plugins, who may ask, the one shape of errors, routes. */
import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { makeLimiters } from "./auth/limiters.ts";
import { checkOrigin } from "./auth/who.ts";
import { DESCRIPTION } from "./description.ts";
import { answerError, answerUnknown } from "./failures.ts";
import { BODY_BYTES, CONNECTIONS, REQUEST_MS } from "./limits.ts";
import type { LogOptions } from "./log.ts";
import { assessmentRoutes } from "./routes/assessments.ts";
import { candidateRoutes } from "./routes/candidate.ts";
import { enterRoutes } from "./routes/entering.ts";
import { operationRoutes } from "./routes/operations.ts";
import { pageRoutes } from "./routes/pages.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import type { Service } from "./service.ts";

export interface AppOptions {
  readonly log: LogOptions;
  /** Whether a proxy in front says who asks, and over what. */
  readonly trustProxy?: boolean;
}

export async function buildApp(service: Service, { log, trustProxy = false }: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: log,
    trustProxy,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: "idle",
    genReqId: () => randomUUID(),
  });
  app.server.maxConnections = CONNECTIONS;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // JSON and nothing else: a form of another site cannot send it.
  app.removeContentTypeParser("text/plain");
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, service.metrics));
  app.setNotFoundHandler((request, reply) => answerUnknown(request, reply));
  app.decorateRequest("began", 0);
  app.decorateRequest("person", null);
  app.addHook("onRequest", async (request) => {
    request.began = service.desk.clock.now();
  });
  await app.register(helmet, HEADERS);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, DESCRIPTION);
  app.addHook("onRequest", async (request, reply) => {
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
    checkOrigin(request);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    const seconds = reply.elapsedTime / 1_000;
    service.metrics.request(method, route, reply.statusCode, seconds);
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "request");
  });
  const limiters = makeLimiters(app);
  for (const routes of [operationRoutes, pageRoutes, enterRoutes, candidateRoutes, assessmentRoutes, sessionRoutes])
    await app.register(routes, { service, limiters });
  await app.ready();
  return app;
}

/** An answer to a program needs nothing; a page says what it needs itself. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  frameguard: { action: "deny" },
  referrerPolicy: { policy: "no-referrer" },
  // Only where the connection is encrypted: the hook below says it then.
  strictTransportSecurity: false,
} as const;
