/** What an attempt finds in its realm, what it is told apart from, and what it cannot spoil. Through a real sandbox. */
import { afterEach, describe, expect, it } from "vitest";
import { createDraw, materialize } from "../../rng.ts";
import { encode } from "../../wire.ts";
import { probeLayers } from "../layers.ts";
import { Sandbox } from "../sandbox.ts";

const { launch } = probeLayers();
const AMPLE_MS = 30_000;
const started: Sandbox[] = [];

afterEach(() => {
  for (const sandbox of started.splice(0)) sandbox.kill();
});

async function withAttempt(source: string) {
  const sandbox = new Sandbox(launch);
  started.push(sandbox);
  await sandbox.ready;
  await sandbox.load(source, AMPLE_MS, 1_000);
  return (part: string, ...args: unknown[]) => sandbox.call(part, encode(args), AMPLE_MS);
}

/** What a function of these arguments gives. */
async function run(source: string, ...args: unknown[]) {
  const call = await withAttempt(`exports.f = ${source}`);
  return call("f", ...args);
}

describe("arguments", () => {
  it("generators and named functions are the same as here", async () => {
    const draw = createDraw("realm", "", "", 2);
    const args = [draw.rng(), draw.fn("beale.gradient"), draw.fn("quadratic")] as const;
    const [rng, gradient, quadratic] = materialize(args);
    const { value } = await run("(rng, g, q) => [rng(), rng(), g([1, 2]), q([3, 4, 5])]", ...args);
    expect(value).toEqual([rng(), rng(), gradient([1, 2]), quadratic([3, 4, 5])]);
  });

  it("are fresh for each call, and the script's own state stays", async () => {
    const call = await withAttempt("let n = 0; exports.f = (rng) => [rng(), ++n];");
    const draw = createDraw("realm", "", "", 3);
    const marker = draw.rng();
    const first = materialize([marker])[0]();
    expect((await call("f", marker)).value).toEqual([first, 1]);
    expect((await call("f", marker)).value).toEqual([first, 2]);
  });

  const matrix = (fill: number) => Array.from({ length: 20 }, () => Array(60).fill(fill));
  it.each<[string, string, unknown[], number]>([
    ["an entry", "(a, b) => { b[0][1] = 9; }", [[1], [[1, 2]]], 1],
    ["a length", "(a) => { a.push(1); }", [[1]], 0],
    ["a key", "(a, b) => { delete b.x; }", [1, { x: 1 }], 1],
    ["a typed array", "(a, b) => { b[0] = 1; }", [1, new Float64Array(2)], 1],
    ["zero into -0", "(a, b) => { b[0] = -0; }", [[1], [0]], 1],
    ["one large vector", "(a) => { a[1500] = 1; }", [Array(2_000).fill(0)], 0],
    ["the second of two large ones", "(a, b) => { b[3][4] = 1; }", [matrix(0), matrix(0)], 1],
    ["the one behind NaN", "(a, b) => { b[1500] = 1; }", [Array(2_000).fill(NaN), Array(2_000).fill(0)], 1],
    ["a large one that holds text now", "(a, b) => { b[3][4] = null; }", [matrix(NaN), matrix(0)], 1],
    ["the one behind a generator", "(rng, b) => { rng(); b[0] = 2; }", [{ $rng: "s" }, [1]], 1],
    ["by what cannot cross", "(a, b) => { b[0] = new Map(); }", [[1], [1]], 1],
  ])("that are changed are named: %s", async (_, source, args, position) => {
    expect(await run(source, ...args)).toMatchObject({ outcome: "mutated", detail: position });
  });

  it.each<[string, string, unknown[]]>([
    ["a copy was changed", "(a) => { a = a.slice(); a[0] = 9; }", [[1]]],
    ["it was put back", "(a) => { a[0]++; a[0]--; }", [[1, NaN, -0]]],
    ["a generator was used", "(rng) => rng()", [{ $rng: "s" }]],
    ["there is none", "() => 1", []],
  ])("are not changed when %s", async (_, source, args) => {
    expect((await run(source, ...args)).outcome).toBe("value");
  });
});

