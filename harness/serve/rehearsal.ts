/** A real server for the tests, with a clock that stands until it is moved, and callers who keep all that they are told. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openCatalog, readReference, readSkeleton } from "../catalog/catalog.ts";
import type { Store } from "../store/driver.ts";
import { openStore } from "../store/open.ts";
import { makeFirstSecret } from "./auth/secret.ts";
import type { Clock } from "./clock.ts";
import { logOptions } from "./log.ts";
import { type Server, startServer } from "./server.ts";

export const FIRST = "01-backpropagation";
export const SECOND = "10-momentum";

const catalog = await openCatalog();
export const RIGHT = readReference(catalog.find(FIRST));
export const SKELETON = readSkeleton(catalog.find(FIRST));
/** Loses the points of every part that uses the loss, with a known mistake. */
export const WRONG = RIGHT.replace("return 0.5 * (a - y) ** 2", "return (a - y) ** 2");

/** PostgreSQL only where there is one: `KATAGRAD_TEST_POSTGRES=postgres://… npx vitest run harness/serve`. */
const POSTGRES = process.env.KATAGRAD_TEST_POSTGRES;
export const ENGINES = POSTGRES ? (["sqlite", "postgres"] as const) : (["sqlite"] as const);
export type EngineName = (typeof ENGINES)[number];

class FakeClock implements Clock {
  ms = Date.UTC(2031, 4, 4, 9);
  jumped = false;

  now(): number {
    return this.ms;
  }

  pass(seconds: number): void {
    this.ms += seconds * 1_000;
  }

  status() {
    return { aheadMs: 0, jumps: this.jumped ? 1 : 0, jumped: this.jumped };
  }
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: any;
}

/** Somebody who asks. Everything that was answered stays in `heard`. */
export class Caller {
  readonly heard: string[] = [];

  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    return this.ask("GET", path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    return this.ask("POST", path, body, headers);
  }

  put(path: string, body: unknown): Promise<Told> {
    return this.ask("PUT", path, body);
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Told> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    this.heard.push(text);
    const isJson = /^application\/json\b/.test(answer.headers.get("content-type") ?? "") && text !== "";
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }
}

export interface Rehearsal {
  /** The one that runs now. */
  readonly server: Server;
  readonly store: Store;
  readonly clock: FakeClock;
  /** Everything that was logged. */
  readonly log: string[];
  readonly adminSecret: string;
  readonly organiser: Caller;
  readonly stranger: Caller;
  /** An assessment with these settings, and people in it. */
  assess(settings?: object, people?: readonly string[], katas?: readonly string[]): Promise<Assessed>;
  /** Ends the server and starts another one on the same store. Who asked before asks again through `again`. */
  restart(): Promise<void>;
  again(caller: Caller): Caller;
  close(): Promise<void>;
}

interface Assessed {
  readonly id: string;
  readonly people: readonly Person[];
}

export interface Person {
  readonly id: string;
  readonly token: string;
  readonly caller: Caller;
}

export async function rehearse(
  engine: EngineName,
  { grade = true, trustProxy = false }: { grade?: boolean; trustProxy?: boolean } = {},
): Promise<Rehearsal> {
  const place = engine === "sqlite" ? folder() : await database();
  const store = await openStore(place.options);
  const clock = new FakeClock();
  const log: string[] = [];
  const adminSecret = (await makeFirstSecret(store))!;
  const start = () =>
    startServer({
      store,
      catalog,
      host: "127.0.0.1",
      port: 0,
      jobs: 2,
      grade,
      unsafe: true,
      trustProxy,
      clock,
      log: logOptions("trace", (line) => log.push(line)),
    });
  let server = await start();
  const stranger = new Caller(server.url);
  const signedIn = await stranger.post("/api/admin/login", { secret: adminSecret, as: "token" });
  const organiser = new Caller(server.url, { authorization: `Bearer ${signedIn.body.token}` });
  return {
    get server() {
      return server;
    },
    store,
    clock,
    log,
    adminSecret,
    organiser,
    stranger,
    async assess(settings = {}, people = ["Ada"], katas = [FIRST]) {
      const made = await organiser.post("/api/assessments", {
        title: "Rehearsal",
        katas,
        settings: { limitSeconds: 600, submitIntervalSeconds: 0, runIntervalSeconds: 0, ...settings },
      });
      const id: string = expected(made, 201).id;
      const invited = await organiser.post(`/api/assessments/${id}/invitations`, {
        people: people.map((name) => ({ name })),
      });
      const links: { id: string; link: string }[] = expected(invited, 201).invitations;
      return {
        id,
        people: links.map((one) => {
          const token = one.link.split("#")[1];
          return { id: one.id, token, caller: new Caller(server.url, { authorization: `Bearer ${token}` }) };
        }),
      };
    },
    async restart() {
      await server.stop();
      server = await start();
    },
    again: ({ headers }) => new Caller(server.url, headers),
    async close() {
      await server.stop();
      await store.close();
      await place.remove();
    },
  };
}

/** What was answered. @throws where the status is another, with what was told instead */
function expected({ status, body, text }: Told, wanted: number): Told["body"] {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${text}`);
  return body;
}

/** Asks until the answer is as wished. @throws when it never is */
export async function until(ask: () => Promise<Told>, wished: (told: Told) => boolean): Promise<Told> {
  for (let i = 0; i < 400; i++) {
    const told = await ask();
    if (wished(told)) return told;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It never came.");
}

/** Until the newest submission has its verdict, or cannot have one. */
export async function graded({ caller }: Person): Promise<Told["body"]> {
  const told = await until(
    () => caller.get("/api/session/submissions"),
    ({ body }) =>
      body.submissions.length > 0 && body.submissions.every((one: { status: string }) => one.status !== "waiting"),
  );
  return told.body.submissions.at(-1);
}

let counted = 0;

/** A submission as a client makes it, or a save where nothing else is said. */
export function written(text: string, more: object = {}) {
  return { text, device: "desktop", sequence: ++counted, ...more };
}

function folder() {
  const data = mkdtempSync(join(tmpdir(), "katagrad-serve-"));
  return { options: { data }, remove: async () => rmSync(data, { recursive: true, force: true }) };
}

/** A database of its own. */
async function database() {
  const name = `katagrad_serve_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: POSTGRES });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(POSTGRES!);
  url.pathname = `/${name}`;
  return { options: { url: url.href }, remove: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
