/** What organisers do with the sitting of one person, and with the queue of gradings. */

import { depth } from "../../store/queue.ts";
import { actOn } from "../desk/desk.ts";
import { readLog, readPlayback, readReport } from "../desk/evidence.ts";
import { readRow } from "../desk/sessions.ts";
import { readDead, retry } from "../desk/settle.ts";
import { done, idParams, refusals } from "../schemas/common.ts";
import * as schemas from "../schemas/organiser.ts";
import { guard, forOrganisers as shared } from "./organising.ts";
import type { Routes } from "./routes.ts";

export const sessionRoutes: Routes = async (app, options) => {
  const { desk } = options.service;
  guard(app, options);
  const row = { params: idParams, response: { 200: schemas.sessionRow, ...refusals } };

  app.get("/api/sessions/:id", { schema: { ...shared, ...row } }, ({ params }) => readRow(desk, params.id));
  app.post(
    "/api/sessions/:id/time",
    { schema: { ...shared, ...row, body: schemas.timeBody } },
    async ({ params, body }) => {
      await actOn(desk, params.id, { kind: "changeTime", ...body });
      return readRow(desk, params.id);
    },
  );
  for (const kind of ["close", "reopen"] as const)
    app.post(
      `/api/sessions/:id/${kind}`,
      { schema: { ...shared, ...row, body: schemas.whyBody } },
      async ({ params, body }) => {
        await actOn(desk, params.id, { kind, ...body });
        return readRow(desk, params.id);
      },
    );
  app.post(
    "/api/sessions/:id/regrade",
    { schema: { ...shared, ...row, body: schemas.regradeBody } },
    async ({ params, body }) => {
      await actOn(desk, params.id, { kind: "regrade", ...body });
      return readRow(desk, params.id);
    },
  );

  app.get(
    "/api/sessions/:id/report",
    { schema: { ...shared, params: idParams, response: { 200: schemas.report, ...refusals } } },
    ({ params }) => readReport(desk, params.id),
  );
  app.get(
    "/api/sessions/:id/events",
    { schema: { ...shared, params: idParams, response: { 200: schemas.events, ...refusals } } },
    ({ params }) => readLog(desk, params.id),
  );
  app.get(
    "/api/sessions/:id/playback",
    {
      schema: {
        ...shared,
        params: idParams,
        querystring: schemas.kataQuery,
        response: { 200: schemas.playback, ...refusals },
      },
    },
    async ({ params, query }) => ({ ...(await readPlayback(desk, params.id, query.kata)) }),
  );

  app.get("/api/queue", { schema: { ...shared, response: { 200: schemas.queue, ...refusals } } }, async () => {
    const dead = await readDead(desk);
    return {
      ...(await desk.store.read(depth)),
      deadJobs: dead.map(({ id, sessionId, submissionId, round, attempts, error, finishedAt }) => ({
        id,
        session: sessionId,
        submission: submissionId,
        round,
        attempts,
        error,
        finishedAt,
      })),
    };
  });
  app.post(
    "/api/queue/:job/retry",
    {
      schema: { ...shared, params: schemas.jobParams, body: schemas.byBody, response: { 200: done, ...refusals } },
    },
    async ({ params, body }) => {
      await retry(desk, params.job, body.by);
      return { done: true as const };
    },
  );
};
