/** What organisers do with the board of an assessment: look, uncover, make links for others to look. */
import { cover, readBoard, reveal } from "../desk/board.ts";
import { makeBoardLink, readBoardLinks, revokeBoardLink } from "../desk/board-links.ts";
import { done, idParams, refusals } from "../schemas/common.ts";
import * as schemas from "../schemas/organiser.ts";
import { boardLinkTo, guard, forOrganisers as shared } from "./organising.ts";
import type { Routes } from "./routes.ts";

const DONE = { done: true } as const;

export const boardRoutes: Routes = async (app, options) => {
  const { desk } = options.service;
  guard(app, options);

  app.get(
    "/api/assessments/:id/board",
    {
      schema: {
        ...shared,
        params: idParams,
        querystring: schemas.boardQuery,
        response: { 200: schemas.board, ...refusals },
      },
    },
    ({ params, query }) => readBoard(desk, params.id, query.freeze),
  );
  app.post(
    "/api/assessments/:id/board/reveal",
    { schema: { ...shared, params: idParams, body: schemas.revealBody, response: { 200: done, ...refusals } } },
    async ({ params, body }) => {
      await reveal(desk, params.id, body.sessions);
      return DONE;
    },
  );
  app.delete(
    "/api/assessments/:id/board/reveal",
    { schema: { ...shared, params: idParams, response: { 200: done, ...refusals } } },
    async ({ params }) => {
      await cover(desk, params.id);
      return DONE;
    },
  );

  app.post(
    "/api/assessments/:id/board-links",
    {
      schema: {
        ...shared,
        params: idParams,
        body: schemas.newBoardLink,
        response: { 201: schemas.madeBoardLink, ...refusals },
      },
    },
    async (request, reply) => {
      const { link, token } = await makeBoardLink(desk, request.params.id, request.body);
      reply.code(201);
      return { ...link, link: boardLinkTo(request, link.id, token) };
    },
  );
  app.get(
    "/api/assessments/:id/board-links",
    { schema: { ...shared, params: idParams, response: { 200: schemas.boardLinks, ...refusals } } },
    async ({ params }) => ({ links: await readBoardLinks(desk, params.id) }),
  );
  app.delete(
    "/api/board-links/:id",
    { schema: { ...shared, params: idParams, response: { 200: done, ...refusals } } },
    async ({ params }) => {
      await revokeBoardLink(desk, params.id);
      return DONE;
    },
  );
};
