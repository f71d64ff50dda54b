/** What the parent does about a runner that is no longer ours: one that was taken over, or that dies. */
import { afterEach, describe, expect, it } from "vitest";
import { encode, FRAME, WIRE_LIMITS } from "../wire.ts";
import { Sandbox, SandboxEnded } from "./sandbox.ts";

const AMPLE_MS = 30_000;
const started: Sandbox[] = [];

afterEach(() => {
  for (const sandbox of started.splice(0)) sandbox.kill();
});

/** What each script below may use: blocking writes of frames, and a wait for the next request. */
const PRELUDE = `
  const fs = require("node:fs");
  const write = (bytes) => { for (let at = 0; at < bytes.length; ) at += fs.writeSync(3, bytes, at); };
  const frame = (type, body) => {
    const payload = Buffer.isBuffer(body) ? body : Buffer.from(body);
    const head = Buffer.alloc(5);
    head.writeUInt32LE(payload.length + 1);
    head[4] = type;
    return Buffer.concat([head, payload]);
  };
  const answer = (json, blocks = Buffer.alloc(0)) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(json));
    return frame(${FRAME.answer}, Buffer.concat([length, Buffer.from(json), blocks]));
  };
  const wait = () => fs.readSync(0, Buffer.alloc(65536));
  const ready = frame(${FRAME.ready}, "");
  const loaded = frame(${FRAME.loaded}, '{"exports":[["f","function"]]}');
`;

function runner(script: string): Sandbox {
  const sandbox = new Sandbox({ command: process.execPath, args: ["-e", PRELUDE + script] });
  started.push(sandbox);
  return sandbox;
}

const ended = (ending: string) => expect.objectContaining({ constructor: SandboxEnded, ending });
const load = (sandbox: Sandbox) => sandbox.load("", AMPLE_MS, 1);
const call = (sandbox: Sandbox) => sandbox.call("f", encode([]), AMPLE_MS);

describe("instead of a job's reply", () => {
  it.each<[string, string, string]>([
    ["it leaves", "process.exit(0)", "ended-early"],
    ["it leaves by a signal", "process.kill(process.pid, 'SIGSEGV')", "ended-early"],
    ["an answer to a call comes", `write(answer('[0,{"outcome":"value"},1]'))`, "ended-early"],
    ["a reply without exports comes", `write(frame(${FRAME.loaded}, '{}'))`, "ended-early"],
    ["a failure without an error comes", `write(frame(${FRAME.failed}, '{}'))`, "ended-early"],
    ["exports that are none come", `write(frame(${FRAME.loaded}, '{"exports":[1]}'))`, "ended-early"],
    ["text that is no JSON comes", `write(frame(${FRAME.loaded}, 'exports'))`, "ended-early"],
    ["a tower of brackets comes", `write(frame(${FRAME.loaded}, '['.repeat(1e6)))`, "ended-early"],
    ["a frame of no bytes comes", "write(Buffer.alloc(4))", "ended-early"],
    ["the announcement of too long a frame comes", "write(Buffer.from([1, 0, 64, 0]))", "output-limit"],
    ["standard error is flooded", "fs.writeSync(2, 'x'.repeat(70000)); wait()", "output-limit"],
    [
      "it dies of memory",
      "fs.writeSync(2, 'FATAL ERROR: Reached heap limit Allocation failed'); process.abort()",
      "memory-limit",
    ],
    ["it uses up its processor time", "process.kill(process.pid, 'SIGXCPU'); wait()", "time-limit"],
    [
      "it says that memory ran out, and leaves well",
      "fs.writeSync(2, 'out of memory'); process.exit(0)",
      "ended-early",
    ],
    ["it aborts and says nothing", "process.removeAllListeners(); process.abort()", "ended-early"],
  ])("%s", async (_, script, ending) => {
    const sandbox = runner(`write(ready); wait(); ${script}; wait();`);
    await sandbox.ready;
    await expect(load(sandbox)).rejects.toEqual(ended(ending));
    expect(sandbox.ended).toBe(ending);
    await expect(call(sandbox)).rejects.toEqual(ended(ending));
  });
});

describe("instead of an answer", () => {
  it.each<[string, string]>([
    ["the answer to another call", `answer('[1,{"outcome":"value"},1]')`],
    ["an index that only looks like one", `answer('["0",{"outcome":"value"},1]')`],
    ["an outcome that does not exist", `answer('[0,{"outcome":"passed"},1]')`],
    ["a value that is none", `answer('[0,{"outcome":"value"},{"x":1}]')`],
    ["a value that nests too deep", `answer('[0,{"outcome":"value"},' + '['.repeat(1e5) + ']'.repeat(1e5) + ']')`],
    ["blocks that nobody announced", `answer('[0,{"outcome":"value"},1]', Buffer.alloc(8))`],
    ["half a block", `answer('[0,{"outcome":"value"},{"b":[1]}]', Buffer.alloc(4))`],
    ["a head that is longer than the frame", `frame(${FRAME.answer}, Buffer.from([255, 255, 0, 0, 91]))`],
    ["a frame without a head", `frame(${FRAME.answer}, "")`],
    ["a second reply to the job", "loaded"],
    ["a type that does not exist", "frame(1, '')"],
  ])("%s", async (_, frame) => {
    const sandbox = runner(`write(ready); wait(); write(loaded); wait(); write(${frame}); wait();`);
    await sandbox.ready;
    await load(sandbox);
    await expect(call(sandbox)).rejects.toEqual(ended("ended-early"));
  });
});

describe("the pipe", () => {
  it("may bring frames in pieces, or several at once", async () => {
    const sandbox = runner(`
      write(ready); wait();
      for (const byte of loaded) { write(Buffer.from([byte])); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); }
      wait(); write(Buffer.concat([answer('[0,{"outcome":"value"},"sa"]'), answer('[1,{"outcome":"value"},2]')])); wait();`);
    await sandbox.ready;
    expect(await load(sandbox)).toMatchObject({ loaded: true, exports: new Map([["f", "function"]]) });
    const replies = await Promise.all([call(sandbox), call(sandbox)]);
    expect(replies.map(({ value }) => value)).toEqual(["a", 2]);
  });

  it("may hold an answer before the question: it is read as the answer that it must be", async () => {
    const sandbox = runner(
      `write(Buffer.concat([ready, loaded, answer('[0,{"outcome":"value"},1]')])); for (;;) wait();`,
    );
    await sandbox.ready;
    await load(sandbox);
    expect((await call(sandbox)).value).toBe(1);
  });

  it("is closed on more frames than calls, and on more bytes than an attempt may send", async () => {
    const frames = runner(
      'write(ready); wait(); write(loaded); for (let i = 0; ; i++) write(answer("[" + i + \',{"outcome":"value"},1]\'));',
    );
    await frames.ready;
    await load(frames);
    const all = async () => {
      for (let i = 0; i < WIRE_LIMITS.extraFrames + 2; i++) await call(frames);
    };
    await expect(all()).rejects.toEqual(ended("output-limit"));
    const bytes = runner("write(ready); for (;;) write(frame(0, Buffer.alloc(1 << 20)));");
    await bytes.ready;
    await expect.poll(() => bytes.ended, { timeout: AMPLE_MS }).toBe("output-limit");
  });

  it("ends with us: what is under way is told so", async () => {
    const sandbox = runner("write(ready); for (;;) wait();");
    await sandbox.ready;
    const pending = load(sandbox);
    sandbox.kill();
    await expect(pending).rejects.toEqual(ended("stopped"));
    sandbox.kill();
    expect(sandbox.ended).toBe("stopped");
  });
});
