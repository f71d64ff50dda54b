/**
 * The program that a sandbox process runs: a blocking loop over frames on descriptor 0, with answers on descriptor 3. No event
 * loop turns, so no promise settles and no timer exists. `boot.ts` starts it.
 */
import { readSync, writeSync } from "node:fs";
import { types } from "node:util";
import { type Context, constants, createContext, runInContext } from "node:vm";
import { FRAME } from "../../wire.ts";
import { ANSWERS } from "./image-format.ts";
import type { createRealm, Realm } from "./realm.ts";

const chunk = Buffer.alloc(65_536);
let buffered: Buffer = Buffer.alloc(0);
const context = createContext(constants.DONT_CONTEXTIFY as never, { codeGeneration: { strings: false, wasm: false } });
let realm: Realm;

export interface Boot {
  /** Calls of our own before it is ready. */
  readonly rehearsals: number;
  /** Evaluates `realm.ts` in a context. */
  readonly realmIn: (context: Context) => typeof createRealm;
  /** Called when what can be made ready is ready. */
  readonly rehearsed: () => void;
}

/** Answers frames until the input ends. */
export function run({ rehearsals, realmIn, rehearsed }: Boot): void {
  realm = realmIn(context)((value) => types.isProxy(value));
  rehearse(rehearsals);
  rehearsed();
  send(frameOf(FRAME.ready));
  for (;;) {
    const frame = receive();
    send(frame[0] === FRAME.job ? load(frame.toString("utf8", 1)) : answer(frame));
  }
}

/**
 * Goes through a job and some calls of our own before there is an attempt: what V8 compiles lazily is compiled while nobody waits, and what
 * it optimizes when it is hot is hot.
 */
function rehearse(times: number): void {
  load(`exports.rehearse = (x) => { console.log(x); return x; }; exports.fail = () => { throw new Error(""); };`);
  const json = `[[1.5,-0,"N"],{"o":[["a","s…"],["b",[[true,null]]]]},{"o":[["$rng","s"]]},{"b":[5,6]}]`;
  const numbers = new Float64Array(30).fill(0.1);
  for (const part of [...Array<string>(times).fill("rehearse"), "fail"]) {
    const [head, blocks] = [Buffer.from(`${part}\n${json}`), Buffer.from(numbers.buffer)];
    const frame = Buffer.alloc(9 + head.length + blocks.length);
    frame.writeUInt32LE(head.length, 5);
    frame.set(head, 9);
    frame.set(blocks, 9 + head.length);
    answer(frame);
  }
  realm.reset();
}

function load(source: string): Buffer {
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
  return frameOf(outcome.startsWith('{"error"') ? FRAME.failed : FRAME.loaded, withConsole(outcome));
}

/** The answer to a call. Its payload: u32 index, u32 length of the head, the head (part, line feed, arguments as JSON), the blocks. */
function answer(frame: Buffer): Buffer {
  const index = frame.readUInt32LE(1);
  const headLength = frame.readUInt32LE(5);
  const head = frame.toString("utf8", 9, 9 + headLength);
  const partLength = head.indexOf("\n");
  const raw = frame.subarray(9 + headLength);
  const blocks = realm.floats(raw.length / 8);
  if (raw.length > 0) new Uint8Array(blocks.buffer).set(raw);
  const outcome = realm.call(head.slice(0, partLength), head.slice(partLength + 1), blocks);
  const value = realm.value();
  return frameOf(FRAME.answer, `[${index},${withConsole(outcome)},${value.json}]`, value.blocks);
}

function withConsole(outcome: string): string {
  const printed = realm.takeConsole();
  return printed === "" ? outcome : `${outcome.slice(0, -1)},"console":${JSON.stringify(printed)}}`;
}

/** A frame of text alone; with blocks, the text is preceded by its length and followed by them. */
function frameOf(type: number, text = "", blocks?: Float64Array): Buffer {
  const textLength = Buffer.byteLength(text);
  const from = blocks ? 9 : 5;
  const frame = Buffer.alloc(from + textLength + (blocks ? 8 * blocks.length : 0));
  frame.writeUInt32LE(frame.length - 4);
  frame[4] = type;
  if (blocks) frame.writeUInt32LE(textLength, 5);
  frame.write(text, from);
  if (blocks && blocks.length > 0) frame.set(new Uint8Array(blocks.buffer), from + textLength);
  return frame;
}

function send(frame: Buffer): void {
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
