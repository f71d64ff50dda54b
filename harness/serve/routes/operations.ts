/** For whoever runs the server: is it alive, can it work, how much of what; and the description of all routes. */
import { z } from "zod";
import { depth } from "../../store/queue.ts";
import { checkOrganiser } from "../auth/who.ts";
import type { Routes } from "./routes.ts";

const ready = z.object({
  ready: z.boolean(),
  store: z.enum(["sqlite", "postgres"]),
  isolation: z.string(),
  clock: z.object({ aheadMs: z.number(), jumps: z.number(), jumped: z.boolean() }),
});

export const operationRoutes: Routes = async (app, { service, limiters }) => {
  const { desk, grader, metrics } = service;
  app.addHook("onRequest", (request) => limiters.address(request));

  let description: string | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
    description ??= JSON.stringify(app.swagger());
    reply.type("application/json; charset=utf-8").send(description);
  });

  app.get(
    "/healthz",
    { schema: { tags: ["operations"], response: { 200: z.object({ alive: z.literal(true) }) } } },
    async () => ({ alive: true as const }),
  );

  app.get(
    "/readyz",
    { schema: { tags: ["operations"], response: { 200: ready, 503: ready } } },
    async (_request, reply) => {
      const reached = await desk.store.now().then(
        () => true,
        () => false,
      );
      const clock = desk.clock.status();
      const isReady = reached && !clock.jumped;
      reply.code(isReady ? 200 : 503);
      return { ready: isReady, store: desk.store.engine, isolation: grader.isolation, clock };
    },
  );

  metrics.gauge("gradings_waiting", "Gradings that wait", async () => (await desk.store.read(depth)).waiting);
  metrics.gauge("gradings_dead", "Gradings that failed each time", async () => (await desk.store.read(depth)).dead);
  metrics.gauge("streams", "Readers of server-sent events", () => service.streams.size);
  metrics.gauge("runs_waiting", "Runs on the examples that wait", () => service.runs.length);
  metrics.gauge("clock_jumps", "Jumps of the database's clock", () => desk.clock.status().jumps);

  app.get("/metrics", { schema: { tags: ["operations"] } }, async (request, reply) => {
    const isLocal = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
    const isForwarded = ["forwarded", "x-forwarded-for"].some((name) => request.headers[name] !== undefined);
    if (!isLocal || isForwarded) await checkOrganiser(desk, request);
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
};
