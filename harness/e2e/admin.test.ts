/** What whoever runs a server does beside it: back up, restore, forget. On both engines, through the real command line. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine, Store } from "../store/driver.ts";
import { listEvents } from "../store/events.ts";
import { openStore, type StoreOptions } from "../store/open.ts";
import { findPerson, listPeople } from "../store/people.ts";
import { whyNoServer } from "../store/places.ts";
import { listAssessmentSubmissions } from "../store/submissions.ts";
import { describeEngines, emptyPlace, HOSTILE, seed, submit } from "../store/support.ts";
import { cleanUp, kata, scratch } from "./support.ts";

afterAll(cleanUp);

/** `kata admin …` on a store, in a folder of its own. */
function adminOf(place: StoreOptions) {
  const cwd = scratch();
  const admin = (place: StoreOptions, ...args: readonly string[]) =>
    place.url === undefined
      ? kata(["admin", ...args, "--data", place.data], { cwd })
      : kata(["admin", ...args], { cwd, env: { DATABASE_URL: place.url } });
  return { cwd, admin: (...args: readonly string[]) => admin(place, ...args), on: admin };
}

async function using<T>(place: StoreOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(place);
  return work(store).finally(() => store.close());
}

/** A store with two people, each with a submission. */
async function seededPlace(engine: Engine): Promise<StoreOptions> {
  const place = await emptyPlace(engine);
  await using(place, async (store) => {
    await store.write((tx) => seed(tx, ["p1", "p2"]));
    for (const id of ["p1", "p2"]) await submit(store, id, 1, HOSTILE);
  });
  return place;
}

const everything = (place: StoreOptions) =>
  using(place, (store) =>
    store.read(async (tx) => [
      await listPeople(tx, "a1"),
      await listAssessmentSubmissions(tx, "a1"),
      await listEvents(tx, "p1"),
    ]),
  );

describeEngines("kata admin backup and restore", (engine) => {
  it("carry everything to another store of either kind, once", async () => {
    const place = await seededPlace(engine);
    const { cwd, admin, on } = adminOf(place);
    const file = join(cwd, "backup");
    const backed = await admin("backup", file);
    expect([backed.status, backed.stderr]).toEqual([0, ""]);
    const [, rows] = /: (\d+) rows\. It holds secrets/.exec(backed.stdout)!;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const kind of whyNoServer ? (["sqlite"] as const) : (["sqlite", "postgres"] as const)) {
      const other = await emptyPlace(kind);
      const restored = await on(other, "restore", file);
      expect([restored.status, restored.stdout]).toEqual([0, `${rows} rows restored from ${file}.\n`]);
      expect(await everything(other)).toEqual(await everything(place));
      const again = await on(other, "restore", file);
      expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("something in that store already")]);
    }
  });

  it("refuse a file that exists, and one that is cut off", async () => {
    const { cwd, admin, on } = adminOf(await seededPlace(engine));
    const file = join(cwd, "backup");
    writeFileSync(file, "mine");
    const taken = await admin("backup", file);
    expect([taken.status, taken.stderr]).toEqual([2, expect.stringContaining("exists already")]);
    expect(readFileSync(file, "utf8")).toBe("mine");
    await admin("backup", `${file}2`);
    writeFileSync(`${file}3`, readFileSync(`${file}2`).subarray(0, -20));
    const other = await emptyPlace(engine);
    const cut = await on(other, "restore", `${file}3`);
    expect(cut.status).toBe(2);
    expect(cut.stderr).toMatch(/is damaged, cut off, or no backup.*\n {2}Nothing was changed\. Take another copy/);
    expect((await on(other, "restore", `${file}2`)).status).toBe(0);
  });
});

describeEngines("kata admin forget", (engine) => {
  it("removes a person for ever, after being told so, and nobody else", async () => {
    const place = await seededPlace(engine);
    const { admin } = adminOf(place);
    const asked = await admin("forget", "p1@example.org");
    expect([asked.status, asked.stderr]).toEqual([2, expect.stringContaining("--yes` does it without asking")]);
    expect(asked.stdout).toContain("p1  ");
    expect(asked.stdout).not.toContain("\u001b");
    const forgotten = await admin("forget", "p1@example.org", "--yes", "--by", "the office");
    expect([forgotten.status, forgotten.stderr]).toEqual([0, ""]);
    expect(forgotten.stdout).toContain("Forgotten: 1. Earlier backups still hold it");
    await using(place, (store) =>
      store.read(async (tx) => {
        expect(await findPerson(tx, "p1")).toMatchObject({ name: null, email: null, forgottenBy: "the office" });
        expect(await listEvents(tx, "p1")).toEqual([]);
        expect(await findPerson(tx, "p2")).toMatchObject({ name: HOSTILE, forgottenAt: null });
        expect(await listEvents(tx, "p2")).toHaveLength(1);
      }),
    );
    for (const nobody of ["p1@example.org", "p1", "nobody"]) {
      const { status, stderr } = await admin("forget", nobody, "--yes");
      expect([status, stderr]).toEqual([2, expect.stringContaining(`Nobody there is "${nobody}"`)]);
    }
    expect((await admin("forget", "p2", "--yes", "--lang", "zh")).stdout).toContain("已忘记 1 份邀请");
  });
});

describe("kata admin, used wrongly", () => {
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    kata(["admin", ...args], { cwd: scratch(), env });

  it.each([
    [["backup", "file"], {}, 2, "There is no store in katagrad-data"],
    [["forget", "p1"], {}, 2, "Name its folder with --data, or its server with DATABASE_URL"],
    [["backup", "file", "--data", "x"], { DATABASE_URL: "postgres:///x" }, 2, "Both --data and DATABASE_URL name"],
    [["backup", "file"], { DATABASE_URL: "mysql://u:hunter2@h/d" }, 2, "Write it as postgres://user:password@host"],
    [["restore", "file"], {}, 2, "file cannot be read"],
    [
      ["backup", "f"],
      { DATABASE_URL: "postgres://u:hunter2@127.0.0.1:1/d" },
      3,
      "The database server cannot be reached",
    ],
  ])("%j with %j: says what to do, and no password", async (args, env, status, told) => {
    const outcome = await run(args, env as Record<string, string>);
    expect([outcome.status, outcome.stdout]).toEqual([status, ""]);
    expect(outcome.stderr).toContain(told);
    expect(outcome.stderr).not.toContain("hunter2");
  });

  it.each([
    ["missing", undefined],
    ["no backup", "my notes"],
    ["empty", ""],
  ])("makes nothing when the backup is %s", async (_, content) => {
    const cwd = scratch();
    if (content !== undefined) writeFileSync(join(cwd, "backup"), content);
    const before = readdirSync(cwd);
    for (const place of [[], ["--data", "exams"]]) {
      const { status, stderr } = await kata(["admin", "restore", "backup", ...place], { cwd });
      expect([status, stderr]).toEqual([2, expect.stringContaining("backup ")]);
      expect(readdirSync(cwd)).toEqual(before);
    }
  });

  it("says that a file is no database, and keeps it", async () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "katagrad.db"), "no database, but long enough to be read as one ".repeat(100));
    const { status, stderr } = await kata(["admin", "backup", "b", "--data", "."], { cwd });
    expect([status, stderr]).toEqual([3, expect.stringContaining("The database is damaged, or is no database")]);
    expect(readFileSync(join(cwd, "katagrad.db"), "utf8")).toContain("no database, but");
  });
});
