import { checkBackup, restore } from "../store/restore.ts";
import { chooseLanguage } from "../words/words.ts";
import { type AdminOptions, withDatabase } from "./admin-store.ts";
import { EXIT } from "./failure.ts";

/** Puts a backup into an empty store, all or nothing. */
export async function adminRestore(file: string, options: AdminOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  // Before the store is opened, which makes it where it is missing.
  const backup = await checkBackup(file);
  await withDatabase(options, (store) => restore(store, backup));
  const { rows } = backup;
  console.log(language === "zh" ? `已从 ${file} 恢复 ${rows} 行。` : `${rows} rows restored from ${file}.`);
  return EXIT.ok;
}
