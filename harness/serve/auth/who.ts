/** Who a request comes from: a candidate by the secret of a link, an organiser by a token; as a bearer or in a cookie. */
import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hashToken, newToken } from "../../assess/token.ts";
import { addOrganiserToken, dropOrganiserToken, knowsOrganiserToken } from "../../store/admin.ts";
import type { Person } from "../../store/people.ts";
import { unauthorized } from "../api-error.ts";
import { personOf } from "../desk/candidate.ts";
import type { Desk } from "../desk/desk.ts";
import { ORGANISER_MS } from "../limits.ts";
import { bearerOf } from "./origin.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** When its first bytes were here. */
    began: number;
    /** The candidate; only on candidates' routes. */
    person: Person | null;
  }
}

const COOKIES = { candidate: "katagrad_session", organiser: "katagrad_organiser" } as const;
type Role = keyof typeof COOKIES;

/** @throws ApiError */
export async function identifyCandidate(desk: Desk, request: FastifyRequest): Promise<Person> {
  const token = tokenOf(request, "candidate");
  if (token === undefined) throw unauthorized("candidate");
  return personOf(desk, token);
}

/** @throws ApiError */
export async function checkOrganiser({ store, clock }: Desk, request: FastifyRequest): Promise<void> {
  const token = tokenOf(request, "organiser");
  const known =
    token !== undefined && (await store.read((tx) => knowsOrganiserToken(tx, hashToken(token), clock.now())));
  if (!known) throw unauthorized("organiser");
}

/** Whether anything was shown that may be a guess. */
export function showsToken(request: FastifyRequest, role: Role): boolean {
  return tokenOf(request, role) !== undefined;
}

/** A token for somebody who knows the admin secret; only its hash is kept. */
export async function signIn({ store, clock }: Desk): Promise<{ token: string; expiresAt: number }> {
  const token = newToken();
  const now = clock.now();
  const expiresAt = now + ORGANISER_MS;
  await store.write((tx) => addOrganiserToken(tx, hashToken(token), now, expiresAt));
  return { token, expiresAt };
}

export async function signOut({ store }: Desk, request: FastifyRequest): Promise<void> {
  const token = tokenOf(request, "organiser");
  if (token !== undefined) await store.write((tx) => dropOrganiserToken(tx, hashToken(token)));
}

export function giveCookie(request: FastifyRequest, reply: FastifyReply, role: Role, token: string): void {
  reply.setCookie(COOKIES[role], token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure: request.protocol === "https",
    ...(role === "organiser" && { maxAge: ORGANISER_MS / 1_000 }),
  });
}

export function takeCookie(reply: FastifyReply, role: Role): void {
  reply.clearCookie(COOKIES[role], { path: "/" });
}

/** A bearer goes before a cookie: who sends one means it. */
function tokenOf(request: FastifyRequest, role: Role): string | undefined {
  return bearerOf(request) ?? request.cookies[COOKIES[role]];
}
