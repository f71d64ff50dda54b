/** Server-sent events, over real connections. */
import { expect, it } from "vitest";
import { describeEngines } from "../store/support.ts";
import { until } from "./caller.ts";
import { STREAMS_OF_A_PERSON } from "./limits.ts";
import { FIRST, KATA, RIGHT, rehearse, submit, WRONG, written } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

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

  /** When the server has ended it. */
  async end(): Promise<void> {
    for (let i = 0; i < 400 && !this.ended; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(this.ended).toBe(true);
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

describeEngines("streams", (engine) => {
  const place = rehearsed(engine);

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
    await submit(ada, WRONG);
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

  it("are closed on our side when the reader goes, and the oldest of a person gives way to a new one", async () => {
    const { id, ada, read, reader } = await listening();
    await reader.next("clock");
    const before = await readers();
    const more: Reader[] = [];
    for (let i = 1; i <= STREAMS_OF_A_PERSON; i++) {
      more.push(read());
      await more.at(-1)!.next("clock");
    }
    expect((await reader.next("displaced")).data).toEqual({ most: STREAMS_OF_A_PERSON });
    await reader.end();
    expect(await readers()).toBe(before + STREAMS_OF_A_PERSON - 1);
    await place.organiser.post(`/api/sessions/${ada.id}/time`, { seconds: 60 });
    for (const one of more) await one.next("time-changed");

    const login = { secret: place.adminSecret, as: "token" };
    const other = { authorization: `Bearer ${(await place.stranger.post("/api/admin/login", login)).body.token}` };
    const path = `${place.server.url}/api/assessments/${id}/stream`;
    const own: Reader[] = [];
    for (let i = 0; i < STREAMS_OF_A_PERSON; i++) {
      own.push(new Reader(path, place.organiser.headers));
      await own.at(-1)!.next("clock");
    }
    const colleague = new Reader(path, other);
    await colleague.next("clock");
    expect(own[0].messages.map(({ event }) => event)).not.toContain("displaced");
    own.push(new Reader(path, place.organiser.headers));
    await own[0].next("displaced");
    expect(colleague.ended).toBe(false);
    for (const one of [...more, ...own, colleague]) one.close();
    await until(
      () => place.stranger.get("/metrics"),
      ({ text }) => text.includes(`\nkatagrad_streams ${before - 1}\n`),
    );
  });

  it("end with a revoked invitation", async () => {
    const { ada, reader } = await listening();
    await reader.next("clock");
    await place.organiser.ask("DELETE", `/api/invitations/${ada.id}`);
    expect((await reader.next("ended")).data).toEqual({ endedBy: "revoked" });
    await reader.end();
  });
});

it("let their readers go with the advice to come again, when the server stops", async () => {
  const place = await rehearse("sqlite");
  const { people } = await place.assess();
  const reader = new Reader(`${place.server.url}/api/session/stream`, people[0].caller.headers);
  await reader.next("clock");
  await place.close();
  await reader.end();
  expect(reader.text).toMatch(/retry: \d+\n/);
});
