/** The one way to a store. */
import type { Store } from "./driver.ts";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

export { holdsSqlite } from "./sqlite.ts";

/** A folder for the embedded database, made where it is missing; or, in its place, a database on a server: `postgres://…`. */
export type StoreOptions =
  | { readonly data: string; readonly url?: undefined }
  | { readonly data?: string; readonly url: string };

/** Opens a store and brings its schema to the newest. @throws HarnessFault that says why not: a newer schema, no database, full, locked, out of reach */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = await openDatabase(options);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The same, with whatever schema there is. */
export function openDatabase(options: StoreOptions): Promise<Store> {
  return options.url === undefined ? openSqlite(options.data) : openPostgres(options.url);
}
