import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listEvents } from "./events.ts";
import { forget } from "./forget.ts";
import { findPerson, listPeople, reissueToken } from "./people.ts";
import { claim, complete, depth } from "./queue.ts";
import { findSession, saveSession } from "./sessions.ts";
import { findSource, listSubmissions, listVerdicts } from "./submissions.ts";
import { describeEngines, opened, scratchFolder, seed, seededStore, submit } from "./support.ts";

const MARK = "what-only-this-person-wrote";

describeEngines("who is forgotten", (engine) => {
  it("leaves a row, submissions and scores without a word of theirs; nobody else loses anything", async () => {
    const store = await seededStore(engine, "p1", "p2");
    for (const id of ["p1", "p2"]) {
      await submit(store, id, 1, `${MARK} ${id}`);
      const job = (await store.write((tx) => claim(tx, "w", 60_000)))!;
      await store.write((tx) => complete(tx, job, { score: 50, record: { said: MARK } }));
    }
    for (const id of ["p1", "p2"]) await submit(store, id, 2, `${MARK} again ${id}`);
    const [hash] = (await store.read((tx) => listSubmissions(tx, "p1"))).map(({ sourceHash }) => sourceHash);
    expect(await store.write((tx) => forget(tx, "p1", "the organiser \0"))).toBe(true);
    await store.read(async (tx) => {
      const person = await findPerson(tx, "p1");
      expect(person).toMatchObject({ name: null, email: null, tokenHash: null, forgottenBy: "the organiser \0" });
      expect(Math.abs(person!.forgottenAt! - (await tx.now()))).toBeLessThan(60_000);
      expect(await findSession(tx, "p1")).toMatchObject({ state: null, phase: "ended", sweepAt: null });
      expect(await findSource(tx, "p1", hash)).toBeUndefined();
      expect(await listEvents(tx, "p1")).toEqual([]);
      const submissions = await listSubmissions(tx, "p1");
      expect(submissions.map(({ sourceHash }) => sourceHash)).toEqual(["", ""]);
      expect(await listVerdicts(tx, "p1")).toMatchObject([{ score: 50, record: null }]);
      expect(await listEvents(tx, "p2")).toHaveLength(2);
      expect(await findPerson(tx, "p2")).toMatchObject({ email: "p2@example.org", forgottenAt: null });
      expect(await listPeople(tx, "a1")).toHaveLength(2);
      expect(await depth(tx)).toMatchObject({ waiting: 1 });
    });
    expect(await store.write((tx) => forget(tx, "p1", "again"))).toBe(false);
    expect(await store.write((tx) => forget(tx, "nobody", "x"))).toBe(false);
    expect(await store.write((tx) => reissueToken(tx, "p1", "new", null))).toBe(false);
  });

  it("loses a grading that is under way", async () => {
    const store = await seededStore(engine, "p1");
    await submit(store, "p1", 1);
    const job = (await store.write((tx) => claim(tx, "w", 60_000)))!;
    await store.write((tx) => forget(tx, "p1", "me"));
    expect(await store.write((tx) => complete(tx, job, { score: 1, record: {} }))).toBe(false);
    expect(await store.read((tx) => listVerdicts(tx, "p1"))).toEqual([]);
  });
});

describe("the file of the embedded database", () => {
  it("holds no letter of a forgotten person once it is closed", async () => {
    const data = scratchFolder();
    const store = await opened({ data });
    await store.write((tx) => seed(tx, ["p1"]));
    await submit(store, "p1", 1, MARK.repeat(1_000));
    await store.write(async (tx) => {
      const session = (await findSession(tx, "p1"))!;
      await saveSession(tx, { ...session, state: { wrote: MARK } });
    });
    await store.write((tx) => forget(tx, "p1", "me"));
    await store.close();
    const bytes = readdirSync(data)
      .map((name) => readFileSync(join(data, name), "latin1"))
      .join("");
    // Asked with `includes`, so that a failure does not print the file.
    expect(bytes.includes("SQLite format 3")).toBe(true);
    expect(bytes.includes(MARK)).toBe(false);
    expect(bytes.includes("p1@example.org")).toBe(false);
  });
});
