/** A real server for the tests, with a clock that stands until it is moved, and people who sit. */
import { randomUUID } from "node:crypto";
import { openCatalog, readReference, readSkeleton } from "../catalog/catalog.ts";
import type { Engine, Store } from "../store/driver.ts";
import { openStore } from "../store/open.ts";
import { makePlace } from "../store/places.ts";
import { makeFirstSecret } from "./auth/secret.ts";
import { Caller, type Told, until } from "./caller.ts";
import type { Clock } from "./clock.ts";
import { logOptions } from "./log.ts";
import { type Server, startServer } from "./server.ts";

export const FIRST = "01-backpropagation";
export const SECOND = "10-momentum";
/** Where a candidate finds the first. */
export const KATA = `/api/session/katas/${FIRST}`;

const catalog = await openCatalog();
export const RIGHT = readReference(catalog.find(FIRST));
export const SKELETON = readSkeleton(catalog.find(FIRST));
/** Loses the points of every part that uses the loss, with a known mistake. */
export const WRONG = RIGHT.replace("return 0.5 * (a - y) ** 2", "return (a - y) ** 2");

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

export interface RehearsalOptions {
  readonly grade?: boolean;
  readonly trustProxy?: boolean;
}

export async function rehearse(
  engine: Engine,
  { grade = true, trustProxy = false }: RehearsalOptions = {},
): Promise<Rehearsal> {
  const place = await makePlace(engine);
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

/** Until the newest submission has its verdict, or cannot have one. */
export async function graded({ caller }: Person): Promise<Told["body"]> {
  const told = await until(
    () => caller.get("/api/session/submissions"),
    ({ body }) =>
      body.submissions.length > 0 && body.submissions.every((one: { status: string }) => one.status !== "waiting"),
  );
  return told.body.submissions.at(-1);
}

/** Submits a text for the first kata. */
export function submit({ caller }: Pick<Person, "caller">, text: string, more: object = {}): Promise<Told> {
  return caller.post(`${KATA}/submissions`, written(text, { submission: randomUUID(), ...more }));
}

let counted = 0;

/** A submission as a client makes it, or a save where nothing else is said. */
export function written(text: string, more: object = {}) {
  return { text, device: "desktop", sequence: ++counted, ...more };
}
