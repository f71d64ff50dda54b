/** Which store the verbs for whoever runs a server work on. */
import { UsageError } from "../fault.ts";
import type { Store } from "../store/driver.ts";
import { holdsSqlite, openDatabase, openStore, type StoreOptions } from "../store/open.ts";
import type { GlobalOptions } from "./options.ts";

const FOLDER = "katagrad-data";

export interface AdminOptions extends GlobalOptions {
  readonly data?: string;
}

/** The store that is there already, closed after `work`. @throws UsageError where there is none */
export async function withStore<T>(options: AdminOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const chosen = chooseStore(options);
  if (chosen.url === undefined && !holdsSqlite(chosen.data))
    throw new UsageError(
      { en: `There is no store in ${chosen.data}.`, zh: `${chosen.data} 中没有数据库。` },
      {
        en: "Name its folder with --data, or its server with DATABASE_URL.",
        zh: "请用 --data 给出它的目录，或用 DATABASE_URL 给出它的服务器。",
      },
    );
  return closing(await openStore(chosen), work);
}

/** The database to restore into, with whatever schema it has, made where it is missing. */
export async function withDatabase<T>(options: AdminOptions, work: (store: Store) => Promise<T>): Promise<T> {
  return closing(await openDatabase(chooseStore(options)), work);
}

async function closing<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** @throws UsageError where both name one: a backup of the wrong one would be found out too late */
export function chooseStore({ data }: AdminOptions): StoreOptions {
  const url = process.env.DATABASE_URL;
  if (url && data !== undefined)
    throw new UsageError(
      { en: "Both --data and DATABASE_URL name a store.", zh: "--data 与 DATABASE_URL 同时指定了数据库。" },
      { en: "Leave one of them out.", zh: "请去掉其中一个。" },
    );
  return url ? { url } : { data: data ?? FOLDER };
}
