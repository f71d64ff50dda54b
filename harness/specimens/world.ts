/** What an escaped program could reach, if it could: listeners on the loopback interface, an empty folder, an open file. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { packageRoot } from "../paths.ts";
import type { World } from "./escapes.ts";

const TOKEN = /token[0-9a-f]+/g;

export interface OpenWorld extends World {
  readonly folder: string;
  /** Waits for what is on its way: until `token` was heard, or until nothing sent before can still come. */
  hearOut(token: string, expected: boolean): Promise<void>;
  /** Empties the folder. */
  clear(): void;
  close(): void;
}

export async function openWorld(): Promise<OpenWorld> {
  const heard = new Set<string>();
  const hear = (data: Buffer) => {
    for (const [token] of data.toString("latin1").matchAll(TOKEN)) heard.add(token);
  };
  const folder = mkdtempSync(join(tmpdir(), "katagrad-escape-"));
  const sockets = mkdtempSync(join(tmpdir(), "katagrad-socket-"));
  const fixtures = join(packageRoot, "fixtures", "01-backpropagation", "expected.json");
  const descriptor = openSync(fixtures, "r");
  const socket = join(sockets, "s");
  const [tcp, tcp6, local] = [await listen(hear, "127.0.0.1"), await listen(hear, "::1"), await listen(hear, socket)];
  const udp = createSocket("udp4").on("message", hear).bind(0, "127.0.0.1");
  await once(udp, "listening");
  const port = udp.address().port;
  const secret = ["katagrad-secret-", String(Math.random()).slice(2)] as const;
  process.env.KATAGRAD_ESCAPE_TEST = secret.join("");
  // What is written without a path would lie here.
  const back = process.cwd();
  process.chdir(folder);

  return {
    fixtures, folder, socket, heard, secret,
    pid: process.pid,
    tcp: portOf(tcp)!,
    tcp6: portOf(tcp6),
    udp: port,
    async hearOut(token, expected) {
      if (expected) {
        for (let i = 0; i < 200 && !heard.has(token); i++) await pause(25);
        return;
      }
      // A datagram of ours comes after every one that was sent to the same socket before.
      const mine = `token${Math.random().toString(16).slice(2)}`;
      udp.send(mine, port, "127.0.0.1");
      while (!heard.has(mine)) await pause(1);
    },
    clear() {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    },
    close() {
      process.chdir(back);
      closeSync(descriptor);
      udp.close();
      for (const server of [tcp, tcp6, local]) server?.close();
      for (const made of [folder, sockets]) rmSync(made, { recursive: true, force: true });
      delete process.env.KATAGRAD_ESCAPE_TEST;
    },
  }; // biome-ignore format: names first
}

/** @param where an address, or the path of a socket; undefined when this machine has no such address */
async function listen(hear: (data: Buffer) => void, where: string): Promise<Server | undefined> {
  const server = createServer((connection: Socket) => {
    connection.on("data", hear).on("error", () => {});
    connection.end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  });
  server.listen(where.startsWith("/") ? where : { port: 0, host: where });
  try {
    await once(server, "listening");
    return server;
  } catch {
    return undefined;
  }
}

function portOf(server: Server | undefined): number | undefined {
  return (server?.address() as AddressInfo | undefined)?.port;
}
