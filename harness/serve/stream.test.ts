/** Server-sent events, over real connections. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STREAMS_OF_A_SESSION } from "./limits.ts";
import { ENGINES, FIRST, type Rehearsal, RIGHT, rehearse, until, WRONG, written } from "./rehearsal.ts";

const KATA = `/api/session/katas/${FIRST}`;

interface Message {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly data: any;
}

/** A reader as a browser is one. */
class Reader {
  readonly messages: Message[] = [];
  text = "";
  ended = false;
  readonly #stop = new AbortController();

  constructor(
    url: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    void this.#read(url).catch(() => {});
  }

  close(): void {
    this.#stop.abort();
  }

  /** The next message of a kind that was not asked for yet. */
  async next(event: string): Promise<Message> {
    for (let i = 0; i < 400; i++) {
      const at = this.messages.findIndex((one) => one.event === event);
      if (at >= 0) return this.messages.splice(at, 1)[0];
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`No ${event} came, but ${JSON.stringify(this.messages)}`);
  }

  async #read(url: string): Promise<void> {
    const answer = await fetch(url, { headers: this.headers, signal: this.#stop.signal });
    let rest = "";
    for await (const chunk of answer.body!.pipeThrough(
      new TextDecoderStream() as never,
    ) as never as AsyncIterable<string>) {
      this.text += chunk;
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop()!;
      for (const part of parts) this.#take(part);
    }
    this.ended = true;
  }

  #take(part: string): void {
    const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
    if (fields.data) this.messages.push({ event: fields.event, id: fields.id, data: JSON.parse(fields.data) });
  }
}

describe.each(ENGINES)("streams, on %s", (engine) => {
  let place: Rehearsal;
  beforeAll(async () => {
    place = await rehearse(engine);
  });
  afterAll(() => place.close());

  async function listening(settings: object = {}) {
    const { id, people } = await place.assess(settings);
    const [ada] = people;
    await ada.caller.post("/api/session/start");
    const read = (more: Record<string, string> = {}) =>
      new Reader(`${place.server.url}/api/session/stream`, { ...ada.caller.headers, ...more });
    return { id, ada, read, reader: read() };
  }
  const readers = async () => place.server.service.streams.size;

  it("tell a candidate the clock, saves, verdicts as far as they are shown, changes of time and the end", async () => {
    const { ada, reader } = await listening({ feedback: "score" });
    expect((await reader.next("clock")).data).toMatchObject({ phase: "running", remainingMs: 600_000 });
    await ada.caller.put(`${KATA}/source`, { text: "x", device: "phone", sequence: 1 });
    expect((await reader.next("saved")).data).toMatchObject({ kata: FIRST, device: "phone", late: false });
    await ada.caller.post(`${KATA}/submissions`, written(WRONG, { submission: randomUUID() }));
    expect((await reader.next("submitted")).data).toMatchObject({ status: "waiting" });
    expect((await reader.next("verdict")).data.marks).toEqual({ feedback: "score", score: 60, verdict: "wrong-value" });
    await place.organiser.post(`/api/sessions/${ada.id}/time`, { seconds: 60 });
    expect((await reader.next("time-changed")).data).toMatchObject({ seconds: 60, extraSeconds: 60 });
    expect((await reader.next("clock")).data).toMatchObject({ remainingMs: 660_000 });
    await place.organiser.post(`/api/sessions/${ada.id}/close`);
    expect((await reader.next("ended")).data).toEqual({ endedBy: "closed" });
    expect(reader.text).not.toContain("half-missing");
    reader.close();
  });

  it("go on where a lost connection stopped, and note that it is there again", async () => {
    const { ada, read, reader } = await listening();
    const { id } = await reader.next("clock");
    reader.close();
    await ada.caller.put(`${KATA}/source`, written(RIGHT));
    const again = read({ "last-event-id": id! });
    expect((await again.next("saved")).data.kata).toBe(FIRST);
    again.close();
    const { events } = (await place.organiser.get(`/api/sessions/${ada.id}/events`)).body;
    expect(events.map(({ kind }: { kind: string }) => kind)).toContain("reconnected");
  });

  it("tell an organiser of every session that something happens to, and of no other assessment", async () => {
    const { id, ada } = await listening();
    const other = await listening();
    const reader = new Reader(`${place.server.url}/api/assessments/${id}/stream`, place.organiser.headers);
    expect((await reader.next("session")).data).toMatchObject({ id: ada.id, name: "Ada", phase: "running" });
    await other.ada.caller.post("/api/session/finish");
    await ada.caller.put(`${KATA}/source`, written(RIGHT));
    const { data } = await reader.next("session");
    expect(data).toMatchObject({ id: ada.id, katas: [{ bytes: Buffer.byteLength(RIGHT) }] });
    reader.close();
  });

  it("are closed on our side when the reader goes, and are not too many", async () => {
    const { ada, read, reader } = await listening();
    await reader.next("clock");
    const before = await readers();
    const more = Array.from({ length: STREAMS_OF_A_SESSION - 1 }, () => read());
    for (const one of more) await one.next("clock");
    const refused = await ada.caller.get("/api/session/stream");
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "too-many-streams" } } });
    for (const one of more) one.close();
    await until(
      () => place.stranger.get("/metrics"),
      ({ text }) => text.includes(`\nkatagrad_streams ${before}\n`),
    );
    reader.close();
  });

  it("end with a revoked invitation", async () => {
    const { ada, reader } = await listening();
    await reader.next("clock");
    await place.organiser.ask("DELETE", `/api/invitations/${ada.id}`);
    expect((await reader.next("ended")).data).toEqual({ endedBy: "revoked" });
    for (let i = 0; i < 200 && !reader.ended; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(reader.ended).toBe(true);
  });
});

it("let their readers go with the advice to come again, when the server stops", async () => {
  const place = await rehearse("sqlite");
  const { people } = await place.assess();
  const reader = new Reader(`${place.server.url}/api/session/stream`, people[0].caller.headers);
  await reader.next("clock");
  await place.close();
  for (let i = 0; i < 200 && !reader.ended; i++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(reader.text).toMatch(/retry: \d+\n/);
});
