/** `kata serve --practice`: one person's attempts in their own browser. */
import { spawn } from "node:child_process";
import { UsageError } from "../fault.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { logOptions } from "../serve/log.ts";
import { startPractice } from "../serve/practice/server.ts";
import { openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import { type GlobalOptions, wholeNumber } from "./options.ts";
import { askedToEnd } from "./signals.ts";

/** What `kata serve` was asked for, as far as practice must know it. */
export interface PracticeServeOptions extends GlobalOptions {
  readonly host: string;
  readonly port: string;
  readonly grading: boolean;
  readonly open?: boolean;
  readonly poll?: boolean;
  readonly data?: string;
  readonly jobs?: string;
  readonly trustProxy?: boolean;
  readonly unsafeIsolation?: "process";
}

const LOOPBACK: Readonly<Record<string, string>> = { "127.0.0.1": "127.0.0.1", localhost: "127.0.0.1", "::1": "::1" };

/** Serves until Ctrl-C. @throws UsageError, HarnessFault */
export async function servePractice(options: PracticeServeOptions): Promise<number> {
  checkAlone(options);
  const host = loopbackOf(options.host);
  const port = wholeNumber("--port", options.port, 0, 65_535);
  const { catalog, attempts, progress, language, words } = await openDesk(options);
  const pool = new SandboxPool();
  try {
    const server = await startPractice({
      catalog,
      attempts,
      progress,
      pool,
      host,
      port,
      poll: options.poll ?? false,
      language: options.lang === undefined ? undefined : language,
      log: logOptions(process.env.KATAGRAD_LOG ?? "warn"),
    });
    const ended = askedToEnd();
    try {
      console.log(words.practiceAt(server.link, attempts.folder).join("\n"));
      console.log(words.isolation[pool.layers.isolation]);
      if (options.open) openBrowser(server.oneTimeLink());
      await ended;
    } finally {
      await server.stop();
    }
  } finally {
    pool.close();
  }
  return EXIT.ok;
}

/** @throws UsageError for what only practice knows */
export function checkNoPractice({ open, poll }: PracticeServeOptions): void {
  const given = open ? "--open" : poll ? "--poll" : undefined;
  if (given !== undefined)
    throw new UsageError(
      { en: `${given} is for practice in the browser.`, zh: `${given} 仅用于浏览器练习。` },
      { en: `Run \`kata serve --practice ${given}\`.`, zh: `请运行 \`kata serve --practice ${given}\`。` },
    );
}

/** Practice has no store, no queue and nobody else's code. @throws UsageError */
function checkAlone({ data, grading, jobs, trustProxy, unsafeIsolation }: PracticeServeOptions): void {
  const given = Object.entries({
    "--data": data !== undefined,
    "--no-grading": !grading,
    "--jobs": jobs !== undefined,
    "--trust-proxy": trustProxy === true,
    "--unsafe-isolation": unsafeIsolation !== undefined,
    DATABASE_URL: Boolean(process.env.DATABASE_URL),
  }).find(([, isGiven]) => isGiven)?.[0];
  if (given === undefined) return;
  const remedy =
    given === "DATABASE_URL"
      ? {
          en: "Unset it for this command: `env -u DATABASE_URL kata serve --practice`.",
          zh: "请为此命令取消该变量：`env -u DATABASE_URL kata serve --practice`。",
        }
      : {
          en: "Leave it out; `kata serve` without --practice holds assessments.",
          zh: "请去掉它；不带 --practice 的 `kata serve` 用于测评。",
        };
  throw new UsageError(
    {
      en: `--practice serves your own attempts and has no use for ${given}.`,
      zh: `--practice 只提供你自己的答卷，用不到 ${given}。`,
    },
    remedy,
  );
}

/** @throws UsageError: whoever reaches the server could change the attempts */
function loopbackOf(host: string): string {
  const known = Object.hasOwn(LOOPBACK, host) ? LOOPBACK[host] : undefined;
  if (known !== undefined) return known;
  throw new UsageError(
    {
      en: `--practice listens on this machine alone, not on ${host}.`,
      zh: `--practice 只监听本机，不监听 ${host}。`,
    },
    {
      en: "Leave --host out, or say 127.0.0.1 or ::1; from elsewhere forward the port, as `ssh -L 4600:127.0.0.1:4600` does.",
      zh: "请去掉 --host，或使用 127.0.0.1 或 ::1；从其他机器访问请转发端口，例如 `ssh -L 4600:127.0.0.1:4600`。",
    },
  );
}

/** As a person would by the link, which is printed: where there is no browser, nothing is missed. */
function openBrowser(link: string): void {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", link]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", link]
        : ["xdg-open", link];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
