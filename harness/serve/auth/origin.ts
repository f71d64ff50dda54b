/** Which requests may change something: those of our own pages, and those of programs, which send no origin and no cookie. */
import "@fastify/cookie";
import type { FastifyRequest } from "fastify";
import { ApiError, foreignOrigin } from "../api-error.ts";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
/** Every cookie of ours. */
const OURS = /^katagrad_/;

/** @throws ApiError */
export function checkOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (origin !== undefined) {
    if (origin !== `${request.protocol}://${request.host}`) throw foreignOrigin();
    return;
  }
  if (site !== undefined && site !== "same-origin" && site !== "none") throw foreignOrigin();
  const byCookie = Object.keys(request.cookies).some((name) => OURS.test(name));
  if (byCookie && site === undefined && bearerOf(request) === undefined) throw foreignOrigin();
}

/** @throws ApiError for an authorization of another kind */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
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
