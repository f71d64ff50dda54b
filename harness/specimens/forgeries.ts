/** What a program in the place of the runner writes to its pipes, with the verdicts that come of it. Forging is worthless, not hidden. */
import { FRAME } from "../wire.ts";

export interface Forgery {
  readonly does: string;
  /** As in the first line of a specimen. */
  readonly verdict: string;
  readonly source: string;
}

/** Frames by hand, blocking. `serve` says that all parts are there, and answers each call with what `reply` makes of its number. */
export const BY_HAND = `
  const fs = require("node:fs");
  const write = (bytes, fd = 3) => { for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at); };
  const frame = (type, body) => {
    const bytes = Buffer.concat([Buffer.alloc(5), Buffer.from(body)]);
    bytes.writeUInt32LE(bytes.length - 4);
    bytes[4] = type;
    return bytes;
  };
  const answer = (json) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(json));
    return frame(${FRAME.answer}, Buffer.concat([length, Buffer.from(json)]));
  };
  let input = Buffer.alloc(0);
  const read = (count) => {
    while (input.length < count) {
      const chunk = Buffer.alloc(65_536);
      const got = fs.readSync(0, chunk);
      if (got === 0) process.exit(0);
      input = Buffer.concat([input, chunk.subarray(0, got)]);
    }
    const taken = input.subarray(0, count);
    input = input.subarray(count);
    return taken;
  };
  const receive = () => read(read(4).readUInt32LE());
  const spin = () => { for (const end = Date.now() + 5_000; Date.now() < end; ); };
  const exports_ = ["forward", "squaredError", "backward", "trainStep"].map((name) => [name, "function"]);
  const loaded = frame(${FRAME.loaded}, JSON.stringify({ exports: exports_ }));
  const serve = (reply) => {
    receive();
    write(loaded);
    for (let index = 0; ; index++) {
      receive();
      write(reply(index));
    }
  };
  write(frame(${FRAME.ready}, ""));
`;

const job = (does: string, source: string, verdict = "ended-early"): Forgery => ({
  does: `instead of loading: ${does}`,
  verdict: `all=${verdict}`,
  source: `receive(); ${source}; spin();`,
});
const calls = (does: string, source: string, verdict = "all=ended-early"): Forgery => ({
  does: `instead of an answer: ${does}`,
  verdict,
  source: `serve((index) => ${source});`,
});
/** The parts but one return objects. */
const A_NUMBER = "squaredError=wrong-value others=wrong-type";
const HOSTILE = JSON.stringify("\u001b[2J\u001b]0;owned\u0007\u202epassed\u0000");

export const FORGERIES: readonly Forgery[] = [
  job("a frame of 4 GB is announced", "write(Buffer.from([255, 255, 255, 255, 76]))", "output-limit"),
  job("a frame of no bytes comes", "write(Buffer.alloc(4))"),
  job("tiny frames without end", "for (let i = 0; i < 100_000; i++) write(frame(67, ''))"),
  job("a verdict comes", `write(frame(${FRAME.loaded}, '{"verdict":"passed","score":100,"parts":[]}'))`),
  job("exports that are none", `write(frame(${FRAME.loaded}, '{"exports":[1,null,["a"],[["b"],"function"]]}'))`),
  job("what is no JSON", `write(frame(${FRAME.loaded}, '{"exports":'))`),
  job("a million brackets", `write(frame(${FRAME.loaded}, "[".repeat(1e6)))`),
  job("an error that is none", `write(frame(${FRAME.failed}, '{"error":7}'))`),
  job(
    "an error whose fields are none",
    `write(frame(${FRAME.failed}, '{"error":{"name":[],"message":{"toString":1},"stack":null},"console":{"a":1}}'))`,
    "threw",
  ),
  job(
    "terminal sequences without end as error and console",
    `const text = ${HOSTILE}.repeat(5_000); write(frame(${FRAME.failed}, JSON.stringify({ error: { name: text, message: text, stack: text }, console: text })))`,
    "threw",
  ),
  job("it leaves and says that all is well", "process.exit(0)"),
  job("it dies by a signal", 'process.kill(process.pid, "SIGKILL")'),
  job("it says that memory ran out", "write(Buffer.from('FATAL ERROR: out of memory'), 2); process.exit(0)"),
  job("standard error without end", "for (let i = 0; i < 1_000; i++) write(Buffer.alloc(10_000, 120), 2)", "output-limit"),
  job("it stops its ears to SIGTERM and stays", 'process.on("SIGTERM", () => {}); process.on("SIGINT", () => {})', "time-limit"),
  job("it closes its pipe and stays", "fs.closeSync(3)", "time-limit"),
  calls("the same index twice", `answer('[0,{"outcome":"value"},1]')`, A_NUMBER),
  calls("the answer to a later call", `answer(\`[\${index + 5},{"outcome":"value"},1]\`)`),
  calls("a hundred answers at once", `Buffer.concat(Array.from({ length: 100 }, (_, i) => answer(\`[\${i},{"outcome":"value"},1]\`)))`, A_NUMBER),
  calls("an index that only looks like one", `answer(\`["\${index}",{"outcome":"value"},1]\`)`),
  calls("an outcome that does not exist", `answer(\`[\${index},{"outcome":"passed"},1]\`)`),
  calls("a verdict instead of an outcome", `answer(\`[\${index},{"verdict":"passed","outcome":null},1]\`)`),
  calls("a throw without an error", `answer(\`[\${index},{"outcome":"threw"},1]\`)`),
  calls("numbers that hide in text", `answer(\`[\${index},{"outcome":"value"},"0.5"]\`)`),
  calls("a block that nobody sent", `answer(\`[\${index},{"outcome":"value"},{"b":[100000]}]\`)`),
  calls("a block of 1e308 by 1e308 numbers", `answer(\`[\${index},{"outcome":"value"},{"b":[1e308,1e308]}]\`)`),
  calls("a hundred thousand brackets", `answer(\`[\${index},{"outcome":"value"},\${"[".repeat(1e5)}\${"]".repeat(1e5)}]\`)`),
  calls("an object with a prototype for a key", `answer(\`[\${index},{"outcome":"value"},{"o":[["__proto__",{"o":[["z",1]]}]]}]\`)`, A_NUMBER.replace("value", "type")),
  calls("one number for all", `answer(\`[\${index},{"outcome":"value"},1]\`)`, A_NUMBER),
  calls("NaN for all", `answer(\`[\${index},{"outcome":"value"},"N"]\`)`, "squaredError=not-finite others=wrong-type"),
  calls("a mutation of an argument that is none", `answer(\`[\${index},{"outcome":"mutated","detail":{"toString":1}},1]\`)`, "all=mutated-input"),
  calls("a reason that is none", `answer(\`[\${index},{"outcome":"unencodable","detail":{"toString":1}},1]\`)`, "all=wrong-type"),
  calls("terminal sequences for a reason", `answer(JSON.stringify([index, { outcome: "unencodable", detail: ${HOSTILE} }, 1]))`, "all=wrong-type"),
]; // biome-ignore format: one forgery a line or two
