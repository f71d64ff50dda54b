/**
 * The program that a sandbox process runs: a blocking loop over frames on descriptor 0, with answers on descriptor 3. No event
 * loop turns, so no promise settles and no timer exists. Started with `node -e`, so that it needs no file.
 */
import { readSync, writeSync } from "node:fs";
import { types } from "node:util";
import { constants, createContext, runInContext } from "node:vm";
import realmSource from "realm:source";
import { FRAME } from "../../wire.ts";
import type { createRealm } from "./realm.ts";

// It writes to any path on a fatal error, and the permission model is not asked.
Reflect.deleteProperty(process, "report");

const ANSWERS = 3;
const chunk = Buffer.alloc(65_536);
let buffered: Buffer = Buffer.alloc(0);
const context = createContext(constants.DONT_CONTEXTIFY as never, { codeGeneration: { strings: false, wasm: false } });
const create = runInContext(realmSource, context, { filename: "katagrad" }) as typeof createRealm;
const realm = create((value) => types.isProxy(value));

rehearse();
send(FRAME.ready, Buffer.alloc(0));
for (;;) {
  const frame = receive();
  if (frame[0] === FRAME.job) send(...load(frame.toString("utf8", 1)));
  else send(FRAME.answer, call(frame));
}

/**
 * Goes through a job and a few calls of our own before there is an attempt: what V8 compiles lazily is compiled while nobody
 * waits, and the first save is answered as fast as the next.
 */
function rehearse(): void {
  load(`exports.rehearse = (x) => { console.log(x); return x; }; exports.fail = () => { throw new Error(""); };`);
  const numbers = `[[1.5,-0,"N"],{"o":[["a","s…"],["b",[[true,null]]]]},{"o":[["$rng","s"]]}]`;
  for (const part of ["rehearse", "rehearse", "fail"]) {
    const head = Buffer.from(JSON.stringify([part, numbers]));
    const frame = Buffer.alloc(9 + head.length);
    frame.writeUInt32LE(head.length, 5);
    head.copy(frame, 9);
    call(frame);
  }
  realm.reset();
}

function load(source: string): [type: number, payload: Uint8Array] {
  let outcome: string;
  try {
    const attempt = runInContext(`(function (module, exports) {\n${source}\n})`, context, {
      filename: "attempt.js",
      lineOffset: -1,
    });
    outcome = realm.load(attempt);
  } catch (error) {
    outcome = JSON.stringify({ error: { name: "SyntaxError", message: String((error as Error).message), stack: "" } });
  }
  const failed = outcome.startsWith('{"error"');
  return [failed ? FRAME.failed : FRAME.loaded, Buffer.from(withConsole(outcome))];
}

/** A call's payload: u32 index, u32 length of the head, the head `[part, args]` as JSON, the blocks. Returns the answer's. */
function call(frame: Buffer): Uint8Array {
  const index = frame.readUInt32LE(1);
  const headLength = frame.readUInt32LE(5);
  const [part, json] = JSON.parse(frame.toString("utf8", 9, 9 + headLength)) as [string, string];
  const raw = frame.subarray(9 + headLength);
  const blocks = realm.floats(raw.length / 8);
  new Uint8Array(blocks.buffer).set(raw);
  const outcome = realm.call(part, json, blocks);
  const value = realm.value();
  const head = Buffer.from(`[${index},${withConsole(outcome)},${value.json}]`);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt32LE(head.length);
  return Buffer.concat([lengths, head, new Uint8Array(value.blocks.buffer)]);
}

function withConsole(outcome: string): string {
  const printed = realm.takeConsole();
  return printed === "" ? outcome : `${outcome.slice(0, -1)},"console":${JSON.stringify(printed)}}`;
}

function send(type: number, payload: Uint8Array): void {
  const frame = Buffer.alloc(5 + payload.length);
  frame.writeUInt32LE(payload.length + 1);
  frame[4] = type;
  frame.set(payload, 5);
  for (let at = 0; at < frame.length; ) at += writeSync(ANSWERS, frame, at);
}

function receive(): Buffer {
  while (buffered.length < 4) fill();
  const length = buffered.readUInt32LE();
  while (buffered.length < 4 + length) fill();
  const frame = buffered.subarray(4, 4 + length);
  buffered = buffered.subarray(4 + length);
  return frame;
}

/** Takes what lies in the pipe, several frames at once when there are; waits when it is empty. */
function fill(): void {
  const got = readSync(0, chunk, 0, chunk.length, null);
  if (got === 0) process.exit(0);
  buffered = Buffer.concat([buffered, chunk.subarray(0, got)]);
}
