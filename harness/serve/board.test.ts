/** The ranking, on a real server. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES, FIRST, graded, type Rehearsal, RIGHT, rehearse, WRONG, written } from "./rehearsal.ts";

const KATA = `/api/session/katas/${FIRST}`;

describe.each(ENGINES)("the board, on %s", (engine) => {
  let place: Rehearsal;
  beforeAll(async () => {
    place = await rehearse(engine);
  });
  afterAll(() => place.close());

  it("freezes before the end, and hides what comes then until it is asked without", async () => {
    const { id, people } = await place.assess({ limitSeconds: 600 }, ["Ada", "Grace"]);
    const [ada, grace] = people;
    const board = async (freeze: number) =>
      (await place.organiser.get(`/api/assessments/${id}/board?freeze=${freeze}`)).body;
    const names = ({ rows }: { rows: { name: string }[] }) => rows.map(({ name }) => name);
    for (const { caller } of people) await caller.post("/api/session/start");
    await ada.caller.post(`${KATA}/submissions`, written(WRONG, { submission: randomUUID() }));
    await graded(ada);
    expect(await board(5)).toMatchObject({ frozenAt: null, freezesAt: place.clock.ms + 300_000 });
    place.clock.pass(301);
    await grace.caller.post(`${KATA}/submissions`, written(RIGHT, { submission: randomUUID() }));
    await graded(grace);
    const frozen = await board(5);
    expect(frozen.frozenAt).toBe(place.clock.ms - 1_000);
    expect(names(frozen)).toEqual(["Ada", "Grace"]);
    expect(frozen.rows[1].katas[0]).toMatchObject({ score: 0, submissions: 0, hidden: 1 });
    const open = await board(0);
    expect(names(open)).toEqual(["Grace", "Ada"]);
    expect(open.rows[0].katas[0]).toMatchObject({ score: 100, submissions: 1, hidden: 0 });
    expect((await place.organiser.get(`/api/assessments/${id}/board?freeze=x`)).status).toBe(400);
  });
});
