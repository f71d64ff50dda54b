/** What organisers do with an assessment. */
import { compress } from "../compress.ts";
import {
  changeAssessment,
  closeAssessment,
  createAssessment,
  previewAssessment,
  readAssessment,
  readAssessments,
  regradeAssessment,
} from "../desk/assessments.ts";
import { compareSessions } from "../desk/evidence.ts";
import { exportAssessment } from "../desk/export.ts";
import { forgetPerson, invite, reissue, revoke } from "../desk/invitations.ts";
import { readSessions } from "../desk/sessions.ts";
import { done, idParams, kataQuery, refusals } from "../schemas/common.ts";
import * as schemas from "../schemas/organiser.ts";
import * as sittings from "../schemas/sittings.ts";
import { OrganiserFeed } from "../stream/organiser-feed.ts";
import { guard, linkOf, forOrganisers as shared } from "./organising.ts";
import type { Routes } from "./routes.ts";

const DONE = { done: true } as const;

export const assessmentRoutes: Routes = async (app, options) => {
  const { desk, grader, streams } = options.service;
  guard(app, options);

  app.get("/api/katas", { schema: { ...shared, response: { 200: schemas.catalogue, ...refusals } } }, async () => ({
    katas: desk.catalog.katas.map(({ id, title, theme, difficulty, minutes, parts }) => ({
      kata: id,
      title,
      theme,
      difficulty,
      minutes,
      parts: Object.keys(parts).length,
    })),
  }));
  app.get(
    "/api/assessments",
    { schema: { ...shared, response: { 200: schemas.assessmentList, ...refusals } } },
    async () => ({ assessments: await readAssessments(desk) }),
  );
  app.post(
    "/api/assessments",
    { schema: { ...shared, body: schemas.newAssessment, response: { 201: schemas.assessment, ...refusals } } },
    async ({ body }, reply) => {
      reply.code(201);
      return createAssessment(desk, body);
    },
  );
  app.get(
    "/api/assessments/:id",
    { schema: { ...shared, params: idParams, response: { 200: schemas.assessment, ...refusals } } },
    ({ params }) => readAssessment(desk, params.id),
  );
  app.patch(
    "/api/assessments/:id",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.changedAssessment,
        response: { 200: schemas.assessment, ...refusals },
      },
    },
    ({ params, body }) => changeAssessment(desk, params.id, body),
  );
  app.get(
    "/api/assessments/:id/preview",
    { onSend: compress, schema: { ...shared, params: idParams, response: { 200: schemas.preview, ...refusals } } },
    ({ params }) => previewAssessment(desk, params.id),
  );
  app.post(
    "/api/assessments/:id/close",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.closeBody,
        response: { 200: schemas.assessment, ...refusals },
      },
    },
    ({ params, body: { running, ...why } }) => closeAssessment(desk, params.id, { end: running === "end", ...why }),
  );
  app.post(
    "/api/assessments/:id/regrade",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.regradeAllBody,
        response: { 200: schemas.regraded, ...refusals },
      },
    },
    ({ params, body }) => regradeAssessment(desk, params.id, body),
  );

  app.post(
    "/api/assessments/:id/invitations",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.inviteBody,
        response: { 201: schemas.invited, ...refusals },
      },
    },
    async (request, reply) => {
      const invited = await invite(desk, request.params.id, request.body);
      reply.code(201);
      return { invitations: invited.map(({ token, ...one }) => ({ ...one, link: linkOf(request, token) })) };
    },
  );
  app.get(
    "/api/assessments/:id/invitations",
    { schema: { ...shared, params: idParams, response: { 200: sittings.sessionList, ...refusals } } },
    async ({ params }) => ({ now: desk.clock.now(), sessions: await readSessions(desk, params.id) }),
  );
  app.delete(
    "/api/invitations/:id",
    {
      schema: { ...shared, params: idParams, querystring: sittings.whyBody, response: { 200: done, ...refusals } },
    },
    async ({ params, query }) => {
      await revoke(desk, params.id, query);
      return DONE;
    },
  );
  app.post(
    "/api/invitations/:id/reissue",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.reissueBody,
        response: { 200: schemas.reissued, ...refusals },
      },
    },
    async (request) => {
      const { params, body } = request;
      const token = await reissue(desk, params.id, body);
      return { id: params.id, link: linkOf(request, token), expiresAt: body.expiresAt };
    },
  );
  app.post(
    "/api/people/:id/forget",
    { schema: { ...shared, params: idParams, body: schemas.byBody, response: { 200: done, ...refusals } } },
    async ({ params, body }) => {
      await forgetPerson(desk, params.id, body.by);
      return DONE;
    },
  );

  app.get(
    "/api/assessments/:id/sessions",
    { schema: { ...shared, params: idParams, response: { 200: sittings.sessionList, ...refusals } } },
    async ({ params }) => ({ now: desk.clock.now(), sessions: await readSessions(desk, params.id) }),
  );
  app.get(
    "/api/assessments/:id/similarity",
    {
      schema: {
        ...shared,
        params: idParams,
        querystring: kataQuery,
        response: { 200: schemas.similarity, ...refusals },
      },
    },
    async ({ params, query }) => ({ ...(await compareSessions(desk, grader, params.id, query.kata)) }),
  );
  app.get(
    "/api/assessments/:id/export",
    { schema: { ...shared, params: idParams, querystring: schemas.exportQuery } },
    async ({ params, query: { format } }, reply) => {
      const text = await exportAssessment(desk, params.id, format);
      reply.header("content-disposition", `attachment; filename="assessment.${format}"`);
      reply.type(format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8");
      return text;
    },
  );
  app.get(
    "/api/assessments/:id/stream",
    { exposeHeadRoute: false, schema: { ...shared, params: idParams, produces: ["text/event-stream"] } },
    async ({ params, organiser }, reply) => {
      await readAssessment(desk, params.id);
      streams.open(reply, new OrganiserFeed(desk, params.id), organiser!);
      return reply;
    },
  );
};
