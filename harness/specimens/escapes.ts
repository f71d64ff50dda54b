/**
 * What a program tries that has left the runner's realm: `require` and `process` in hand, instead of the runner. And the one table of
 * which layer, by itself, stops what.
 */

import { readdirSync } from "node:fs";

/** A layer as far as it stops somebody who has escaped. The parent's own checks (clock, caps, comparison) are always there. */
export type Layer =
  /** Node's flags but the permission model, an empty environment, closed descriptors, and what the runner removes: in every set. */
  | "launch"
  /** Node's permission model without a grant. */
  | "permission"
  /** The same from Node 25 on, which asks it about the network too. */
  | "permission of Node 25"
  /** `bwrap`: no files, no network, no processes but its own. */
  | "namespaces"
  | "seccomp"
  /** `prlimit`: memory outside the heap, size of files. */
  | "limits"
  /** From Node 24 on a thread reserves address space of its own for code, which counts as memory. */
  | "limits of Node 24";

export interface Escape {
  readonly tries: string;
  /** JavaScript: an expression that may await. It throws, or is false, when it was stopped. */
  readonly does: (world: World) => string;
  /** What the world noticed of it, where the program cannot know by itself. */
  readonly noticed?: (world: World, token: string) => boolean;
  readonly stoppedBy: readonly Layer[];
  /** For what blocks for ever where it is stopped, and is noticed elsewhere if it is not. Milliseconds. */
  readonly patience?: number;
}

/** What the test puts in reach. */
export interface World {
  readonly fixtures: string;
  /** An empty folder. */
  readonly folder: string;
  readonly pid: number;
  readonly tcp: number;
  readonly tcp6: number | undefined;
  readonly udp: number;
  readonly socket: string;
  /** Part of this process's environment; in two halves, so that the program that looks for it does not hold it. */
  readonly secret: readonly [string, string];
  /** The tokens that came in over any socket. */
  readonly heard: ReadonlySet<string>;
}

const FILES: readonly Layer[] = ["permission", "namespaces"];
const WRITES: readonly Layer[] = ["permission", "namespaces"];
const CLOSED: readonly Layer[] = ["launch", "namespaces"];
const NETWORK: readonly Layer[] = ["permission of Node 25", "namespaces", "seccomp"];
const PROCESSES: readonly Layer[] = ["permission", "seccomp"];

const read = (path: string) => `fs.readFileSync(${JSON.stringify(path)}).length > 0`;
const connect = (to: object) =>
  `await new Promise((done, fail) => require("node:net").connect(${JSON.stringify(to)}, function () { this.end(TOKEN, done); }).on("error", fail)), true`;
/** Writing that does not pass through `node:fs`; noticed by what lies in the world's folder, where the program also runs. */
const around = (what: string, stoppedBy: readonly Layer[], does: (at: string) => string): Escape => ({
  tries: `to write by ${what}`,
  does: ({ folder }) => does(JSON.stringify(folder)),
  noticed: ({ folder }) => readdirSync(folder).length > 0,
  stoppedBy,
});
const FILL =
  "(() => { const kept = []; for (let i = 0; i < 250_000; i++) kept.push(new Array(1_000).fill(i + 0.5)); })()";
const SPIN =
  "(() => { const f = (n) => { let s = 0; for (let i = 0; i < n; i++) s += i * n; return s; }; for (let i = 0; i < 3_000; i++) f(1_000); })()";
const LIBRARIES = ["x86_64", "aarch64"].map((cpu) => `/lib/${cpu}-linux-gnu/libc.so.6`);
const heard = ({ heard: all }: World, token: string) => all.has(token);

