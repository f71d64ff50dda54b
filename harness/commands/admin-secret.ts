import { closeSync, openSync, writeFileSync } from "node:fs";
import { faultOfPath, UsageError } from "../fault.ts";
import { resetSecret } from "../serve/auth/secret.ts";
import { chooseLanguage } from "../words/words.ts";
import { EXIT } from "./failure.ts";
import { openChosenStore, type ServingOptions } from "./serve.ts";

export interface AdminSecretOptions extends ServingOptions {
  readonly reset?: boolean;
  readonly to?: string;
}

/** Makes a new admin secret and shows it once, or writes it where only its owner can read it. */
export async function adminSecret(options: AdminSecretOptions): Promise<number> {
  if (!options.reset)
    throw new UsageError(
      { en: "The admin secret cannot be read: only its hash is kept.", zh: "无法读取管理密钥：只保存了它的哈希。" },
      { en: "Add --reset to make a new one; the old one ends.", zh: "请加 --reset 生成新的密钥；旧的随即失效。" },
    );
  const language = chooseLanguage(options.lang, process.env);
  const file = options.to === undefined ? undefined : makeFile(options.to);
  const store = await openChosenStore(options);
  try {
    const secret = await resetSecret(store);
    if (file !== undefined) {
      writeFileSync(file, `${secret}\n`);
      closeSync(file);
      return EXIT.ok;
    }
    console.log(
      language === "zh" ? `管理密钥（仅显示这一次）：${secret}` : `The admin secret, shown this once: ${secret}`,
    );
  } finally {
    await store.close();
  }
  return EXIT.ok;
}

/** Made before the secret, which would be lost otherwise. @throws UsageError, HarnessFault */
function makeFile(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    throw faultOfPath(error, { en: `${path} cannot be made`, zh: `无法创建 ${path}` });
  }
}
