/** One single-use process that runs one submission: inputs in, raw outputs out. The parent keeps the clock and every expectation. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { HarnessFault } from "../fault.ts";
import { decodeParsed, type Encoded, FRAME, WIRE_LIMITS } from "../wire.ts";
import type { Answer, ThrownText } from "./child/realm.ts";
import { type Launch, openDescriptors } from "./launch.ts";
import { readAnswer, readLoaded } from "./reply.ts";

const READY_MS = 10_000;
const STDERR_BYTES = 65_536;

/** Why a sandbox is over. All but `stopped` are about the attempt. */
export type Ending = "time-limit" | "memory-limit" | "output-limit" | "ended-early" | "stopped";

export type LoadReply =
  | { readonly loaded: true; readonly exports: ReadonlyMap<string, string>; readonly console: string }
  | { readonly loaded: false; readonly error: ThrownText; readonly console: string };

export interface CallReply extends Answer {
  /** Present when the outcome is `value`. */
  readonly value?: unknown;
  readonly console: string;
  readonly durationMs: number;
}

/** Arguments as they cross, made once and sent as often as needed. */
export type EncodedArguments = Encoded;

interface Waiting {
  readonly begin: () => number;
  readonly accept: (frame: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Thrown by `load` and `call` when the process is gone. */
export class SandboxEnded extends Error {
  constructor(readonly ending: Ending) {
    super(`The sandbox ended: ${ending}`);
  }
}

export class Sandbox {
  /** Settles when the runner waits for work; rejects when it cannot be started. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #requests: Writable;
  /** Who waits for a frame, in the order of the requests. Only the first one's clock runs. */
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ended: Ending | undefined;
  #isReady = false;
  #received = 0;
  #frames = 0;
  #framesAllowed = WIRE_LIMITS.extraFrames;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #stderr = "";
  #calls = 0;

  /** @param rehearsals calls of our own before it is ready: more make it start later and answer faster */
  constructor(launch: Launch, rehearsals?: number) {
    const descriptors = openDescriptors(launch);
    try {
      this.#child = spawn(launch.command, [...launch.args, ...(rehearsals === undefined ? [] : [`${rehearsals}`])], {
        env: {},
        uid: launch.uid,
        gid: launch.uid,
        stdio: ["pipe", "ignore", "pipe", "pipe", ...descriptors.inherited],
      });
    } finally {
      descriptors.close();
    }
    living.add(this);
    const [stdin, , stderr, answers] = this.#child.stdio as unknown as [Writable, null, Readable, Readable];
    this.#requests = stdin;
    stdin?.on("error", () => {});
    stderr?.on("data", (chunk: Buffer) => this.#onStderr(chunk));
    answers?.on("data", (chunk: Buffer) => this.#onData(chunk));
    this.#child.on("error", (error) => this.#finish("ended-early", error.message));
    // `exit`, not `close`: a surviving descendant that holds the pipe would delay `close`. Data that was written before the
    // process died may still be in the pipe, so one turn of the loop passes first.
    this.#child.on("exit", (code, signal) => setImmediate(() => this.#finish(this.#endingOf(code, signal))));
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  /** Why the process is over; undefined while it lives. */
  get ended(): Ending | undefined {
    return this.#ended;
  }

  /** Compiles the attempt in the candidate's realm and lists its exports. @throws SandboxEnded */
  async load(source: string, limitMs: number, calls: number): Promise<LoadReply> {
    this.#framesAllowed += calls;
    this.#send(FRAME.job, Buffer.from(source));
    const frame = await this.#receive(() => limitMs);
    const reply = this.#reading(() => readLoaded(frame.subarray(1)));
    if (frame[0] === FRAME.loaded && reply?.exports)
      return { loaded: true, exports: reply.exports, console: reply.console };
    if (frame[0] === FRAME.failed && reply?.error) return { loaded: false, error: reply.error, console: reply.console };
    throw this.#violated();
  }

  /**
   * Calls one part. Several calls may be under way: they are answered in order, and the time of each begins when the one before it
   * is answered. @throws SandboxEnded
   * @param deadline on the clock of `performance.now()`, whatever the limit
   */
  async call(part: string, args: EncodedArguments, limitMs: number, deadline = Infinity): Promise<CallReply> {
    const index = this.#calls++;
    const head = Buffer.from(`${part}\n${args.json}`);
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32LE(index, 0);
    lengths.writeUInt32LE(head.length, 4);
    const { buffer, byteOffset, byteLength } = args.blocks;
    this.#send(FRAME.call, lengths, head, Buffer.from(buffer, byteOffset, byteLength));
    let started = 0;
    const frame = await this.#receive(() => {
      started = performance.now();
      return Math.max(1, Math.min(limitMs, deadline - started));
    });
    const durationMs = performance.now() - started;
    return { ...this.#answer(frame, index), durationMs };
  }

  /** Ends the process. Idempotent; nothing outlives it. */
  kill(): void {
    this.#finish("stopped");
  }

  async #start(): Promise<void> {
    try {
      const frame = await this.#receive(() => READY_MS);
      if (frame[0] !== FRAME.ready) throw this.#violated();
      this.#isReady = true;
    } catch {
      const said = this.#stderr.trim().split("\n")[0] ?? "";
      throw new HarnessFault(
        { en: `A sandbox did not start${said ? `: ${said}` : "."}`, zh: `沙箱未能启动${said ? `：${said}` : "。"}` },
        { en: "Run `kata doctor` to see what is missing.", zh: "请运行 `kata doctor` 查看缺少什么。" },
      );
    }
  }

  #answer(frame: Buffer, index: number): Omit<CallReply, "durationMs"> {
    return this.#reading(() => {
      if (frame[0] !== FRAME.answer) throw this.#violated();
      const headLength = frame.readUInt32LE(1);
      const raw = frame.subarray(5 + headLength);
      const reply = readAnswer(frame.subarray(5, 5 + headLength));
      if (!reply || reply.index !== index || raw.length % 8 !== 0) throw this.#violated();
      if (reply.answer.outcome !== "value") return reply.answer;
      return { ...reply.answer, value: decodeParsed(reply.value, numbersOf(raw)) };
    });
  }

  /** Whatever goes wrong while a frame is read is the fault of who wrote it. */
  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof SandboxEnded ? error : this.#violated();
    }
  }

  #send(type: number, ...parts: Buffer[]): void {
    if (this.#ended) throw new SandboxEnded(this.#ended);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const header = Buffer.alloc(5);
    header.writeUInt32LE(length + 1);
    header[4] = type;
    // Several frames of one turn leave in one system call.
    if (this.#requests.writableCorked === 0) {
      this.#requests.cork();
      process.nextTick(() => this.#requests.uncork());
    }
    this.#requests.write(Buffer.concat([header, ...parts]));
  }

  /** @param begin called when this wait comes to the front; returns its limit in milliseconds */
  #receive(begin: () => number): Promise<Buffer> {
    return new Promise((accept, reject) => {
      if (this.#ended) {
        reject(new SandboxEnded(this.#ended));
        return;
      }
      this.#waiting.push({ begin, accept, reject });
      if (this.#waiting.length === 1) this.#startClock();
      this.#deliver();
    });
  }

  #startClock(): void {
    clearTimeout(this.#timer);
    const [first] = this.#waiting;
    if (!first) return;
    // When the parent itself was busy past the limit, an answer may lie in the pipe already: one look at it comes first.
    const over = () => setImmediate(() => this.#waiting[0] === first && this.#finish("time-limit"));
    this.#timer = setTimeout(over, first.begin());
  }

  #onData(chunk: Buffer): void {
    if (this.#ended) return;
    this.#received += chunk.length;
    if (this.#received > WIRE_LIMITS.totalBytes) {
      this.#finish("output-limit");
      return;
    }
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    this.#deliver();
  }

  /** Hands whole frames to whoever waits for them. What comes unasked lies here, bounded by the total. */
  #deliver(): void {
    while (this.#buffered >= 4 && !this.#ended) {
      const length = this.#peekLength();
      if (length > WIRE_LIMITS.frameBytes) {
        this.#finish("output-limit");
        return;
      }
      if (length === 0) {
        this.#finish("ended-early");
        return;
      }
      if (this.#buffered < 4 + length || this.#waiting.length === 0) return;
      if (++this.#frames > this.#framesAllowed) {
        this.#finish("output-limit");
        return;
      }
      const frame = this.#takeBytes(4 + length).subarray(4);
      this.#waiting.shift()!.accept(frame);
      this.#startClock();
    }
  }

  #takeBytes(count: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const rest = all.subarray(count);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#buffered = rest.length;
    return all.subarray(0, count);
  }

  #peekLength(): number {
    if (this.#chunks[0].length < 4) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0].readUInt32LE();
  }

  #onStderr(chunk: Buffer): void {
    if (this.#stderr.length + chunk.length > STDERR_BYTES) this.#finish("output-limit");
    else this.#stderr += chunk.toString("latin1");
  }

  /** What the exit tells. Standard error may be forged after an escape, so it labels a failure and never excuses one. */
  #endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
    const fatal = signal === "SIGABRT" || signal === "SIGTRAP" || code === 134 || code === 133;
    if (fatal && /out of memory|allocation failed|invalid size error|Fatal process/i.test(this.#stderr))
      return "memory-limit";
    return signal === "SIGXCPU" || code === 152 ? "time-limit" : "ended-early";
  }

  #violated(): SandboxEnded {
    this.#finish("ended-early");
    return new SandboxEnded("ended-early");
  }

  #finish(ending: Ending, stderr?: string): void {
    if (this.#ended) return;
    this.#ended = ending;
    if (stderr) this.#stderr += stderr;
    living.delete(this);
    // bubblewrap that is killed while it sets up leaves a process which waits for it for ever. So a runner that did not start yet is
    // let start: it finds its input at an end, and leaves. There is no attempt in it.
    if (this.#isReady || ending === "time-limit") this.#child.kill("SIGKILL");
    else setTimeout(() => this.#child.kill("SIGKILL"), READY_MS).unref();
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#child.unref();
    clearTimeout(this.#timer);
    for (const { reject } of this.#waiting.splice(0)) reject(new SandboxEnded(ending));
  }
}

let numbers = new Float64Array(1_024);

/** The blocks of a frame, until the next one is read: memory of its own for each answer would lie about until somebody collects it. */
function numbersOf(raw: Buffer): Float64Array {
  const count = raw.length / 8;
  if (numbers.length < count) numbers = new Float64Array(2 * count);
  new Uint8Array(numbers.buffer, 0, raw.length).set(raw);
  return numbers.subarray(0, count);
}

/** Every process that runs now, so that none outlives us. */
const living = new Set<Sandbox>();
process.on("exit", () => {
  for (const sandbox of living) sandbox.kill();
});
