/** What whoever has a link to a board can ask for: that board, as the link shows it, and nothing else. */
import { ApiError } from "../api-error.ts";
import { giveCookie, identifyBoard, showsToken } from "../auth/who.ts";
import { openBoard, readLinkedBoard } from "../desk/board-links.ts";
import { STREAMS_OF_A_BOARD } from "../limits.ts";
import { enterBody } from "../schemas/candidate.ts";
import { idParams, refusals } from "../schemas/common.ts";
import { board } from "../schemas/organiser.ts";
import { BoardFeed, BoardReader } from "../stream/board-feed.ts";
import type { Routes } from "./routes.ts";

const shared = { tags: ["board"], params: idParams };
const forLinks = { ...shared, security: [{ bearer: [] }] };

export const linkedBoardRoutes: Routes = async (app, { service, limiters }) => {
  const { desk, streams } = service;
  const reader = new BoardReader(desk);

  app.post(
    "/api/boards/:id/enter",
    { schema: { ...shared, body: enterBody, response: { 200: board, ...refusals } } },
    async (request, reply) => {
      const { id } = request.params;
      const { token } = request.body;
      const { hash } = await openBoard(desk, id, token).catch(async (error) => {
        if (error instanceof ApiError && error.status === 401) await limiters.wrongGuess(request);
        throw error;
      });
      // Only for this board: one browser may show several.
      giveCookie(request, reply, { role: "board", token, path: `/api/boards/${id}` });
      return readLinkedBoard(desk, hash);
    },
  );

  await app.register(async (opened) => {
    opened.addHook("onRequest", async (request) => {
      try {
        request.board = await identifyBoard(desk, request, (request.params as { id: string }).id);
      } catch (error) {
        if (showsToken(request, "board")) await limiters.wrongGuess(request);
        throw error;
      }
      await limiters.person(request);
    });
    opened.get("/api/boards/:id", { schema: { ...forLinks, response: { 200: board, ...refusals } } }, (request) =>
      readLinkedBoard(desk, request.board!.hash),
    );
    opened.get(
      "/api/boards/:id/stream",
      { exposeHeadRoute: false, schema: { ...forLinks, produces: ["text/event-stream"] } },
      async ({ board, ip }, reply) => {
        const { assessment, hash } = board!;
        const feed = new BoardFeed(assessment, hash, reader);
        streams.open(reply, feed, `${hash} ${ip}`, STREAMS_OF_A_BOARD);
        return reply;
      },
    );
  });
};
