/** How candidates and organisers come in: the only routes that take a secret in their body. */
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { ApiError, unauthorized } from "../api-error.ts";
import { isSecret } from "../auth/secret.ts";
import { checkOrganiser, giveCookie, showsToken, signIn, signOut, takeCookie } from "../auth/who.ts";
import { enter, personOf } from "../desk/candidate.ts";
import { enterBody, sessionView } from "../schemas/candidate.ts";
import { done, refusals } from "../schemas/common.ts";
import { login, loginBody, signedIn } from "../schemas/organiser.ts";
import type { Routes } from "./routes.ts";

export const enterRoutes: Routes = async (app, { service, limiters }) => {
  const { desk } = service;

  app.post(
    "/api/session/enter",
    { schema: { tags: ["candidate"], body: enterBody, response: { 200: sessionView, ...refusals } } },
    async (request, reply) => {
      const { token } = request.body;
      const person = await personOf(desk, token).catch(async (error) => {
        if (error instanceof ApiError && error.status === 401) await limiters.wrongGuess(request);
        throw error;
      });
      const view = await enter(desk, person.id, clientOf(request));
      giveCookie(request, reply, { role: "candidate", token });
      return view;
    },
  );

  app.get(
    "/api/admin/session",
    { schema: { tags: ["organiser"], response: { 200: signedIn, ...refusals } } },
    async (request) => {
      const isKnown = await checkOrganiser(desk, request).then(
        () => true,
        () => false,
      );
      if (!isKnown && showsToken(request, "organiser")) await limiters.wrongGuess(request);
      return { signedIn: isKnown };
    },
  );

  app.post(
    "/api/admin/login",
    { schema: { tags: ["organiser"], body: loginBody, response: { 200: login, ...refusals } } },
    async (request, reply) => {
      await limiters.mayGuess(request);
      if (!(await isSecret(desk.store, request.body.secret))) {
        await limiters.wrongGuess(request);
        throw unauthorized("organiser");
      }
      const { token, expiresAt } = await signIn(desk);
      if (request.body.as === "token") return { expiresAt, token };
      giveCookie(request, reply, { role: "organiser", token });
      return { expiresAt, token: null };
    },
  );

  app.post(
    "/api/admin/logout",
    { schema: { tags: ["organiser"], response: { 200: done, ...refusals } } },
    async (request, reply) => {
      await signOut(desk, request);
      takeCookie(reply, "organiser");
      return { done: true as const };
    },
  );
};

/** Whether it changes is worth a mark in the log; the address itself is not kept. */
export function clientOf(request: FastifyRequest): string {
  const { ip, headers } = request;
  return createHash("sha256")
    .update(`${ip} ${headers["user-agent"] ?? ""}`)
    .digest("hex")
    .slice(0, 16);
}
