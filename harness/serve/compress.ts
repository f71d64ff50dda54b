/** Compressed answers, for routes that hand out long texts. Where a secret could stand beside what others put in, lengths would tell of it: not there. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const pack = promisify(gzip);
/** Below it a packet is a packet. */
const WORTH_BYTES = 1_400;

/** For a route's `onSend`. */
export async function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  reply.header("vary", "accept-encoding");
  if (typeof payload !== "string" || payload.length < WORTH_BYTES || !takesGzip(request)) return payload;
  reply.header("content-encoding", "gzip");
  return pack(payload);
}

/** `gzip;q=0` is a refusal. */
function takesGzip({ headers }: FastifyRequest): boolean {
  return /(?:^|,)\s*gzip\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(headers["accept-encoding"] ?? "");
}
