/** Asks the server. Whatever goes wrong is one of two: it refused, with words and a next step, or nobody was reached. */
import type { ErrorBody } from "../../api-error.ts";
import type { Text } from "./language.ts";

/** The server's answer to a request that it does not fulfil. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  readonly told: Text;
  readonly remedy: Text;
  readonly data: Readonly<Record<string, unknown>>;

  /** @param retryAfterSeconds when the server wants to be asked again */
  constructor(
    readonly status: number,
    { code, message, remedy, data }: ErrorBody["error"],
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message.en);
    this.code = code;
    this.told = message;
    this.remedy = remedy;
    this.data = data;
  }
}

/** No answer came: the network is away, the server restarts, or something between answered in its place. */
export class Unreached extends Error {
  override readonly name = "Unreached";
  readonly told: Text = { en: "The server cannot be reached.", zh: "无法连接服务器。" };
  readonly remedy: Text = {
    en: "Check the connection, then try again.",
    zh: "请检查网络，然后重试。",
  };
}

export type Failure = Refused | Unreached;

const PATIENCE_MS = 30_000;

export interface Question {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page; of few bytes only. */
  readonly keepalive?: boolean;
}

/** @throws Refused, Unreached */
export async function ask<Answer>(path: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", body, patienceMs = PATIENCE_MS, signal, keepalive } = question;
  const patience = AbortSignal.timeout(patienceMs);
  let answer: Response;
  let told: unknown;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      keepalive,
    });
    told = await answer.json();
  } catch (cause) {
    throw new Unreached("unreached", { cause });
  }
  if (answer.ok) return told as Answer;
  if (!isErrorBody(told)) throw new Unreached("unreached");
  const after = Number(answer.headers.get("retry-after"));
  throw new Refused(answer.status, told.error, after > 0 ? after : undefined);
}

/** What went wrong in a form that can be shown; an error of the page itself is thrown again. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Refused || error instanceof Unreached) return error;
  throw error;
}

function isErrorBody(told: unknown): told is ErrorBody {
  const { error } = (told ?? {}) as Partial<ErrorBody>;
  return (
    typeof error?.code === "string" && typeof error.message?.en === "string" && typeof error.remedy?.en === "string"
  );
}
