/** Who a request comes from: a candidate by the secret of a link, an organiser by a token; as a bearer or in a cookie. */
import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hashToken, newToken } from "../../assess/token.ts";
import { addOrganiserToken, dropOrganiserToken, knowsOrganiserToken } from "../../store/admin.ts";
import type { Person } from "../../store/people.ts";
import { ApiError, foreignOrigin, unauthorized } from "../api-error.ts";
import { personOf } from "../desk/candidate.ts";
import type { Desk } from "../desk/desk.ts";
import { ORGANISER_MS } from "../limits.ts";

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

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What changes something must come from our own pages, or from a program, which sends no origin and no cookie. @throws ApiError */
export function checkOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (origin !== undefined) {
    if (origin !== `${request.protocol}://${request.host}`) throw foreignOrigin();
    return;
  }
  if (site !== undefined && site !== "same-origin" && site !== "none") throw foreignOrigin();
  const byCookie = Object.values(COOKIES).some((name) => request.cookies[name] !== undefined);
  if (byCookie && site === undefined && bearerOf(request) === undefined) throw foreignOrigin();
}

/** A bearer goes before a cookie: who sends one means it. */
function tokenOf(request: FastifyRequest, role: Role): string | undefined {
  return bearerOf(request) ?? request.cookies[COOKIES[role]];
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw new ApiError(
    401,
    "unauthorized",
    { en: "The authorization is no bearer token.", zh: "授权信息不是 Bearer 令牌。" },
    { en: "Send `Authorization: Bearer TOKEN`.", zh: "请发送 `Authorization: Bearer TOKEN`。" },
  );
}