describe("the globals", () => {
  it("are the language and a console", async () => {
    const names =
      "process require module fetch setTimeout queueMicrotask Buffer performance WebAssembly Atomics SharedArrayBuffer";
    const { value } = await run(`() => ${JSON.stringify(names.split(" "))}.filter((name) => name in globalThis)`);
    expect(value).toEqual([]);
    expect((await run("() => [typeof Math.tanh, typeof console.log, typeof structuredClone]")).value).toEqual([
      ...["function", "function", "function"],
    ]);
  });

  it("hold no trace of what the runner rehearsed", async () => {
    const call = await withAttempt("exports.f = () => Object.keys(globalThis);");
    expect(await call("f")).toMatchObject({ value: [], console: "" });
    expect(await call("rehearse", 1)).toMatchObject({ outcome: "threw", error: { name: "TypeError" } });
  });

  it("make no code from text", async () => {
    expect(await run('() => (0, eval)("1")')).toMatchObject({ outcome: "threw", error: { name: "EvalError" } });
    expect(await run('() => (() => {}).constructor("return 1")()')).toMatchObject({ outcome: "threw" });
    expect(await run('async () => import("node:fs")')).toMatchObject({ outcome: "unencodable", detail: "a Promise" });
  });

  it("copy structures, and say what they cannot copy", async () => {
    const copied = await run("(x) => { const y = structuredClone(x); y.a[0] = 2; return [x, y]; }", { a: [1] });
    expect(copied.value).toEqual([{ a: [1] }, { a: [2] }]);
    expect(await run("() => structuredClone(() => 1)")).toMatchObject({
      outcome: "threw",
      error: { name: "TypeError", message: "structuredClone cannot copy a function" },
    });
  });

  it("may be replaced without any effect on the answers", async () => {
    const source = `(x) => {
      JSON.stringify = () => '"forged"'; JSON.parse = () => 0; Array.isArray = () => true; Object.is = () => true;
      Object.defineProperty(Object.prototype, "0", { set() { throw 1; }, configurable: true });
      Array.prototype.push = String.prototype.slice = Reflect.ownKeys = () => [];
      return { x, y: [1, NaN] };
    }`;
    expect((await run(source, [1])).value).toEqual({ x: [1], y: [1, NaN] });
    const hides = "(x) => { Object.is = () => true; JSON.stringify = () => '1'; x[0] = 5; return x; }";
    expect(await run(hides, [1])).toMatchObject({ outcome: "mutated", detail: 0 });
  });
});

describe("what is printed", () => {
  it("is the text of each value", async () => {
    const call = await withAttempt(
      "exports.f = () => { console.log('a', 1, [true, 'b', [null]], { x: -0, f() {} }, undefined, Symbol('s'), new TypeError('bad')); };",
    );
    expect((await call("f")).console).toBe(
      'a 1 [true, "b", [null]] {x: 0, f: [function]} undefined [symbol] TypeError: bad\n',
    );
  });

  it("is short for what is long, deep or hostile", async () => {
    const call = await withAttempt(`
      exports.long = () => console.log(Array(1000).fill(1));
      exports.deep = () => { const a = []; a.push(a); console.log(a); };
      exports.hostile = () => console.log(new Proxy({}, { ownKeys() { throw 1; } }));`);
    expect((await call("long")).console).toMatch(/^\[1, 1, .*, … 1000 items\]\n$/);
    expect((await call("deep")).console).toBe("[[[[[…]]]]]\n");
    expect((await call("hostile")).console).toBe("[unreadable]\n");
  });

  it("is cut at 16 KB, all calls together", async () => {
    const call = await withAttempt("exports.f = (n) => { for (let i = 0; i < n; i++) console.log('x'.repeat(99)); };");
    expect((await call("f", 100)).console).toHaveLength(10_000);
    const { console } = await call("f", 1_000);
    expect(console).toMatch(/\n\(output cut here\)\n$/);
    expect(console.length).toBeLessThan(7_000);
    expect((await call("f", 1)).console).toBe("");
  });
});

describe("what is thrown", () => {
  it.each([
    ["'words'", { name: "", message: "words" }],
    ["7", { message: "7" }],
    ["undefined", { message: "undefined" }],
    ["null", { message: "null" }],
    ["[1, 'a']", { name: "", message: "" }],
    ["{ name: 'Own', message: 'kind', stack: 'none' }", { name: "Own", message: "kind", stack: "none" }],
    ["{ get message() { throw 1; }, get stack() { return {}; }, name: 5 }", { name: "", message: "", stack: "" }],
    ["new Proxy({}, { get() { throw 1; } })", { name: "", message: "", stack: "" }],
  ])("%s", async (thrown, error) => {
    expect(await run(`() => { throw ${thrown}; }`)).toMatchObject({ outcome: "threw", error });
  });

  it("is cut where it is long, and keeps the place in the script", async () => {
    const call = await withAttempt(
      "exports.f = () => {\n  throw new Error('x'.repeat(1e6));\n};\nexports.g = (x) => x.y.z;",
    );
    const { error } = await call("f");
    expect(error?.message).toHaveLength(2_048);
    expect(error?.stack.length).toBeLessThanOrEqual(8_192);
    expect((await call("g", {})).error?.stack).toMatch(/attempt\.js:4:\d+\)/);
  });
});
