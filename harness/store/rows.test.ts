import { beforeAll, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import {
  addOrganiserToken,
  claimSetting,
  dropOrganiserToken,
  knowsOrganiserToken,
  readSetting,
  writeSetting,
} from "./admin.ts";
import { findAssessment, listAssessments, lockAssessment, updateAssessment } from "./assessments.ts";
import type { Store, Tx } from "./driver.ts";
import { appendEvents, listEvents } from "./events.ts";
import { findPeopleByEmail, findPerson, findPersonByToken, listPeople, reissueToken, revokePerson } from "./people.ts";
import {
  countSessions,
  dueSessions,
  findSession,
  listSessions,
  lockSession,
  nextSweep,
  saveSession,
} from "./sessions.ts";
import {
  addSubmission,
  findSource,
  findSubmission,
  listAssessmentSubmissions,
  listSubmissions,
  putSource,
} from "./submissions.ts";
import { describeEngines, HOSTILE, seededStore, sha256, submit } from "./support.ts";

describeEngines("rows", (engine) => {
  let store: Store;
  beforeAll(async () => {
    store = await seededStore(engine, "p1", "p2");
  });
  const read = <T>(work: (tx: Tx) => Promise<T>) => store.read(work);
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(work);

  it("of assessments are changed but for what must stay", async () => {
    const one = (await read((tx) => findAssessment(tx, "a1")))!;
    expect(one.title).toBe(HOSTILE);
    expect(one.settings).toEqual({ limitSeconds: 3_600, words: HOSTILE });
    const changed = { ...one, title: "new", closedAt: 9_000, data: { note: HOSTILE } };
    expect(await write((tx) => updateAssessment(tx, { ...changed, secret: "other", createdAt: 1 }))).toBe(true);
    expect(await write((tx) => lockAssessment(tx, "a1"))).toEqual(changed);
    expect(await read(listAssessments)).toEqual([changed]);
    expect(await write((tx) => updateAssessment(tx, { ...one, id: "none" }))).toBe(false);
    await write((tx) => updateAssessment(tx, one));
  });

  it("of people are found by id, token and address", async () => {
    const one = (await read((tx) => findPerson(tx, "p1")))!;
    expect(one).toMatchObject({ name: HOSTILE, email: "p1@example.org", revokedAt: null, forgottenAt: null });
    expect(await read((tx) => findPersonByToken(tx, sha256("p1")))).toEqual(one);
    expect(await read((tx) => findPeopleByEmail(tx, "p1@example.org"))).toEqual([one]);
    expect((await read((tx) => listPeople(tx, "a1"))).map(({ id }) => id)).toEqual(["p1", "p2"]);
    expect(await read((tx) => findPersonByToken(tx, "none"))).toBeUndefined();
  });

  it("of people lose and get their links", async () => {
    expect(await write((tx) => revokePerson(tx, "p2", 7_000))).toBe(true);
    expect(await write((tx) => revokePerson(tx, "p2", 8_000))).toBe(false);
    expect((await read((tx) => findPerson(tx, "p2")))?.revokedAt).toBe(7_000);
    expect(await write((tx) => reissueToken(tx, "p2", "new", 9_000))).toBe(true);
    expect(await read((tx) => findPersonByToken(tx, sha256("p2")))).toBeUndefined();
    expect(await read((tx) => findPersonByToken(tx, "new"))).toMatchObject({
      id: "p2",
      revokedAt: null,
      expiresAt: 9_000,
    });
    const taken = write((tx) => reissueToken(tx, "p2", sha256("p1"), null));
    await expect(taken).rejects.toThrow(HarnessFault);
  });

  it("of sittings follow their events and come due", async () => {
    const one = (await write((tx) => lockSession(tx, "p1")))!;
    expect(one.state).toEqual({ katas: {}, name: HOSTILE });
    expect(await read((tx) => dueSessions(tx, 4_999, 10))).toEqual([]);
    expect(await read((tx) => dueSessions(tx, 5_001, 10))).toEqual(["p1", "p2"]);
    expect(await read((tx) => dueSessions(tx, 5_001, 1))).toEqual(["p1"]);
    const ended = { ...one, phase: "ended", sweepAt: null, seq: 3, updatedAt: 6_000, state: [HOSTILE] };
    expect(await write((tx) => saveSession(tx, ended))).toBe(true);
    expect(await read((tx) => findSession(tx, "p1"))).toEqual(ended);
    expect(await read(nextSweep)).toBe(5_001);
    expect(await read((tx) => countSessions(tx, "a1"))).toEqual({ running: 1, ended: 1 });
    expect((await read((tx) => listSessions(tx, "a1"))).map(({ id }) => id)).toEqual(["p1", "p2"]);
    expect(await read((tx) => findSession(tx, "none"))).toBeUndefined();
  });

  it("of events are only appended, each number once", async () => {
    const event = (seq: number) => ({ seq, at: 10, kind: "saved", data: { text: HOSTILE }, hash: "h" });
    await write((tx) => appendEvents(tx, "p1", [event(1), event(2)]));
    const again = write((tx) => appendEvents(tx, "p1", [event(3), event(2)]));
    await expect(again).rejects.toThrow(HarnessFault);
    expect(await read((tx) => listEvents(tx, "p1"))).toEqual([event(1), event(2)]);
    expect(await read((tx) => listEvents(tx, "p1", 1))).toEqual([event(2)]);
  });

  it.each([
    ["hostile text", HOSTILE],
    ["256 KB", `${"x".repeat(256 * 1024 - 4)}\ud83d\ude00`],
    ["256 KB of what takes six bytes each", "\0".repeat(256 * 1024)],
    ["nothing", ""],
  ])("of sources keep %s exactly", async (name, text) => {
    await write((tx) => putSource(tx, "p1", name, text, 1));
    await write((tx) => putSource(tx, "p1", name, "another under the same name", 2));
    expect(await read((tx) => findSource(tx, "p1", name))).toBe(text);
    expect(await read((tx) => findSource(tx, "p2", name))).toBeUndefined();
  });

  it("of submissions are written once, with their job", async () => {
    await submit(store, "p2", 1);
    const one = (await read((tx) => findSubmission(tx, "p2-1")))!;
    expect(one).toMatchObject({ sessionId: "p2", late: false, by: "candidate" });
    expect(await write((tx) => addSubmission(tx, { ...one, late: true }))).toBe(false);
    expect(await read((tx) => listSubmissions(tx, "p2"))).toEqual([one]);
    expect(await read((tx) => listAssessmentSubmissions(tx, "a1"))).toEqual([one]);
  });

  it("are refused when they belong to nothing", async () => {
    const orphan = { id: "s", sessionId: "none", kata: "k", sourceHash: "h", at: 1, late: false, by: "candidate" };
    await expect(write((tx) => addSubmission(tx, orphan))).rejects.toThrow(HarnessFault);
  });

  describe("of the whole store", () => {
    it("are settings, written once where it matters", async () => {
      expect(await write((tx) => claimSetting(tx, "secret", "mine"))).toBe(true);
      expect(await write((tx) => claimSetting(tx, "secret", "yours"))).toBe(false);
      expect(await read((tx) => readSetting(tx, "secret"))).toBe("mine");
      await write((tx) => writeSetting(tx, "secret", HOSTILE));
      expect(await read((tx) => readSetting(tx, "secret"))).toBe(HOSTILE);
    });

    it("are tokens, until they expire or are dropped", async () => {
      await write((tx) => addOrganiserToken(tx, "t1", 100, 200));
      expect(await read((tx) => knowsOrganiserToken(tx, "t1", 199))).toBe(true);
      expect(await read((tx) => knowsOrganiserToken(tx, "t1", 200))).toBe(false);
      await write((tx) => addOrganiserToken(tx, "t2", 200, 300));
      expect(await read((tx) => tx.all("SELECT hash FROM organiser_token"))).toHaveLength(1);
      await write((tx) => dropOrganiserToken(tx, "t2"));
      expect(await read((tx) => knowsOrganiserToken(tx, "t2", 201))).toBe(false);
    });
  });
});
