/** What every web application of ours begins with: JSON alone, checked against schemas; the one shape of errors; headers; the check of origins. */
import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { checkOrigin } from "./auth/origin.ts";
import { answerError, answerUnknown, type Telling } from "./failures.ts";
import { BODY_BYTES, CONNECTIONS, REQUEST_MS } from "./limits.ts";
import type { LogOptions } from "./log.ts";

export interface ShellOptions {
  readonly log: LogOptions;
  /** Whether a proxy in front says who asks, and over what. */
  readonly trustProxy: boolean;
  readonly telling: Telling;
}

export async function openShell({ log, trustProxy, telling }: ShellOptions): Promise<FastifyInstance> {
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
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, telling));
  app.setNotFoundHandler((request, reply) => answerUnknown(request, reply));
  await app.register(helmet, HEADERS);
  await app.register(cookie);
  app.addHook("onRequest", async (request, reply) => {
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
    checkOrigin(request);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
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
  // Only where the connection is encrypted: the hook above says it then.
  strictTransportSecurity: false,
} as const;
