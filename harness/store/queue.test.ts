import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import type { Store, Tx } from "./driver.ts";
import {
  buryLost,
  claim,
  complete,
  completeRun,
  deadJobs,
  depth,
  dropFinishedRuns,
  enqueueGrading,
  enqueueRun,
  fail,
  findJob,
  type Job,
  position,
  renew,
  retryDead,
} from "./queue.ts";
import { findVerdict, listAssessmentVerdicts, listVerdicts } from "./submissions.ts";
import { describeEngines, HOSTILE, seededStore, submit } from "./support.ts";

const LONG = 60_000;
const VERDICT = { score: 62.5, record: { words: HOSTILE } };

describeEngines("the queue", (engine) => {
  let store: Store;
  let seq = 0;
  beforeAll(async () => {
    store = await seededStore(engine, "p1");
  });
  const write = <T>(work: (tx: Tx) => Promise<T>) => store.write(work);
  const take = (worker = "w1", leaseMs = LONG) => write((tx) => claim(tx, worker, leaseMs));
  const taken = async (leaseMs = LONG): Promise<Job> => {
    await submit(store, "p1", ++seq);
    return (await take("w1", leaseMs))!;
  };
  const finish = (job: Job) => write((tx) => complete(tx, job, VERDICT));
  const verdictOf = (job: Job) => store.read((tx) => findVerdict(tx, job.submissionId!));
  /** A lease of no length is lost at once. */
  const loseLease = (job: Job) => write((tx) => renew(tx, job, 0));

  it("is empty at first", async () => {
    expect(await take()).toBeUndefined();
    expect(await store.read(depth)).toEqual({ waiting: 0, running: 0, dead: 0, oldestWaitingAt: null });
  });

  it("gives a job to one worker, who ends it with a verdict", async () => {
    const job = await taken();
    expect(job).toMatchObject({ kind: "grade", state: "running", attempts: 1, worker: "w1", round: 1 });
    expect(job.leaseUntil! - (await store.now())).toBeGreaterThan(LONG / 2);
    expect(await take("w2")).toBeUndefined();
    expect(await finish(job)).toBe(true);
    expect(await verdictOf(job)).toMatchObject({ submissionId: "p1-1", round: 1, ...VERDICT });
    expect(await store.read((tx) => findJob(tx, job.id))).toMatchObject({ state: "done", leaseUntil: null });
  });

  it("writes a verdict exactly once", async () => {
    const job = await taken();
    const told = await Promise.all([finish(job), finish(job), finish(job)]);
    expect(told.filter((one) => one)).toHaveLength(1);
    expect(await finish(job)).toBe(false);
    expect(
      (await store.read((tx) => listVerdicts(tx, "p1"))).filter((one) => one.submissionId === job.submissionId),
    ).toHaveLength(1);
  });

  it("puts a round into the queue once, and another round beside it", async () => {
    const job = await taken();
    await finish(job);
    const again = { sessionId: "p1", submissionId: job.submissionId!, data: {} };
    await write((tx) => enqueueGrading(tx, { ...again, round: 1 }));
    expect(await take()).toBeUndefined();
    await write((tx) => enqueueGrading(tx, { ...again, round: 2 }));
    const second = (await take())!;
    expect(second.round).toBe(2);
    await write((tx) => complete(tx, second, { score: null, record: null }));
    expect(await verdictOf(job)).toMatchObject({ round: 2, score: null });
    expect(await store.read((tx) => findVerdict(tx, job.submissionId!, 1))).toMatchObject(VERDICT);
    const all = await store.read((tx) => listAssessmentVerdicts(tx, "a1"));
    expect(all.filter((one) => one.submissionId === job.submissionId)).toHaveLength(2);
  });

  it("refuses whoever lost the lease to another", async () => {
    const slow = await taken();
    await loseLease(slow);
    const other = (await take("w2"))!;
    expect(other).toMatchObject({ id: slow.id, attempts: 2, fence: slow.fence + 1 });
    expect(await write((tx) => renew(tx, slow, LONG))).toBe(false);
    expect(await finish(slow)).toBe(false);
    expect(await write((tx) => fail(tx, slow, "late"))).toBe("stale");
    expect(await verdictOf(slow)).toBeUndefined();
    expect(await finish(other)).toBe(true);
  });

  it("keeps a lease that is renewed", async () => {
    const job = await taken(100);
    expect(await write((tx) => renew(tx, job, LONG))).toBe(true);
    await pause(150);
    expect(await take("w2")).toBeUndefined();
    await finish(job);
  });

  it("lets a job that failed wait, then gives it again, and after three attempts it is dead", async () => {
    const first = await taken();
    expect(await write((tx) => fail(tx, first, HOSTILE))).toBe("waiting");
    const waiting = (await store.read((tx) => findJob(tx, first.id)))!;
    expect(waiting).toMatchObject({ error: HOSTILE, state: "waiting" });
    expect(waiting.availableAt).toBeGreaterThan(await store.now());
    expect(await take()).toBeUndefined();
    for (const ending of ["waiting", "dead"]) {
      await write((tx) => tx.run("UPDATE job SET available_at = 0 WHERE id = ?", [first.id]));
      const job = (await take())!;
      expect(await write((tx) => fail(tx, job, "again"))).toBe(ending);
    }
    expect(await take()).toBeUndefined();
    expect(await store.read(deadJobs)).toMatchObject([{ id: first.id, error: "again", attempts: 3 }]);
    expect(await write((tx) => retryDead(tx, first.id))).toBe(true);
    expect(await write((tx) => retryDead(tx, first.id))).toBe(false);
    const revived = (await take())!;
    expect(revived.attempts).toBe(1);
    expect(await finish(revived)).toBe(true);
  });

  it("buries a job that has lost its worker three times, and tells it once", async () => {
    let job = await taken();
    for (let i = 0; i < 2; i++) {
      await loseLease(job);
      expect(await write(buryLost)).toEqual([]);
      job = (await take())!;
    }
    await loseLease(job);
    expect(await take()).toBeUndefined();
    expect(await write(buryLost)).toMatchObject([{ id: job.id, state: "dead", attempts: 3 }]);
    expect(await write(buryLost)).toEqual([]);
    expect(await finish(job)).toBe(false);
    expect(await store.read(depth)).toMatchObject({ waiting: 0, running: 0, dead: 1 });
    await write((tx) => retryDead(tx, job.id));
    await finish((await take())!);
  });

  it("says how many come before", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push(await submit(store, "p1", ++seq));
      await pause(2); // they come in different milliseconds
    }
    const positions = () => Promise.all(ids.map((id) => store.read((tx) => position(tx, id))));
    expect(await positions()).toEqual([0, 1, 2]);
    const first = (await take())!;
    expect(first.id).toBe(ids[0]);
    expect(await positions()).toEqual([0, 0, 1]);
    expect(await store.read(depth)).toMatchObject({ waiting: 2, running: 1 });
    await finish(first);
    expect(await positions()).toEqual([undefined, 0, 1]);
    for (let i = 0; i < 2; i++) await finish((await take())!);
  });

  it("keeps the result of a run until it is dropped, and no grading is dropped", async () => {
    const run = { id: "run-1", kind: "run", sessionId: "p1", data: { text: HOSTILE } };
    await write((tx) => enqueueRun(tx, run));
    await write((tx) => enqueueRun(tx, run));
    const job = (await take())!;
    expect(job).toMatchObject({ kind: "run", data: { text: HOSTILE }, submissionId: null });
    expect(await take()).toBeUndefined();
    expect(await write((tx) => completeRun(tx, job, [HOSTILE]))).toBe(true);
    expect(await write((tx) => completeRun(tx, job, "again"))).toBe(false);
    expect(await store.read((tx) => findJob(tx, "run-1"))).toMatchObject({ state: "done", result: [HOSTILE] });
    expect(await write((tx) => dropFinishedRuns(tx, job.createdAt))).toBe(0);
    expect(await write((tx) => dropFinishedRuns(tx, Number.MAX_SAFE_INTEGER))).toBe(1);
    expect(await store.read((tx) => findJob(tx, "p1-1:1"))).toBeDefined();
  });

  it("gives each of many jobs to one of many workers", async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => submit(store, "p1", ++seq)));
    const done: string[] = [];
    const work = async (worker: string) => {
      for (let job = await take(worker); job; job = await take(worker)) if (await finish(job)) done.push(job.id);
    };
    await Promise.all(Array.from({ length: 8 }, (_, i) => work(`w${i}`)));
    expect(done.sort()).toEqual(ids.sort());
  });
});
