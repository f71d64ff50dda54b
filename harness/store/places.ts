/** Empty places for a store: what tests and benches work in, and take away again. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Engine } from "./driver.ts";
import type { StoreOptions } from "./open.ts";

const SERVER = process.env.KATAGRAD_TEST_POSTGRES;
export const whyNoServer = SERVER
  ? undefined
  : "KATAGRAD_TEST_POSTGRES names no server; `scripts/postgres.sh npx vitest run harness/store harness/serve` starts one for it";
export interface Place {
  readonly options: StoreOptions;
  remove(): Promise<void>;
}

export async function makePlace(engine: Engine): Promise<Place> {
  if (engine === "postgres") return makeDatabase(SERVER!);
  const { folder, remove } = makeFolder();
  return { options: { data: folder }, remove: async () => remove() };
}

export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "katagrad-store-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function makeDatabase(server: string): Promise<Place> {
  const name = `katagrad_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    options: { url: url.href },
    remove: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
