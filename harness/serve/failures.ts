/** Whatever goes wrong, told in one shape: what happened, what to do next, and nothing of the inside. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { HarnessFault, UsageError } from "../fault.ts";
import { ApiError, type ErrorBody, notFound } from "./api-error.ts";
import { BODY_BYTES } from "./limits.ts";
import { LineFull } from "./line.ts";

export interface Telling {
  /** Hears of each failure that is ours. */
  readonly onFailure: () => void;
  /** Whether who asks owns the machine, and is told of a fault what it is. */
  readonly isOwner: boolean;
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, telling: Telling): unknown {
  const isTold = telling.isOwner && error instanceof HarnessFault;
  const told = isTold ? inItsWords(503, "fault", error) : tell(error, request);
  if (told.status >= 500 && !(error instanceof ApiError) && !(error instanceof LineFull)) {
    telling.onFailure();
    request.log.error({ err: error as Error, route: request.routeOptions.url }, "request failed");
  }
  return send(reply, told);
}

export function answerUnknown(_request: FastifyRequest, reply: FastifyReply): unknown {
  return send(reply, notFound({ en: "There is nothing at this address.", zh: "这个地址没有内容。" }));
}

function send(reply: FastifyReply, error: ApiError): unknown {
  if (error.retryAfterSeconds !== undefined) reply.header("retry-after", String(error.retryAfterSeconds));
  // As a text, since a route's own schema is for its answers.
  return reply
    .code(error.status)
    .type("application/json; charset=utf-8")
    .serializer((body: ErrorBody) => JSON.stringify(body))
    .send(error.body);
}

function tell(error: unknown, request: FastifyRequest): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof LineFull) return lineFull(error);
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation.map(issueOf));
  const { code = "", statusCode = 500 } = error as FastifyError;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return tooLarge();
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return notJson();
  if (statusCode >= 400 && statusCode < 500) return invalid([]);
  // The catalog's: a name that is no kata's.
  if (error instanceof UsageError) return inItsWords(404, "not-found", error);
  return error instanceof HarnessFault ? faulty(request.id) : broken(request.id);
}

/** Where and what is wrong, without the value, which may be anything. */
function issueOf({ instancePath, message = "" }: { instancePath: string; message?: string }): string {
  return `${instancePath || "/"}: ${message}`.slice(0, 300);
}

function invalid(issues: readonly string[]): ApiError {
  return new ApiError(
    400,
    "invalid-request",
    { en: "The request is not what this address takes.", zh: "请求的内容不符合此地址的要求。" },
    {
      en: "Compare it with /openapi.json; `issues` says where it differs.",
      zh: "请对照 /openapi.json；`issues` 指出不符之处。",
    },
    { data: { issues } },
  );
}

function tooLarge(): ApiError {
  return new ApiError(
    413,
    "too-large",
    { en: `The request is larger than ${BODY_BYTES} bytes.`, zh: `请求超过 ${BODY_BYTES} 字节。` },
    { en: "Send less: a source has 64 KB at most.", zh: "请减少内容：源代码最多 64 KB。" },
  );
}

function notJson(): ApiError {
  return new ApiError(
    415,
    "not-json",
    { en: "The request is not JSON.", zh: "请求不是 JSON。" },
    { en: "Send `Content-Type: application/json`.", zh: "请发送 `Content-Type: application/json`。" },
  );
}

function lineFull({ position }: LineFull): ApiError {
  return new ApiError(
    503,
    "line-full",
    { en: `${position} wait already.`, zh: `已有 ${position} 个在等待。` },
    {
      en: "Try again in 5 s; your work is saved apart from this.",
      zh: "请在 5 秒后重试；你的作答另行保存，不受影响。",
    },
    { data: { position }, retryAfterSeconds: 5 },
  );
}

function inItsWords(status: number, code: string, error: UsageError | HarnessFault): ApiError {
  const { en, zh } = { en: error.told("en"), zh: error.told("zh") };
  return new ApiError(status, code, { en: en.message, zh: zh.message }, { en: en.remedy, zh: zh.remedy });
}

function faulty(id: string): ApiError {
  return new ApiError(
    503,
    "fault",
    { en: "Our side failed; it is not your fault.", zh: "我们这边出现故障；不是你的问题。" },
    { en: `Try again in 5 s. If it stays, report ${id}.`, zh: `请在 5 秒后重试。若仍出现，请反馈编号 ${id}。` },
    { data: { request: id }, retryAfterSeconds: 5 },
  );
}

function broken(id: string): ApiError {
  return new ApiError(
    500,
    "internal",
    { en: "Something of ours is broken.", zh: "我们的程序出现错误。" },
    { en: `Try again; if it stays, report ${id}.`, zh: `请重试；若仍出现，请反馈编号 ${id}。` },
    { data: { request: id } },
  );
}
