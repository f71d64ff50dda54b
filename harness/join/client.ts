/** A typed client of a Katagrad server. Its failures are two: the server refuses and says why, or it cannot be asked now. */
import createClient from "openapi-fetch";
import { HarnessFault, UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { printable } from "../text.ts";
import type { components, paths } from "./api.d.ts";

type Schemas = components["schemas"];
export type Session = Schemas["Session"];
export type KataPage = Schemas["KataPage"];
export type Submission = Schemas["Submission"];
export type Saved = Schemas["Saved"];
export type Assessment = Schemas["Assessment"];
export type Sitting = Schemas["Sitting"];

const ANSWER_MS = 30_000;

/** The server said no; asking the same again changes nothing. */
export class Refused extends UsageError {
  constructor(
    readonly status: number,
    readonly code: string,
    message: Text,
    remedy: Text,
  ) {
    super(message, remedy);
  }
}

/** No answer now: no connection, a server that restarts, too many requests. Asking again later may help. */
export class Unreachable extends HarnessFault {
  constructor(
    message: Text,
    remedy: Text,
    readonly waitMs: number | undefined = undefined,
  ) {
    super(message, remedy);
  }
}

export type Api = ReturnType<typeof openApi>;

/** @param token the secret of an invitation, or what an organiser got by signing in */
export function openApi(server: string, token?: string) {
  return createClient<paths>({
    baseUrl: server,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    fetch: async (request) => {
      try {
        return await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MS)]) });
      } catch (error) {
        throw noConnection(server, error);
      }
    },
  });
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was answered. @throws Refused, Unreachable */
export async function answerOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((failure) => {
    throw failure instanceof SyntaxError ? noServer() : failure;
  });
  if (error === undefined && response.ok) return data as T;
  throw failureOf(response, (error as { error?: Problem } | undefined)?.error);
}

type Problem = Schemas["Problem"]["error"];

function failureOf({ status, headers }: Response, problem: Problem | undefined): Refused | Unreachable {
  if (typeof problem?.message?.en !== "string") return status >= 500 ? restarting(status) : noServer();
  const { code, data } = problem;
  const message = clean(problem.message);
  const remedy = withIssues(clean(problem.remedy), data);
  if (status < 500 && code !== "too-many-requests") return new Refused(status, code, message, remedy);
  const seconds = Number(headers.get("retry-after"));
  return new Unreachable(message, remedy, seconds > 0 ? Math.min(seconds, 60) * 1_000 : undefined);
}

function withIssues(remedy: Text, { issues }: Problem["data"]): Text {
  if (!Array.isArray(issues) || issues.length === 0) return remedy;
  const told = printable(issues.slice(0, 3).join("; "), 400);
  return { en: `${remedy.en} (${told})`, zh: `${remedy.zh}（${told}）` };
}

function clean({ en, zh }: Text): Text {
  return { en: printable(en), zh: printable(zh) };
}

function noConnection(server: string, error: unknown): Unreachable {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message: string };
  const why = printable(cause?.code ?? cause?.message ?? message, 100);
  return new Unreachable(
    { en: `${server} does not answer (${why}).`, zh: `${server} 没有应答（${why}）。` },
    {
      en: "Check the connection, and that the server runs, and try again; nothing is lost.",
      zh: "请检查网络以及服务器是否在运行，然后重试；没有丢失任何内容。",
    },
  );
}

function restarting(status: number): Unreachable {
  return new Unreachable(
    { en: `The server cannot answer now (status ${status}).`, zh: `服务器暂时无法应答（状态 ${status}）。` },
    { en: "Try again in a few seconds; nothing is lost.", zh: "请在几秒后重试；没有丢失任何内容。" },
  );
}

function noServer(): Refused {
  return new Refused(
    0,
    "no-server",
    { en: "What answers at that address is no Katagrad server.", zh: "该地址上的不是 Katagrad 服务器。" },
    { en: "Check the address, up to its port.", zh: "请检查地址，包括端口。" },
  );
}
