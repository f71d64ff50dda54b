/** The end of a server, and the beginning of the next one on the same store: nothing is lost, nothing is done twice. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { depth } from "../store/queue.ts";
import { describeEngines } from "../store/support.ts";
import { graded, KATA, type Rehearsal, RIGHT, rehearse, submit, WRONG, written } from "./rehearsal.ts";

describeEngines("a server that is ended", (engine) => {
  let place: Rehearsal;
  beforeEach(async () => {
    place = await rehearse(engine);
  });
  afterEach(() => place.close());

  it("ends what it grades or hands it back: the next one has one verdict for each submission", async () => {
    const { people } = await place.assess({ feedback: "score" });
    const [ada] = people;
    await ada.caller.post("/api/session/start");
    for (const text of [WRONG, RIGHT, WRONG, RIGHT, WRONG, RIGHT]) expect((await submit(ada, text)).status).toBe(201);
    await place.restart();
    const caller = place.again(ada.caller);
    await graded({ ...ada, caller });
    const { submissions } = (await caller.get("/api/session/submissions")).body;
    expect(submissions.map(({ marks }: { marks: { score: number } }) => marks.score)).toEqual([
      60, 100, 60, 100, 60, 100,
    ]);
    const { events, verification } = (await place.again(place.organiser).get(`/api/sessions/${ada.id}/events`)).body;
    expect(events.filter(({ kind }: { kind: string }) => kind === "verdict")).toHaveLength(6);
    expect(verification.intact).toBe(true);
    expect(await place.store.read(depth)).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  it("answers what it has begun, and the next one knows what was answered", async () => {
    const { people } = await place.assess();
    const [ada] = people;
    await ada.caller.post("/api/session/start");
    // Each from an editor of its own: of one editor's saves those that were overtaken are not kept.
    const asked = Array.from({ length: 20 }, (_, i) =>
      ada.caller.put(`${KATA}/source`, written(`// ${i}`, { device: `editor-${i}` })),
    );
    const answered = Promise.allSettled(asked);
    // The first ones are on their way.
    await asked[0];
    await place.restart();
    const kept = (await answered).flatMap((one) =>
      one.status === "fulfilled" && one.value.status === 200 ? [one.value.body.hash] : [],
    );
    expect(kept.length).toBeGreaterThan(0);
    const caller = place.again(ada.caller);
    const { saves } = (await caller.get(`${KATA}/history`)).body;
    expect(saves.map(({ hash }: { hash: string }) => hash)).toEqual(expect.arrayContaining(kept));
  });

  it("lets time that ended meanwhile end: nobody has to ask", async () => {
    const { people, id } = await place.assess();
    const [ada] = people;
    await ada.caller.post("/api/session/start");
    await ada.caller.put(`${KATA}/source`, written(RIGHT));
    await place.server.stop();
    place.clock.pass(3_600);
    await place.restart();
    expect(await graded({ ...ada, caller: place.again(ada.caller) })).toMatchObject({ by: "expired", late: false });
    const { rows } = (await place.again(place.organiser).get(`/api/assessments/${id}/board`)).body;
    expect(rows).toMatchObject([{ score: 100, final: true }]);
  });
});
