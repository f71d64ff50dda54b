/** What is logged: routes and failures of ours. No address of a request, header, body, name or source, since each may hold a secret. */
import type { FastifyServerOptions } from "fastify";
import { HarnessFault, inOneLine } from "../fault.ts";

export type LogOptions = Exclude<FastifyServerOptions["logger"], boolean | undefined>;

/** @param write takes lines of JSON; default: standard error */
export function logOptions(
  level: string,
  write: (line: string) => void = (line) => process.stderr.write(line),
): LogOptions {
  return { level, stream: { write }, serializers: { err: describe, req: () => ({}), res: () => ({}) } };
}

/** A failure without what the database or a parser quotes of the data. */
function describe(error: Error & { code?: string }) {
  const { name, code, stack = "" } = error;
  const frames = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  const message = error instanceof HarnessFault ? inOneLine(error, "en") : error.message.split("\n")[0].slice(0, 200);
  return { type: name, code, message, stack: frames.slice(0, 8).join("\n") };
}
