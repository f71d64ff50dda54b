import { backUp } from "../store/backup.ts";
import { chooseLanguage } from "../words/words.ts";
import { type AdminOptions, withStore } from "./admin-store.ts";
import { EXIT } from "./failure.ts";

/** Writes everything to one file, while the server goes on. */
export async function adminBackup(file: string, options: AdminOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  const rows = await withStore(options, (store) => backUp(store, file));
  console.log(
    language === "zh"
      ? `${file}：${rows} 行。其中有密钥和个人信息：请妥善保管。`
      : `${file}: ${rows} rows. It holds secrets and what people wrote: keep it safe.`,
  );
  return EXIT.ok;
}
