/** How often somebody may ask. Who shows a secret that is known is counted by person, everybody else by address. */
import "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { tooMany } from "../api-error.ts";
import { GUESSES_A_MINUTE, PERSON_REQUESTS_A_MINUTE } from "../limits.ts";

export interface Limiters {
  /** @throws ApiError */
  person(request: FastifyRequest): Promise<void>;
  /** For routes that anybody may ask. @throws ApiError */
  address(request: FastifyRequest): Promise<void>;
  /** Counts a guess that was wrong. @throws ApiError when there were too many */
  wrongGuess(request: FastifyRequest): Promise<void>;
  /** Before a guess that is costly to check. @throws ApiError */
  mayGuess(request: FastifyRequest): Promise<void>;
}

/** The plugin of limits must be there. */
export function makeLimiters(app: FastifyInstance): Limiters {
  const timeWindow = 60_000;
  const byAddress = { timeWindow, ipv6Subnet: 64 };
  const persons = app.createRateLimit({
    max: PERSON_REQUESTS_A_MINUTE,
    timeWindow,
    keyGenerator: ({ person, board, ip }) => person?.id ?? (board ? `${board.hash} ${ip}` : "organisers"),
  });
  const addresses = app.createRateLimit({ ...byAddress, max: PERSON_REQUESTS_A_MINUTE });
  const guesses = app.createRateLimit({ ...byAddress, max: GUESSES_A_MINUTE });
  const check = async (limit: typeof persons, request: FastifyRequest, increment = true) => {
    const answer = await limit(request, { increment });
    if (!answer.isAllowed && answer.isExceeded) throw tooMany(Math.max(1, answer.ttlInSeconds));
  };
  return {
    person: (request) => check(persons, request),
    address: (request) => check(addresses, request),
    wrongGuess: (request) => check(guesses, request),
    mayGuess: (request) => check(guesses, request, false),
  };
}
