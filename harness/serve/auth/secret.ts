/** The admin secret: shown once, kept as a scrypt hash. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { newToken } from "../../assess/token.ts";
import { claimSetting, readSetting, writeSetting } from "../../store/admin.ts";
import type { Store } from "../../store/driver.ts";

const SETTING = "admin-secret";
/** About 50 ms and 32 MB a guess. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const BYTES = 32;

const keptSecret = z.object({ salt: z.string(), hash: z.string(), N: z.int(), r: z.int(), p: z.int() });
type KeptSecret = z.infer<typeof keptSecret>;

/** Makes the secret of a new store. @returns undefined where there is one already, which nobody can read again */
export async function makeFirstSecret(store: Store): Promise<string | undefined> {
  if ((await store.read((tx) => readSetting(tx, SETTING))) !== undefined) return undefined;
  const secret = newToken();
  const kept = await hashSecret(secret);
  return (await store.write((tx) => claimSetting(tx, SETTING, kept))) ? secret : undefined;
}

/** Puts a new secret in place of the old one. */
export async function resetSecret(store: Store): Promise<string> {
  const secret = newToken();
  const kept = await hashSecret(secret);
  await store.write((tx) => writeSetting(tx, SETTING, kept));
  return secret;
}

export async function isSecret(store: Store, guess: string): Promise<boolean> {
  const kept = keptSecret.safeParse(await store.read((tx) => readSetting(tx, SETTING)));
  if (!kept.success) return false;
  const { salt, hash, ...cost } = kept.data;
  return timingSafeEqual(await derive(guess, Buffer.from(salt, "base64"), cost), Buffer.from(hash, "base64"));
}

async function hashSecret(secret: string): Promise<KeptSecret> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, COST);
  return { salt: salt.toString("base64"), hash: hash.toString("base64"), ...COST };
}

function derive(secret: string, salt: Buffer, { N, r, p }: Pick<KeptSecret, "N" | "r" | "p">): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
