import { describe, expect, it } from "vitest";
import { findAssessment } from "./assessments.ts";
import { findBoardLink } from "./board-links.ts";
import type { Store, Value } from "./driver.ts";
import { listEvents } from "./events.ts";
import { migrate, schemaVersion, tableNames } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { openDatabase, openStore, type StoreOptions } from "./open.ts";
import { findPerson } from "./people.ts";
import { findJob } from "./queue.ts";
import { findSession } from "./sessions.ts";
import { findSource, findSubmission, findVerdict } from "./submissions.ts";
import { describeEngines, emptyPlace } from "./support.ts";

/** A row of every table as version 1 wrote it; a later version is added below it and changes nothing of it. */
const VERSION_1: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  assessment: {
    id: "a1",
    title: '"An interview"',
    katas: '["01-backpropagation"]',
    settings: '{"limitSeconds":3600}',
    secret: "s",
    created_at: 1,
    closed_at: null,
    data: "{}",
  },
  board_link: {
    id: "b1",
    assessment_id: "a1",
    token_hash: "b",
    names: "pseudonyms",
    freeze_minutes: 10,
    frozen_at: null,
    created_at: 2,
  },
  person: {
    id: "p1",
    assessment_id: "a1",
    name: '"Ada"',
    email: '"ada@example.org"',
    token_hash: "t",
    place: 0,
    created_at: 2,
    expires_at: null,
    revoked_at: null,
    forgotten_at: null,
    forgotten_by: null,
  },
  session: {
    id: "p1",
    assessment_id: "a1",
    state: '{"phase":"running"}',
    phase: "running",
    seq: 1,
    sweep_at: 3,
    updated_at: 2,
  },
  event: { session_id: "p1", seq: 1, at: 2, kind: "invited", data: "{}", hash: "h" },
  source: { session_id: "p1", hash: "h", text: '"text"', created_at: 2 },
  submission: { id: "s1", session_id: "p1", kata: "01-backpropagation", source_hash: "h", at: 2, late: 0, by: "me" },
  job: {
    id: "s1:1",
    kind: "grade",
    session_id: "p1",
    submission_id: "s1",
    round: 1,
    data: "null",
    state: "done",
    created_at: 2,
    available_at: 2,
    lease_until: null,
    fence: 1,
    attempts: 1,
    worker: '"w"',
    error: null,
    result: null,
    finished_at: 3,
  },
  verdict: { submission_id: "s1", round: 1, at: 3, score: 62.5, record: '{"kata":"01-backpropagation"}' },
  admin: { key: "secret", value: '"hash"' },
  organiser_token: { hash: "o", created_at: 1, expires_at: 9 },
};
/** By the version that wrote them. */
const WRITTEN = [VERSION_1];

/** A database as an earlier program left it. */
async function leave(place: StoreOptions, version: number): Promise<void> {
  const store = await openDatabase(place);
  await migrate(store, MIGRATIONS.slice(0, version));
  await store.write(async (tx) => {
    for (const [table, row] of Object.entries(WRITTEN[version - 1])) {
      const marks = Object.keys(row).map(() => "?");
      await tx.run(`INSERT INTO ${table} (${Object.keys(row)}) VALUES (${marks})`, Object.values(row));
    }
  });
  await store.close();
}

/** What a step that nobody released might do. */
const NEXT: Migration = {
  version: MIGRATIONS.length + 1,
  statements: ["ALTER TABLE person ADD COLUMN note TEXT", "CREATE TABLE extra (id TEXT PRIMARY KEY)"],
};
const version = (store: Store) => store.read(schemaVersion);

describeEngines("a schema", (engine) => {
  it("is brought forward from every released version, with its rows", async () => {
    expect(WRITTEN).toHaveLength(MIGRATIONS.length);
    for (let from = 1; from <= MIGRATIONS.length; from++) {
      const place = await emptyPlace(engine);
      await leave(place, from);
      const store = await openStore(place);
      expect(await version(store)).toBe(MIGRATIONS.length);
      await store.read(async (tx) => {
        expect(await findAssessment(tx, "a1")).toMatchObject({
          title: "An interview",
          settings: { limitSeconds: 3_600 },
        });
        expect(await findBoardLink(tx, "b")).toMatchObject({
          assessmentId: "a1",
          names: "pseudonyms",
          freezeMinutes: 10,
        });
        expect(await findPerson(tx, "p1")).toMatchObject({ name: "Ada", email: "ada@example.org", tokenHash: "t" });
        expect(await findSession(tx, "p1")).toMatchObject({ state: { phase: "running" }, seq: 1, sweepAt: 3 });
        expect(await listEvents(tx, "p1")).toMatchObject([{ kind: "invited" }]);
        expect(await findSource(tx, "p1", "h")).toBe("text");
        expect(await findSubmission(tx, "s1")).toMatchObject({ sourceHash: "h", late: false });
        expect(await findJob(tx, "s1:1")).toMatchObject({ state: "done", worker: "w" });
        expect(await findVerdict(tx, "s1")).toMatchObject({ score: 62.5 });
      });
      await store.close();
    }
  });

  it("takes one step after the other, each once", async () => {
    const place = await emptyPlace(engine);
    await leave(place, MIGRATIONS.length);
    const store = await openStore(place);
    const other = await openStore(place);
    await Promise.all([store, other].map((one) => migrate(one, [...MIGRATIONS, NEXT])));
    expect(await version(store)).toBe(NEXT.version);
    expect(await store.read((tx) => tx.all("SELECT version FROM schema_version ORDER BY version"))).toHaveLength(
      NEXT.version,
    );
    expect(await store.read((tx) => tx.get("SELECT note FROM person"))).toEqual({ note: null });
    await Promise.all([store.close(), other.close()]);
  });

  it("stays as it was when a step fails", async () => {
    const place = await emptyPlace(engine);
    await leave(place, MIGRATIONS.length);
    const store = await openStore(place);
    const tables = await store.read(tableNames);
    const failing = { ...NEXT, statements: [...NEXT.statements, "CREATE TABLE extra (id TEXT PRIMARY KEY)"] };
    await expect(migrate(store, [...MIGRATIONS, failing])).rejects.toThrow("extra");
    expect(await version(store)).toBe(MIGRATIONS.length);
    expect(await store.read(tableNames)).toEqual(tables);
    await store.close();
  });

  it("of a newer program is left alone", async () => {
    const place = await emptyPlace(engine);
    const newer = await openDatabase(place);
    await migrate(newer, [...MIGRATIONS, NEXT]);
    await expect(openStore(place)).rejects.toThrow(`The database has schema ${NEXT.version}`);
    expect(await version(newer)).toBe(NEXT.version);
    await newer.close();
  });

  it("of something else is left alone", async () => {
    const place = await emptyPlace(engine);
    const foreign = await openDatabase(place);
    await foreign.write((tx) => tx.run("CREATE TABLE songs (title TEXT)"));
    await expect(openStore(place)).rejects.toThrow("The database holds tables of something else");
    expect(await foreign.read(tableNames)).toEqual(["songs"]);
    await foreign.close();
  });
});

describe("the released steps", () => {
  it("are numbered without a gap", () => {
    expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  });
});
