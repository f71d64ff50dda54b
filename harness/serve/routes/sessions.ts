/** What organisers do with the sitting of one person, and with the queue of gradings. */

import { z } from "zod";
import type { Language } from "../../kata.ts";
import { depth } from "../../store/queue.ts";
import { actOn } from "../desk/desk.ts";

import { readAttempt, readLog, readPlayback } from "../desk/evidence.ts";
import { readReport } from "../desk/report.ts";

import { readRow } from "../desk/sessions.ts";
import { readDead, retry } from "../desk/settle.ts";
import { PAGE_POLICY, renderReport } from "../pages/report-page.ts";
import { done, idParams, kataQuery, refusals } from "../schemas/common.ts";
import * as schemas from "../schemas/organiser.ts";
import * as sittings from "../schemas/sittings.ts";
import { guard, forOrganisers as shared } from "./organising.ts";
import type { Routes } from "./routes.ts";

/** The same as data and as a page. */
const reportAnswers = {
  200: {
    description: "The report, as data or as a page that can be printed and kept",
    content: { "application/json": { schema: sittings.report }, "text/html": { schema: z.string() } },
  },
  ...refusals,
};

export const sessionRoutes: Routes = async (app, options) => {
  const { desk, grader } = options.service;
  guard(app, options);
  const row = { params: idParams, response: { 200: sittings.sessionRow, ...refusals } };

  app.get("/api/sessions/:id", { schema: { ...shared, ...row } }, ({ params }) => readRow(desk, params.id));
  app.post(
    "/api/sessions/:id/time",
    { schema: { ...shared, ...row, body: sittings.timeBody } },
    async ({ params, body }) => {
      await actOn(desk, params.id, { kind: "changeTime", ...body });
      return readRow(desk, params.id);
    },
  );
  for (const kind of ["close", "reopen"] as const)
    app.post(
      `/api/sessions/:id/${kind}`,
      { schema: { ...shared, ...row, body: sittings.whyBody } },
      async ({ params, body }) => {
        await actOn(desk, params.id, { kind, ...body });
        return readRow(desk, params.id);
      },
    );
  app.post(
    "/api/sessions/:id/regrade",
    { schema: { ...shared, ...row, body: sittings.regradeBody } },
    async ({ params, body }) => {
      await actOn(desk, params.id, { kind: "regrade", ...body });
      return readRow(desk, params.id);
    },
  );

  app.get(
    "/api/sessions/:id/report",
    { schema: { ...shared, params: idParams, querystring: sittings.reportQuery, response: reportAnswers } },
    async ({ params, query, headers }, reply) => {
      const whole = await readReport(desk, grader, params.id);
      reply.header("vary", "accept, accept-language");
      if ((query.format ?? formatOf(headers.accept)) === "html") {
        const page = renderReport(whole, query.lang ?? languageOf(headers["accept-language"]), desk.clock.now());
        reply.header("content-security-policy", PAGE_POLICY).type("text/html; charset=utf-8");
        return page;
      }
      const { name, title, report, records, writing, attempts, note } = whole;
      return {
        name,
        title,
        report: { ...report },
        records: [...records],
        writing: [...writing],
        attempts: [...attempts],
        note,
      };
    },
  );
  app.get(
    "/api/sessions/:id/events",
    { schema: { ...shared, params: idParams, response: { 200: sittings.events, ...refusals } } },
    ({ params }) => readLog(desk, params.id),
  );
  app.get(
    "/api/sessions/:id/playback",
    {
      schema: {
        ...shared,
        params: idParams,
        querystring: kataQuery,
        response: { 200: sittings.playback, ...refusals },
      },
    },
    async ({ params, query }) => ({ ...(await readPlayback(desk, params.id, query.kata)) }),
  );

  app.get(
    "/api/sessions/:id/attempt",
    {
      schema: {
        ...shared,
        params: idParams,
        querystring: kataQuery,
        response: { 200: sittings.attempt, ...refusals },
      },
    },
    ({ params, query }) => readAttempt(desk, params.id, query.kata),
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

/** A browser names pages before all else; a program takes anything, or data. */
function formatOf(accept = ""): "html" | "json" {
  return /^[^;]*\btext\/html\b/.test(accept) ? "html" : "json";
}

function languageOf(accepted = ""): Language {
  return /^\s*zh\b/i.test(accepted) ? "zh" : "en";
}
