import { inOneLine } from "../fault.ts";
import { startWorker } from "../serve/worker.ts";
import { chooseLanguage } from "../words/words.ts";
import { EXIT } from "./failure.ts";
import { jobsOf, needsPostgres, openChosenStore, type ServingOptions } from "./serve.ts";
import { askedToEnd } from "./signals.ts";

/** Grades for servers elsewhere until it is asked to end. */
export async function worker(options: ServingOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  if (!process.env.DATABASE_URL) throw needsPostgres("`kata worker`");
  const store = await openChosenStore(options);
  try {
    const tell = (error: unknown) => console.error(inOneLine(error, language));
    const running = await startWorker({
      store,
      packs: options.pack,
      jobs: jobsOf(options),
      unsafe: options.unsafeIsolation === "process",
      onEnd: (_how, error) => error && tell(error),
      onError: tell,
    });
    const ended = askedToEnd();
    try {
      const zh = language === "zh";
      console.log(zh ? "正在等待评分任务" : "Waiting for gradings");
      const signal = await ended;
      console.log(zh ? `收到 ${signal}：正在结束…` : `${signal}: ending …`);
    } finally {
      await running.stop();
    }
  } finally {
    await store.close();
  }
  return EXIT.ok;
}
