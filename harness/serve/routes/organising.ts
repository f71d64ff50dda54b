/** What all routes of organisers have in common. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { checkOrganiser, showsToken } from "../auth/who.ts";
import type { RouteOptions } from "./routes.ts";

export const forOrganisers = { tags: ["organiser"], security: [{ bearer: [] }] };

/** Lets only organisers in who are signed in. */
export function guard(app: Pick<FastifyInstance, "addHook">, { service, limiters }: RouteOptions): void {
  app.addHook("onRequest", async (request: FastifyRequest) => {
    try {
      request.organiser = await checkOrganiser(service.desk, request);
    } catch (error) {
      if (showsToken(request, "organiser")) await limiters.wrongGuess(request);
      throw error;
    }
    await limiters.person(request);
  });
}

/** The secret stands behind `#`, which no browser sends and no proxy logs. */
export function linkOf(request: FastifyRequest, token: string): string {
  return `${request.protocol}://${request.host}/#${token}`;
}

/** The same for a link to a board. */
export function boardLinkTo(request: FastifyRequest, id: string, token: string): string {
  return `${request.protocol}://${request.host}/board/link/${id}#${token}`;
}
