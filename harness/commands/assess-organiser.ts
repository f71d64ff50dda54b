/** How an organiser's verbs reach a server: where it is, the secret, and what they print. */
import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import stringWidth from "string-width";
import { faultOfPath, UsageError } from "../fault.ts";
import { type Api, answerOf, openApi } from "../join/client.ts";
import { printable } from "../text.ts";
import type { GlobalOptions } from "./options.ts";

const SERVER = "http://127.0.0.1:4600";

export interface AssessOptions extends GlobalOptions {
  readonly server?: string;
  readonly secretFile?: string;
  readonly json?: boolean;
  readonly by?: string;
}

/** Signs in for the time of some work. @throws UsageError, Refused, Unreachable */
export async function asOrganiser<T>(options: AssessOptions, work: (api: Api) => Promise<T>): Promise<T> {
  const server = serverOf(options);
  const secret = secretOf(options);
  const body = { secret, as: "token" } as const;
  const { token } = await answerOf(openApi(server).POST("/api/admin/login", { body }));
  const api = openApi(server, token ?? "");
  try {
    return await work(api);
  } finally {
    // Not signing out only leaves a token that ends by itself.
    await answerOf(api.POST("/api/admin/logout")).catch(() => undefined);
  }
}

/** Who does it, for the log. */
export function byWhom({ by }: AssessOptions): string {
  if (by) return by;
  try {
    return userInfo().username || "organiser";
  } catch {
    return "organiser";
  }
}

/** One JSON value, or what a person reads. */
export function print(options: AssessOptions, value: unknown, lines: () => readonly string[]): void {
  console.log(options.json ? JSON.stringify(value, null, 2) : lines().join("\n"));
}

/** Columns as wide as what is in them. */
export function table(rows: readonly (readonly (string | number | null)[])[]): string[] {
  const cells = rows.map((row) =>
    row.map((one) => (one === null ? "-" : printable(String(one), 60).replaceAll(/\s/g, " "))),
  );
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]))));
  const pad = (cell: string, column: number) => cell + " ".repeat(widths[column] - stringWidth(cell));
  return cells.map((row) => row.map(pad).join("  ").trimEnd());
}

/** `2031-05-04 09:30` in UTC */
export function utc(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

/** A moment as ISO 8601 says it. @throws UsageError without a zone: it would be another moment on another machine */
export function momentOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new UsageError(
    { en: `${option} ${text} is no moment with a time zone.`, zh: `${option} ${text} 不是带时区的时间。` },
    { en: `Write it as ${option} 2031-05-04T09:00+02:00.`, zh: `请写成 ${option} 2031-05-04T09:00+08:00。` },
  );
}

/** `90`, `90s`, `45m`, `2h`, with a sign where one may be. Seconds. @throws UsageError */
export function secondsOf(option: string, text: string): number {
  const [, sign, number, unit] = /^([+-]?)(\d{1,8})(s|m|min|h|)$/.exec(text) ?? [];
  if (number !== undefined) return (sign === "-" ? -1 : 1) * Number(number) * ({ h: 3_600, m: 60, min: 60 }[unit] ?? 1);
  throw new UsageError(
    { en: `${option} ${text} is no length of time.`, zh: `${option} ${text} 不是时长。` },
    { en: `Write it as 90m, 2h or 45s.`, zh: `请写成 90m、2h 或 45s。` },
  );
}

function serverOf({ server = process.env.KATAGRAD_SERVER ?? SERVER }: AssessOptions): string {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
  throw new UsageError(
    { en: `${server} is no address of a server.`, zh: `${server} 不是服务器地址。` },
    { en: `Give one such as --server ${SERVER}.`, zh: `请给出地址，例如 --server ${SERVER}。` },
  );
}

/** Never from the command line, which other users of the machine can read. @throws UsageError */
function secretOf({ secretFile = process.env.KATAGRAD_SECRET_FILE }: AssessOptions): string {
  const given = process.env.KATAGRAD_SECRET?.trim();
  if (given) return given;
  if (secretFile === undefined)
    throw new UsageError(
      { en: "The admin secret of the server is missing.", zh: "缺少服务器的管理密钥。" },
      {
        en: "Put it into KATAGRAD_SECRET, or into a file of mode 0600 that --secret-file or KATAGRAD_SECRET_FILE names.",
        zh: "请放入 KATAGRAD_SECRET，或放入权限为 0600 的文件，并用 --secret-file 或 KATAGRAD_SECRET_FILE 指明。",
      },
    );
  try {
    if (process.platform !== "win32" && (statSync(secretFile).mode & 0o077) !== 0) throw tooOpen(secretFile);
    return readFileSync(secretFile, "utf8").trim();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw faultOfPath(error, { en: `${secretFile} cannot be read`, zh: `无法读取 ${secretFile}` });
  }
}

function tooOpen(file: string): UsageError {
  return new UsageError(
    { en: `Others can read ${file}.`, zh: `其他人可以读取 ${file}。` },
    {
      en: `Run chmod 600 ${file}, and make a new secret if somebody did.`,
      zh: `请运行 chmod 600 ${file}；若已有人读过，请生成新的密钥。`,
    },
  );
}
