/** The candidate's ear, at a server that says what a test lets it say. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Listener } from "./listener.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Answers each question by the next of the answers, and the last one for ever. */
async function listening(answers: readonly Answer[], silenceMs = 60_000) {
  const asked: IncomingMessage[] = [];
  const heard: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answers[Math.min(asked.length, answers.length) - 1](response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const listener = new Listener({
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "secret-of-the-link",
    onEvent: ({ name, data }) => heard.push(`${name} ${data}`),
    onThere: () => heard.push("there"),
    waits: { firstMs: 5, longestMs: 50, silenceMs },
  });
  ends.push(() => {
    listener.close();
    server.closeAllConnections();
    server.close();
  });
  return { asked, heard, listener };
}

function stream(text: string, { end = false } = {}): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.write(text);
    if (end) response.end();
  };
}

async function until(wished: () => boolean): Promise<void> {
  while (!wished()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it("hears what is told, shows the link's secret, and goes on where a broken line stopped", async () => {
  const { asked, heard, listener } = await listening([
    stream("id: 4\nevent: clock\ndata: {}\n\nid: 5\nevent: verdict\ndata: 数\n\n", { end: true }),
    stream("id: 6\nevent: ended\ndata: {}\n\n"),
  ]);
  await until(() => heard.length === 5);
  expect(heard).toEqual(["there", "clock {}", "verdict 数", "there", "ended {}"]);
  expect(listener.isThere).toBe(true);
  expect(asked[0]).toMatchObject({ url: "/api/session/stream" });
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill("Bearer secret-of-the-link"));
  expect(asked.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "5"]);
});

it("is not there while it is refused, answered by something else or cut off, and tries again", async () => {
  const { asked, heard, listener } = await listening([
    (response) => response.writeHead(429, { "retry-after": "1" }).end(),
    (response) => response.writeHead(200, { "content-type": "text/html" }).end("event: verdict\ndata: no\n\n"),
    (response) => response.destroy(),
    (response) => response.writeHead(204).end(),
    (response) => void response.on("close", () => {}),
  ]);
  await until(() => asked.length === 5);
  expect(heard).toEqual([]);
  expect(listener.isThere).toBe(false);
});

it("makes way for the person's newer windows, and does not come again", async () => {
  const { asked, heard, listener } = await listening([stream('event: displaced\ndata: {"most":5}\n\n')]);
  await until(() => heard.length === 2 && !listener.isThere);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toHaveLength(1);
});

it("leaves a line that is silent for too long", async () => {
  const { asked, heard, listener } = await listening([stream("event: clock\ndata: {}\n\n")], 100);
  await until(() => asked.length >= 3);
  expect(heard.filter((one) => one === "there").length).toBeGreaterThanOrEqual(2);
  listener.close();
  await until(() => !listener.isThere);
  const { length } = asked;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asked).toHaveLength(length);
});
