/** Who a request comes from: a candidate by the secret of a link, an organiser by a token; as a bearer or in a cookie. */
import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hashToken, newToken } from "../../assess/token.ts";
import { addOrganiserToken, dropOrganiserToken, knowsOrganiserToken } from "../../store/admin.ts";
import type { Person } from "../../store/people.ts";
import { unauthorized } from "../api-error.ts";
import { type OpenedBoard, openBoard } from "../desk/board-links.ts";
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
    /** What is kept of the organiser's token; only on organisers' routes. */
    organiser: string | null;
    /** What a link to a board opens; only on its routes. */
    board: OpenedBoard | null;
  }
}

const COOKIES = { candidate: "katagrad_session", organiser: "katagrad_organiser", board: "katagrad_board" } as const;
type Role = keyof typeof COOKIES;

/** @throws ApiError */
export async function identifyCandidate(desk: Desk, request: FastifyRequest): Promise<Person> {
  const token = tokenOf(request, "candidate");
  if (token === undefined) throw unauthorized("candidate");
  return personOf(desk, token);
}

/** @returns the hash of the token that was shown @throws ApiError */
export async function checkOrganiser({ store, clock }: Desk, request: FastifyRequest): Promise<string> {
  const token = tokenOf(request, "organiser");
  if (token === undefined) throw unauthorized("organiser");
  const hash = hashToken(token);
  if (!(await store.read((tx) => knowsOrganiserToken(tx, hash, clock.now())))) throw unauthorized("organiser");
  return hash;
}

/** @param id which board @throws ApiError */
export async function identifyBoard(desk: Desk, request: FastifyRequest, id: string): Promise<OpenedBoard> {
  const token = tokenOf(request, "board");
  if (token === undefined) throw unauthorized("board");
  return openBoard(desk, id, token);
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

/** @param path below which it is sent */
export function giveCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { role, token, path = "/" }: { role: Role; token: string; path?: string },
): void {
  reply.setCookie(COOKIES[role], token, {
    path,
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
