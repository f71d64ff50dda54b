import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Limiters } from "../auth/limiters.ts";
import type { Service } from "../service.ts";

/** What every group of routes is given. */
export interface RouteOptions {
  readonly service: Service;
  readonly limiters: Limiters;
}

export type Routes = FastifyPluginAsyncZod<RouteOptions>;
