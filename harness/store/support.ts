/** What the tests of the store share: empty stores of both engines, and something to put into them. */
import { createHash } from "node:crypto";
import { afterAll, describe } from "vitest";
import { addAssessment } from "./assessments.ts";
import type { Engine, Store, Tx } from "./driver.ts";
import { openStore, type StoreOptions } from "./open.ts";
import { addPerson } from "./people.ts";
import { makeFolder, makePlace, whyNoServer } from "./places.ts";
import { addSession } from "./sessions.ts";
import { submitSample } from "./submit-sample.ts";

let isTold = false;

/** One suite for both engines. Where there is no server, that it is skipped is said once for each file. */
export function describeEngines(title: string, body: (engine: Engine) => void): void {
  if (whyNoServer && !isTold) console.warn(`The suites on PostgreSQL are skipped: ${whyNoServer}.`);
  isTold = true;
  describe(`${title}, on SQLite`, () => body("sqlite"));
  describe.skipIf(whyNoServer)(`${title}, on PostgreSQL`, () => body("postgres"));
}

const cleanings: (() => unknown)[] = [];
afterAll(async () => {
  // Stores are closed before what they stand on is removed.
  for (const clean of cleanings.splice(0).reverse()) await clean();
});

export function scratchFolder(): string {
  const { folder, remove } = makeFolder();
  cleanings.push(remove);
  return folder;
}

/** Where an empty database lies that is gone after the file's tests. */
export async function emptyPlace(engine: Engine): Promise<StoreOptions> {
  const { options, remove } = await makePlace(engine);
  cleanings.push(remove);
  return options;
}

/** A store closed after the file's tests. */
export async function opened(place: StoreOptions): Promise<Store> {
  const store = await openStore(place);
  cleanings.push(() => store.close());
  return store;
}

export async function emptyStore(engine: Engine): Promise<Store> {
  return opened(await emptyPlace(engine));
}

/** A store with an assessment and its people, each in a sitting. */
export async function seededStore(engine: Engine, ...people: readonly string[]): Promise<Store> {
  const store = await emptyStore(engine);
  await store.write((tx) => seed(tx, people));
  return store;
}

export async function seed(tx: Tx, people: readonly string[]): Promise<void> {
  await addAssessment(tx, {
    id: "a1",
    title: HOSTILE,
    katas: ["01-backpropagation", "10-momentum"],
    settings: { limitSeconds: 3_600, words: HOSTILE },
    secret: "kept",
    createdAt: 1_000,
    closedAt: null,
    data: {},
  });
  for (const [i, id] of people.entries()) {
    const email = `${id}@example.org`;
    const tokenHash = sha256(id);
    await addPerson(tx, {
      id,
      assessmentId: "a1",
      name: HOSTILE,
      email,
      tokenHash,
      createdAt: 1_000 + i,
      expiresAt: null,
    });
    const state = { katas: {}, name: HOSTILE };
    await addSession(tx, {
      id,
      assessmentId: "a1",
      state,
      phase: "running",
      seq: 0,
      sweepAt: 5_000 + i,
      updatedAt: 1_000,
    });
  }
}

/** One submission with its event, text and job. @returns the id of the job */
export function submit(store: Store, sessionId: string, seq: number, text?: string): Promise<string> {
  return store.write((tx) => submitSample(tx, sessionId, seq, text));
}

/** Which submissions of `p1` each table knows of, one text a table: `p1-1 p1-2 `. The texts are equal where every submission is whole. */
export async function submittedParts(
  store: Store,
): Promise<Record<"submissions" | "events" | "sources" | "jobs", string>> {
  const ids = async (sql: string) =>
    (await store.read((tx) => tx.all(`${sql} ORDER BY seq`))).map(({ seq }) => `p1-${seq} `).join("");
  return {
    submissions: await ids("SELECT at - 2000 AS seq FROM submission"),
    events: await ids("SELECT seq FROM event"),
    sources: await ids("SELECT created_at - 2000 AS seq FROM source"),
    jobs: await ids("SELECT submission.at - 2000 AS seq FROM job JOIN submission ON submission.id = job.submission_id"),
  };
}

/** Everything that a text may hold: NUL, halves of pairs, pairs, controls, line separators, quotes, a question mark. */
export const HOSTILE = "a\0b \ud83d\ude00 \ud83d| \ude00| \u001b[31m \u2028 \ufeff ' \" \\ ? $1 ; -- 求\r\n";

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
