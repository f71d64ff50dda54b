import { restore } from "../store/restore.ts";
import { chooseLanguage } from "../words/words.ts";
import { type AdminOptions, withDatabase } from "./admin-store.ts";
import { EXIT } from "./failure.ts";

/** Puts a backup into an empty store, all or nothing. */
export async function adminRestore(file: string, options: AdminOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  const rows = await withDatabase(options, (store) => restore(store, file));
  console.log(language === "zh" ? `已从 ${file} 恢复 ${rows} 行。` : `${rows} rows restored from ${file}.`);
  return EXIT.ok;
}
