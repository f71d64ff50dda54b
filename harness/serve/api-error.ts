/** A request that is refused: the one shape of every error, in both languages, with what to do next. */
import type { Refusal } from "../assess/model.ts";
import { tellRefusal } from "../assess/tell.ts";
import type { Text } from "../kata.ts";

/** What a refused request is answered with. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: Text;
    /** What to do next. */
    readonly remedy: Text;
    /** Numbers and moments of the refusal, for programs. */
    readonly data: Readonly<Record<string, unknown>>;
  };
}

interface Extra {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly body: ErrorBody;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly status: number,
    readonly code: string,
    message: Text,
    remedy: Text,
    { data = {}, retryAfterSeconds }: Extra = {},
  ) {
    super(message.en);
    this.body = { error: { code, message, remedy, data } };
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A refusal of the rules. */
export function refuse(refusal: Refusal): ApiError {
  const { code, ...data } = refusal;
  const { message, remedy } = tellRefusal(refusal);
  const retryAfterSeconds = "waitMs" in refusal ? Math.ceil(refusal.waitMs / 1_000) : undefined;
  return new ApiError(STATUS[code] ?? 409, code, message, remedy, { data, retryAfterSeconds });
}

/** Everything else is a conflict with the state of the session. */
const STATUS: Partial<Record<Refusal["code"], number>> = {
  "not-invited": 404,
  "unknown-kata": 404,
  "unknown-submission": 404,
  "source-too-large": 413,
  "too-soon": 429,
  "too-many-notes": 429,
  "runs-off": 403,
  "no-practice": 404,
  revoked: 403,
  "invitation-expired": 403,
  "assessment-closed": 403,
  "not-open-yet": 403,
  "window-closed": 403,
};

export function notFound(what: Text): ApiError {
  return new ApiError(404, "not-found", what, {
    en: "Check the address, or go back to the list.",
    zh: "请检查地址，或返回列表。",
  });
}

export function unauthorized(kind: keyof typeof NEEDED): ApiError {
  const [message, remedy] = NEEDED[kind];
  return new ApiError(401, "unauthorized", message, remedy);
}

/** What was not shown, and how to come by it. */
const NEEDED = {
  candidate: [
    { en: "This needs the link of your invitation.", zh: "此操作需要你的邀请链接。" },
    {
      en: "Open the link again, or ask whoever invited you for a new one.",
      zh: "请重新打开链接，或向邀请你的人索取新的链接。",
    },
  ],
  organiser: [
    { en: "This is for organisers who are signed in.", zh: "此操作仅限已登录的组织者。" },
    { en: "Sign in with the admin secret.", zh: "请用管理密钥登录。" },
  ],
  board: [
    { en: "This link opens no board, or no longer.", zh: "此链接不能打开榜单，或已失效。" },
    {
      en: "Open the whole link again, or ask the organiser for a new one.",
      zh: "请重新打开完整的链接，或向组织者索取新的链接。",
    },
  ],
} as const satisfies Record<string, readonly [Text, Text]>;

export function tooMany(seconds: number): ApiError {
  return new ApiError(
    429,
    "too-many-requests",
    { en: "That were too many requests.", zh: "请求过于频繁。" },
    { en: `Wait ${seconds} s; nothing of yours is lost.`, zh: `请等待 ${seconds} 秒；你的内容没有丢失。` },
    { retryAfterSeconds: seconds },
  );
}

export function foreignOrigin(): ApiError {
  return new ApiError(
    403,
    "foreign-origin",
    { en: "This request comes from another site.", zh: "该请求来自其他网站。" },
    { en: "Use the pages of this server.", zh: "请使用本服务器的页面。" },
  );
}
