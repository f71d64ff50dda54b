/**
 * Who may ask. The server listens on loopback, where every page that the browser has open can reach it: a request must name a loopback host, since a name
 * of somebody else's may lead here too, and show the secret of the printed link, by a cookie that only our own pages send.
 */
import "@fastify/cookie";
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hashToken, newToken } from "../../assess/token.ts";
import { ApiError } from "../api-error.ts";

/** A link that a browser is started with can be read by others on this machine for a while: it opens once, and soon. */
const PASS_MS = 60_000;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

export class Guard {
  readonly token = newToken();
  #pass: { readonly token: string; readonly until: number } | undefined;

  /** A secret that is good for one entry within a minute. */
  makePass(): string {
    const token = randomBytes(32).toString("base64url");
    this.#pass = { token, until: Date.now() + PASS_MS };
    return token;
  }

  /** @throws ApiError */
  checkHost(request: FastifyRequest): void {
    if (!LOOPBACK.has(request.hostname)) throw foreignHost();
  }

  /** @throws ApiError */
  enter(request: FastifyRequest, reply: FastifyReply, token: string): void {
    if (!isSame(token, this.token) && !this.#usePass(token)) throw notEntered();
    reply.setCookie(cookieOf(request), this.token, { path: "/", httpOnly: true, sameSite: "strict" });
  }

  /** @throws ApiError */
  checkToken(request: FastifyRequest): void {
    const token = request.cookies[cookieOf(request)];
    if (token === undefined || !isSame(token, this.token)) throw notEntered();
  }

  #usePass(token: string): boolean {
    const pass = this.#pass;
    if (!pass || Date.now() > pass.until || !isSame(token, pass.token)) return false;
    this.#pass = undefined;
    return true;
  }
}

/** Browsers give all ports of a host the same cookies: servers beside each other must not take each other's. */
function cookieOf({ port }: FastifyRequest): string {
  return `katagrad_practice_${port ?? 80}`;
}

function isSame(guess: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(guess)), Buffer.from(hashToken(token)));
}

function foreignHost(): ApiError {
  return new ApiError(
    403,
    "foreign-host",
    { en: "This server answers to loopback addresses only.", zh: "此服务器只响应回环地址。" },
    { en: "Open the link that `kata serve --practice` printed.", zh: "请打开 `kata serve --practice` 显示的链接。" },
  );
}

function notEntered(): ApiError {
  return new ApiError(
    401,
    "unauthorized",
    { en: "This needs the link that the server printed when it started.", zh: "需要服务器启动时显示的链接。" },
    {
      en: "Open the whole link that `kata serve --practice` printed; each start makes a new one.",
      zh: "请打开 `kata serve --practice` 显示的完整链接；每次启动都会生成新的链接。",
    },
  );
}