export const ESCAPES: readonly Escape[] = [
  { tries: "to read /etc/passwd", does: () => read("/etc/passwd"), stoppedBy: FILES },
  { tries: "to read the fixtures", does: ({ fixtures }) => read(fixtures), stoppedBy: FILES },
  {
    tries: "to read by a path in bytes",
    does: () => `fs.readFileSync(Buffer.from("/etc/passwd")).length > 0`,
    stoppedBy: FILES,
  },
  { tries: "to list the root folder", does: () => `fs.readdirSync("/").includes("etc")`, stoppedBy: FILES },
  {
    tries: "to learn whether a file exists",
    does: ({ fixtures }) => `fs.realpathSync(${JSON.stringify(fixtures)}).length > 0`,
    stoppedBy: ["namespaces"],
  },
  {
    tries: "to load a file as a module",
    does: ({ fixtures }) => `require(${JSON.stringify(fixtures)}).format === 1`,
    stoppedBy: FILES,
  },
  { tries: "to read the parent's environment", does: ({ pid }) => read(`/proc/${pid}/environ`), stoppedBy: FILES },
  {
    tries: "to find a secret in its environment and arguments",
    does: ({ secret }) =>
      `JSON.stringify([process.env, process.argv, process.execArgv, process.config, process.title]).includes(${JSON.stringify(secret)}.join(""))`,
    stoppedBy: ["launch"],
  },
  {
    tries: "to use a file that the parent has open",
    does: () =>
      `Array.from({ length: 1_000 }, (_, i) => i + 4).some((fd) => { try { const head = Buffer.alloc(64); fs.readSync(fd, head, 0, 64, 0); return head.includes('"note"'); } catch { return false; } })`,
    stoppedBy: ["launch"],
  },
  { tries: "to change the next runner's image", does: () => `fs.writeSync(4, "x", 0) > 0`, stoppedBy: ["launch"] },
  {
    tries: "to open the next runner's image for writing",
    does: () => `fs.openSync("/proc/self/fd/4", "r+") > 0`,
    stoppedBy: WRITES,
  },
  {
    tries: "to write a file",
    does: ({ folder }) => `fs.writeFileSync(${JSON.stringify(`${folder}/written`)}, ""), true`,
    stoppedBy: WRITES,
  },
  {
    tries: "to write into the jail's own root",
    does: () => `fs.writeFileSync("/katagrad-escape-test", ""), fs.unlinkSync("/katagrad-escape-test"), true`,
    stoppedBy: WRITES,
  },
  {
    tries: "to fill a file",
    does: ({ folder }) => `fs.writeFileSync(${JSON.stringify(`${folder}/filled`)}, "x".repeat(4096)), true`,
    stoppedBy: [...WRITES, "limits"],
  },
  {
    tries: "to plant a symbolic link",
    does: ({ folder }) => `fs.symlinkSync("/etc/passwd", ${JSON.stringify(`${folder}/link`)}), true`,
    stoppedBy: WRITES,
  },
  around("a heap snapshot", WRITES, (at) => `require("node:v8").writeHeapSnapshot(${at} + "/heap")`),
  around("a temporary folder", WRITES, (at) => `fs.mkdtempSync(${at} + "/made")`),
  // None of these asks the permission model, or none does on Node 20.
  around("a snapshot of a full heap", CLOSED, () => `require("node:v8").setHeapSnapshotNearHeapLimit(1), ${FILL}`),
  around(
    "a report of a fatal error",
    CLOSED,
    (at) => `process.report.directory = ${at}, process.report.reportOnFatalError = true, ${FILL}`,
  ),
  {
    ...around(
      "a trace",
      CLOSED,
      () => `require("node:trace_events").createTracing({ categories: ["v8"] }).enable(), await pause(500)`,
    ),
    patience: 2_000,
  },
  around(
    "the optimiser's log",
    CLOSED,
    (at) =>
      `["--trace-turbo", "--trace-turbo-path=" + ${at}].forEach((flag) => require("node:v8").setFlagsFromString(flag)), ${SPIN}`,
  ),
  around("a database", CLOSED, (at) => `new (require("node:sqlite").DatabaseSync)(${at} + "/db")`),
  {
    tries: "to make a socket in a folder",
    does: ({ folder }) =>
      `await new Promise((done, fail) => require("node:net").createServer().on("error", fail).listen(${JSON.stringify(`${folder}/socket`)}, () => done(true)))`,
    stoppedBy: NETWORK,
  },
  {
    tries: "to start a process",
    does: () => `require("node:child_process").spawnSync(process.execPath, ["-e", "0"]).status === 0`,
    stoppedBy: PROCESSES,
  },
  {
    tries: "to start a process by Node's internals",
    does: () =>
      `process.binding("spawn_sync").spawn({ file: process.execPath, args: ["node", "-e", "0"], envPairs: [], stdio: [0, 1, 2].map(() => ({ type: "pipe", readable: true, writable: true })) }).status === 0`,
    stoppedBy: PROCESSES,
  },
  {
    tries: "to start a thread",
    does: () =>
      `await new Promise((done, fail) => new (require("node:worker_threads").Worker)("0", { eval: true, execArgv: [] }).on("exit", () => done(true)).on("error", fail))`,
    stoppedBy: ["permission", "limits of Node 24"],
  },
  {
    tries: "to load machine code",
    does: () =>
      `${JSON.stringify(LIBRARIES)}.some((path) => { try { process.dlopen({ exports: {} }, path); return true; } catch (error) { return /self-register/.test(error.message); } })`,
    stoppedBy: ["permission"],
  },
  {
    tries: "to open the inspector",
    does: () =>
      `(() => { const inspector = require("node:inspector"); inspector.open(0, "127.0.0.1"); return inspector.url() !== undefined; })()`,
    stoppedBy: ["permission", "seccomp"],
  },
  {
    tries: "to connect over TCP",
    does: ({ tcp }) => connect({ port: tcp, host: "127.0.0.1" }),
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to connect over TCP and IPv6",
    does: ({ tcp6 }) => connect({ port: tcp6, host: "::1" }),
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to fetch",
    does: ({ tcp }) => `await fetch("http://127.0.0.1:${tcp}/" + TOKEN).then(() => true)`,
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to send over UDP",
    does: ({ udp }) =>
      `await new Promise((done, fail) => require("node:dgram").createSocket("udp4").on("error", fail).send(TOKEN, ${udp}, "127.0.0.1", (error) => (error ? fail(error) : done(true))))`,
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to ask a name server",
    does: ({ udp }) =>
      `await (() => { const resolver = new (require("node:dns").promises.Resolver)({ timeout: 100, tries: 1 }); resolver.setServers(["127.0.0.1:${udp}"]); return resolver.resolve4(TOKEN).catch(() => true); })()`,
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to connect to a socket in the file system",
    does: ({ socket }) => connect({ path: socket }),
    noticed: heard,
    stoppedBy: NETWORK,
  },
  {
    tries: "to listen",
    does: () =>
      `await new Promise((done, fail) => require("node:net").createServer().on("error", fail).listen(0, "127.0.0.1", () => done(true)))`,
    stoppedBy: ["permission of Node 25", "seccomp"],
  },
  { tries: "to signal the parent", does: ({ pid }) => `process.kill(${pid}, 0)`, stoppedBy: ["namespaces", "seccomp"] },
  { tries: "to make a function from a text", does: () => `new Function("return true")()`, stoppedBy: ["launch"] },
  {
    tries: "to run a text by other means",
    does: () => `require("node:vm").runInThisContext("true")`,
    stoppedBy: [],
  },
  {
    tries: "to take 1 GB outside the heap",
    does: () => `(globalThis.kept = Array.from({ length: 16 }, () => Buffer.alloc(2 ** 26))).length === 16`,
    stoppedBy: ["limits"],
  },
  { tries: "to write a frame", does: () => "true", stoppedBy: [] },
];
