import { availableParallelism } from "node:os";
import { openCatalog } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import { makeFirstSecret } from "../serve/auth/secret.ts";
import { logOptions } from "../serve/log.ts";
import { startServer } from "../serve/server.ts";
import type { Store } from "../store/driver.ts";
import { openStore } from "../store/open.ts";
import { chooseLanguage } from "../words/words.ts";
import { chooseStore } from "./admin-store.ts";
import { EXIT } from "./failure.ts";
import { type GlobalOptions, wholeNumber } from "./options.ts";
import { checkNoPractice, type PracticeServeOptions, servePractice } from "./practice.ts";
import { askedToEnd } from "./signals.ts";

export interface ServingOptions extends GlobalOptions {
  readonly data?: string;
  readonly jobs?: string;
  readonly unsafeIsolation?: "process";
}

export interface ServeOptions extends PracticeServeOptions {
  readonly practice?: boolean;
}

/** Serves until it is asked to end. */
export async function serve(options: ServeOptions): Promise<number> {
  if (options.practice) return servePractice(options);
  checkNoPractice(options);
  const language = chooseLanguage(options.lang, process.env);
  const port = wholeNumber("--port", options.port, 0, 65_535);
  const jobs = jobsOf(options);
  const catalog = await openCatalog(options.pack);
  const store = await openChosenStore(options);
  if (!options.grading && store.engine === "sqlite") {
    await store.close();
    throw needsPostgres("--no-grading");
  }
  try {
    const server = await startServer({
      store,
      catalog,
      packs: options.pack,
      host: options.host,
      port,
      jobs,
      grade: options.grading,
      unsafe: options.unsafeIsolation === "process",
      trustProxy: options.trustProxy,
      log: logOptions(process.env.KATAGRAD_LOG ?? "info"),
    });
    const ended = askedToEnd();
    try {
      const zh = language === "zh";
      console.log(zh ? `正在监听 ${server.url}（${store.engine}）` : `Listening on ${server.url} (${store.engine})`);
      console.log(await aboutSecret(store, zh));
      const signal = await ended;
      console.log(zh ? `收到 ${signal}：正在结束…` : `${signal}: ending …`);
    } finally {
      await server.stop();
    }
  } finally {
    await store.close();
  }
  return EXIT.ok;
}

/** PostgreSQL where `DATABASE_URL` names one, else a folder. @throws UsageError, HarnessFault */
export function openChosenStore(options: ServingOptions): Promise<Store> {
  return openStore(chooseStore(options));
}

/** @throws UsageError */
export function jobsOf({ jobs }: ServingOptions): number {
  return jobs === undefined ? availableParallelism() : wholeNumber("--jobs", jobs, 1, 256);
}

export function needsPostgres(what: string): UsageError {
  return new UsageError(
    {
      en: `${what} needs PostgreSQL: the embedded database belongs to one process.`,
      zh: `${what} 需要 PostgreSQL：内置数据库只属于一个进程。`,
    },
    {
      en: "Set DATABASE_URL=postgres://…, or run `kata serve` alone, which grades by itself.",
      zh: "请设置 DATABASE_URL=postgres://…，或单独运行 `kata serve`，它会自行评分。",
    },
  );
}

async function aboutSecret(store: Store, zh: boolean): Promise<string> {
  const secret = await makeFirstSecret(store);
  if (secret === undefined)
    return zh
      ? "管理密钥在首次启动时已显示；`kata admin secret --reset` 可生成新的密钥。"
      : "The admin secret was shown at the first start; `kata admin secret --reset` makes a new one.";
  return zh ? `管理密钥（仅显示这一次）：${secret}` : `The admin secret, shown this once: ${secret}`;
}
