/** Real runners: what goes in and comes out, in which order, and what ends one. With every layer of this machine, and with the least. */
import { afterEach, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { encode, WIRE_LIMITS } from "../wire.ts";
import type { Launch } from "./launch.ts";
import { probeLayers } from "./layers.ts";
import { type CallReply, type Ending, Sandbox, SandboxEnded } from "./sandbox.ts";

/** Far above what anything here needs. */
const AMPLE_MS = 30_000;
const started: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of started.splice(0)) sandbox.kill();
});

function start(launch: Launch): Sandbox {
  const sandbox = new Sandbox(launch);
  started.push(sandbox);
  return sandbox;
}

/** A sandbox that has loaded a script. */
async function loaded(launch: Launch, source: string, calls = 10): Promise<Sandbox> {
  const sandbox = start(launch);
  await sandbox.ready;
  expect(await sandbox.load(source, AMPLE_MS, calls)).toMatchObject({ loaded: true });
  return sandbox;
}

function call(sandbox: Sandbox, part: string, args: unknown[] = [], limitMs = AMPLE_MS): Promise<CallReply> {
  return sandbox.call(part, encode(args), limitMs);
}

async function endingOf(work: Promise<unknown>): Promise<Ending> {
  const error = await work.then(
    () => new Error("it went well"),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(SandboxEnded);
  return error.ending;
}

const all = probeLayers();
const least = probeLayers({ atMost: "process" });
const variants = all.isolation === least.isolation ? [least] : [all, least];

describe.each(variants.map((layers) => [layers.isolation, layers.launch] as const))("isolated as %s", (_, launch) => {
  it("lists the exports of a script with the kind of each, and what it printed", async () => {
    const sandbox = start(launch);
    const source = 'console.log("loading", [1.5]); exports.f = () => 1; exports.x = 2; exports.Klass = class {};';
    expect(await sandbox.load(source, AMPLE_MS, 0)).toEqual({
      loaded: true,
      exports: new Map([
        ["f", "function"],
        ["x", "number"],
        ["Klass", "function"],
      ]),
      console: "loading [1.5]\n",
    });
    expect(sandbox.ended).toBeUndefined();
  });

  it.each([
    ["throws", 'console.log("so far");\nthrow new RangeError("too much");', "RangeError", "too much"],
    ["throws no error", 'throw "text";', "", "text"],
    ["is not JavaScript", "const = 1;", "SyntaxError", "Unexpected token '='"],
  ])("says what a script that %s threw", async (how, source, name, message) => {
    const reply = await start(launch).load(source, AMPLE_MS, 0);
    const console = how === "throws" ? "so far\n" : "";
    expect(reply).toMatchObject({ loaded: false, error: { name, message }, console });
    if (how === "throws" && !reply.loaded) expect(reply.error.stack).toMatch(/attempt\.js:2:7/);
  });

  it("carries values both ways, bit for bit, small and large", async () => {
    const sandbox = await loaded(launch, "exports.same = (...args) => args;");
    const large = Array.from({ length: 200 }, (_, i) => Array.from({ length: 100 }, (_, j) => Math.sin(i * 100 + j)));
    large[3][4] = Number.NaN;
    large[199][99] = -0;
    for (const args of [
      [],
      [-0, Number.NaN, Infinity, 5e-324, undefined, null, true, "数"],
      [{ a: [[1]], b: {} }, large],
    ]) {
      const reply = await call(sandbox, "same", args);
      expect(reply).toMatchObject({ outcome: "value", console: "" });
      expect(reply.value).toEqual(args);
      expect(reply.durationMs).toBeGreaterThan(0);
    }
  });

  it("returns what each call printed with that call", async () => {
    const sandbox = await loaded(launch, "exports.say = (x) => { console.log('x is', x); console.warn(); return x; };");
    const replies = await Promise.all([1, 2].map((x) => call(sandbox, "say", [x])));
    expect(replies.map(({ value, console }) => [value, console])).toEqual([
      [1, "x is 1\n\n"],
      [2, "x is 2\n\n"],
    ]);
  });

  it("tells what a call threw, and goes on", async () => {
    const source = "exports.bad = () => {\n  throw new TypeError('no');\n};\nexports.good = () => 1;";
    const sandbox = await loaded(launch, source);
    const reply = await call(sandbox, "bad");
    expect(reply).toMatchObject({ outcome: "threw", error: { name: "TypeError", message: "no" } });
    expect(reply.error!.stack).toMatch(/attempt\.js:2:9/);
    expect(await call(sandbox, "absent")).toMatchObject({ outcome: "threw", error: { name: "TypeError" } });
    expect(await call(sandbox, "good")).toMatchObject({ outcome: "value", value: 1 });
  });

  it("names the argument that a call changed", async () => {
    const sandbox = await loaded(launch, "exports.f = (a, b, c) => { c[0] = -c[0]; return b; };");
    expect(await call(sandbox, "f", [[1], [2], [0]])).toMatchObject({ outcome: "mutated", detail: 2 });
  });

  it.each([
    ["() => f", "a function"],
    ["() => Symbol()", "a symbol"],
    ["() => 1n", "a bigint"],
    ["() => new Map()", "an instance of Map"],
    ["async () => 1", "a Promise"],
    ["() => new Proxy([], {})", "a Proxy"],
    ["() => [1, , 2]", "a hole at [1]"],
    ["() => ({ get a() { return 1; } })", "a getter at .a"],
    ["() => { const a = []; a[0] = a; return a; }", "a value that is nested too deep, or contains itself"],
    ["() => new Array(600000).fill(1)", "more than 100,000 values"],
  ])("does not let %s cross", async (f, detail) => {
    const sandbox = await loaded(launch, `const f = ${f}; exports.f = f; exports.after = () => 1;`);
    expect(await call(sandbox, "f")).toMatchObject({ outcome: "unencodable", detail });
    expect(await call(sandbox, "after")).toMatchObject({ outcome: "value", value: 1 });
  });

  it("answers several calls in their order, each with a time of its own", async () => {
    const sandbox = await loaded(
      launch,
      "exports.spin = (ms, x) => { const end = Date.now() + ms; while (Date.now() < end); return x; };",
    );
    // Together they take longer than the limit of each.
    const order: number[] = [];
    const replies = [700, 1, 700, 700, 700].map(async (ms, x) => {
      const reply = await call(sandbox, "spin", [ms, x], 2_500);
      order.push(x);
      return reply;
    });
    expect((await Promise.all(replies)).map(({ value }) => value)).toEqual([0, 1, 2, 3, 4]);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it("ends at the time limit of the call at the head, and everything behind it too", async () => {
    const sandbox = await loaded(launch, "exports.f = (x) => { while (x === 1); return x; };");
    const [first, ...rest] = [0, 1, 2, 3].map((x) => call(sandbox, "f", [x], x === 1 ? 300 : AMPLE_MS));
    const endings = rest.map(endingOf);
    expect(await first).toMatchObject({ value: 0 });
    expect(await Promise.all(endings)).toEqual(["time-limit", "time-limit", "time-limit"]);
    expect(sandbox.ended).toBe("time-limit");
    expect(await endingOf(call(sandbox, "f", [0]))).toBe("time-limit");
    expect(await endingOf(sandbox.load("", AMPLE_MS, 0))).toBe("time-limit");
  });

  it("ends at the time limit while it loads, and at a deadline before any limit", async () => {
    expect(await endingOf(start(launch).load("for (;;);", 2_000, 0))).toBe("time-limit");
    const sandbox = await loaded(launch, "exports.f = () => { for (;;); };");
    expect(await endingOf(sandbox.call("f", encode([]), AMPLE_MS, performance.now() + 200))).toBe("time-limit");
  });

  it("ends at the memory limit", async () => {
    const sandbox = await loaded(
      launch,
      "exports.f = () => { const a = []; for (;;) a.push(new Array(1e5).fill(0.5)); };",
    );
    expect(await endingOf(call(sandbox, "f"))).toBe("memory-limit");
    expect(sandbox.ended).toBe("memory-limit");
  });

  it("ends when it has written more than allowed", async () => {
    const sandbox = await loaded(launch, "const x = new Array(400000).fill(0.5); exports.f = () => x;");
    const most = Math.floor(WIRE_LIMITS.totalBytes / (400_000 * 8));
    for (let i = 0; i < most; i++) expect((await call(sandbox, "f")).value).toHaveLength(400_000);
    expect(await endingOf(call(sandbox, "f"))).toBe("output-limit");
  });

  it("is stopped by us at any moment, once", async () => {
    const early = start(launch);
    early.kill();
    await expect(early.ready).rejects.toBeInstanceOf(HarnessFault);
    const busy = await loaded(launch, "exports.f = () => { for (;;); };");
    const ending = endingOf(call(busy, "f"));
    busy.kill();
    expect(await ending).toBe("stopped");
    busy.kill();
    expect([early.ended, busy.ended]).toEqual(["stopped", "stopped"]);
  });
});

describe("a launch that cannot start", () => {
  it.each<[string, Launch, RegExp]>([
    ["ends at once", { command: "/bin/false", args: [] }, /^A sandbox did not start\.$/],
    ["is missing", { command: "/nowhere/node", args: [] }, /^A sandbox did not start: .*ENOENT/],
    ["complains", { command: "/bin/sh", args: ["-c", "echo why it is >&2; echo more >&2"] }, /start(: why it is|\.)$/],
    ["says something else", { command: "/bin/sh", args: ["-c", "printf 'hello, world' >&3; read x"] }, /did not start/],
  ])("is our fault, with a cure, when it %s", async (_, launch, message) => {
    const sandbox = start(launch);
    const fault = await sandbox.ready.catch((error) => error);
    expect(fault).toBeInstanceOf(HarnessFault);
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toContain("kata doctor");
    expect(["ended-early", "output-limit"]).toContain(sandbox.ended);
    expect(await endingOf(sandbox.load("", AMPLE_MS, 0))).toBe(sandbox.ended);
  });
});
