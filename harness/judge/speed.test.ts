/**
 * Timings in real sandboxes: what is drawn, what is checked, what is flagged. How fast anything was decides nothing here, since whoever runs
 * this may be busy with something else.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog, readReference } from "../catalog/catalog.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { judgeAndKeep } from "./judge.ts";
import { type PreparedKata, prepareKata } from "./prepare.ts";
import { largestCase, timeKata } from "./speed.ts";

/** Five sets of processes a part, on a machine that may be busy. */
const PATIENT = { timeout: 120_000 };

const catalog = await openCatalog();
const folder = mkdtempSync(join(tmpdir(), "speed-"));
let pool: SandboxPool;
let written = 0;
beforeAll(() => {
  pool = new SandboxPool();
});
afterAll(() => {
  pool.close();
  rmSync(folder, { recursive: true });
});

/** A kata with one of its parts, under limits that a busy machine keeps too. */
async function only(id: string, part: string, limits = {}, secret = ""): Promise<PreparedKata> {
  const kata = catalog.find(id);
  const prepared = await prepareKata(catalog, kata, { secret });
  const patient = { loadMs: 15_000, caseMs: 15_000, submissionMs: 45_000, ...limits };
  return {
    ...prepared,
    kata: { ...kata, limits: patient },
    parts: prepared.parts.filter(({ name }) => name === part),
  };
}

/** Grades a text and times what passed. */
async function time(prepared: PreparedKata, text: string, secret?: string): Promise<KataResult> {
  const file = join(folder, `attempt-${written++}.ts`);
  writeFileSync(file, text);
  const { result, compiled } = await judgeAndKeep(prepared, file, { pool, siblings: false });
  return timeKata(prepared, compiled, result, { pool, secret });
}

const logistic = await only("23", "fitLogistic");
const reference = readReference(logistic.kata);
/** The reference with the part under another name, and code in its place. */
const instead = (code: string, text = reference, part = "fitLogistic") => `${text.replaceAll(part, "honest")}\n${code}`;

describe("the case whose sizes are timed", () => {
  it("is the one with the most numbers, of the group that is about size where there is one", () => {
    const [part] = logistic.parts;
    const [scale, ...others] = part.cases.toSorted((a) => (a.group === "scale" ? -1 : 1));
    expect(scale.group).toBe("scale");
    expect(largestCase(part.cases)).toBe(scale);
    const [first, second] = [
      { ...others[0], args: [[1, 2, 3]] },
      { ...others[1], args: [[1, 2], new Float64Array(9)] },
    ];
    expect(largestCase([first, second])).toBe(second);
    expect(largestCase([second, first])).toBe(second);
  });
});

describe("what is measured", () => {
  it("is the attempt beside the reference, on inputs whose answers are checked", PATIENT, async () => {
    const { parts, score, speed } = await time(logistic, reference);
    expect(score).toBe(100);
    const part = parts[0].speed!;
    expect(part.case).toBe(largestCase(logistic.parts[0].cases)?.name);
    expect(part.samples).toBeGreaterThanOrEqual(2);
    for (const ms of [part.attemptMs, part.referenceMs, part.wayMs]) expect(ms).toBeGreaterThanOrEqual(0);
    // On a machine that is busy enough the way may hide everything else.
    if (part.flag !== "too-short") expect(part.ratio).toBeCloseTo(part.attemptMs! / part.referenceMs!, 10);
    expect(speed?.parts).toBe(part.flag === undefined ? 1 : 0);
    expect(speed?.ratio === undefined).toBe(part.flag !== undefined);
  });

  it("is on the parent's clock, whatever the attempt does to its own", PATIENT, async () => {
    const slow = instead(`
      Date.now = () => 0;
      Object.defineProperty(globalThis, "performance", { value: { now: () => 0 } });
      export function fitLogistic(...args: Parameters<typeof honest>) {
        for (let i = 0; i < 60; i++) honest(...args);
        return honest(...args);
      }`);
    const part = (await time(logistic, slow)).parts[0].speed!;
    // Sixty times the work: no load of a machine hides that.
    expect(part.attemptMs).toBeGreaterThan(3 * part.referenceMs!);
  });

  it("is nothing that did not pass", PATIENT, async () => {
    const wrong = await time(logistic, instead("export const fitLogistic = () => 1;"));
    expect(wrong.parts[0].speed).toBeUndefined();
    expect(wrong.speed).toEqual({ parts: 0, flag: "not-passed" });
    const broken = await time(logistic, "export const fitLogistic = ;");
    expect(broken).toMatchObject({ verdict: "compile-error", speed: { parts: 0, flag: "not-passed" } });
  });

  it("is not what runs on a GPU, nor what always has the same inputs", PATIENT, async () => {
    const kernels = await only("27", "matmulKernel");
    const timed = await timeKata(kernels, { code: "", locate: () => undefined }, passed(kernels), { pool });
    expect(timed.parts[0].speed).toEqual({ samples: 0, flag: "kernel" });
    expect(timed.speed).toEqual({ parts: 0, flag: "nothing-timed" });
    const bias = await only("17", "initLstmBias");
    const { parts } = await time(bias, readReference(bias.kata));
    expect(parts[0].speed).toMatchObject({ samples: 0, flag: "same-inputs" });
  });

  it("ends with the reason of the signal", PATIENT, async () => {
    const { result, compiled } = await judgeAndKeep(logistic, join(folder, "attempt-0.ts"), { pool, siblings: false });
    const signal = AbortSignal.abort(new Error("a newer save"));
    await expect(timeKata(logistic, compiled, result, { pool, signal })).rejects.toThrow("a newer save");
  });
});

/** Right on what it is graded on, as anybody may know it who has this repository; on anything else it does what the test says. */
const onFresh = (then: string) =>
  instead(`
    const known = new Set<string>(${JSON.stringify(logistic.parts[0].cases.map(({ args }) => JSON.stringify(args)))});
    export function fitLogistic(...args: Parameters<typeof honest>) {
      const key = JSON.stringify(args);
      const answer = honest(...args);
      if (known.has(key)) return answer;
      ${then}
    }`);

describe("who cheats on time", () => {
  it("is found out by a wrong answer to an input that was only timed", PATIENT, async () => {
    const result = await time(logistic, onFresh("return { ...answer, b: 0.5 };"));
    expect(result).toMatchObject({ score: 100, verdict: "passed" });
    expect(result.parts[0].speed).toMatchObject({ flag: "wrong-when-timed" });
    expect(result.parts[0].speed).not.toHaveProperty("ratio");
    expect(result.speed).toEqual({ parts: 0, flag: "wrong-when-timed" });
  });

  it.each([
    ["throws", 'throw new Error("too much");', "wrong-when-timed"],
    ["changes its inputs", "(args[0] as number[][])[0][0] += 1; return answer;", "wrong-when-timed"],
    ["gives something else", "return () => answer;", "wrong-when-timed"],
    [
      "fills the memory",
      "for (const all: unknown[] = []; ; ) all.push(new Array(1e5).fill(0.5));",
      "stopped-when-timed",
    ],
  ])("is told, and loses nothing, who then %s", PATIENT, async (_, then, flag) => {
    const result = await time(logistic, onFresh(then));
    expect(result).toMatchObject({ score: 100, parts: [{ speed: { flag } }] });
  });

  it("is stopped where a fresh input never ends", PATIENT, async () => {
    const impatient = await only("23", "fitLogistic", { caseMs: 2_000 });
    const result = await time(impatient, onFresh("for (;;);"));
    expect(result).toMatchObject({ score: 100, parts: [{ speed: { flag: "stopped-when-timed" } }] });
  });

  it("is not helped by knowing every committed answer", PATIENT, async () => {
    const known = logistic.parts[0].cases.map(({ args, expected }) => [JSON.stringify(args), expected]);
    const table = `const known = new Map<string, object>(${JSON.stringify(known)});`;
    expect(table.length).toBeLessThan(60_000);
    const text = `${table}
      export function fitLogistic(...args: unknown[]) { return known.get(JSON.stringify(args)) ?? { w: [], b: 0 }; }`;
    const result = await time(logistic, text);
    expect(result).toMatchObject({ score: 100, parts: [{ speed: { flag: "wrong-when-timed" } }] });
  });

  it("is not helped by remembering: no input comes twice, nor is one of a case", PATIENT, async () => {
    const { drawn, part } = await timedInputs();
    expect(drawn.length).toBeGreaterThan(10);
    const cases = part.cases.map(({ args }) => JSON.stringify(args));
    expect(new Set([...drawn, ...cases]).size).toBe(drawn.length + cases.length);
  });

  it("gets the same inputs with the same secret, and others with another", PATIENT, async () => {
    const first = async (secret: string) => (await timedInputs(secret, "exports.fitLogistic = () => 1;")).drawn[0];
    const [none, one, again, other] = [await first(""), await first("one"), await first("one"), await first("other")];
    expect(none).toMatch(/^\[\[\[/);
    expect(again).toBe(one);
    expect(new Set([none, one, other]).size).toBe(3);
  });
});

/** The inputs that a part is timed on, in their order. @param code what runs as the attempt; of the reference, if not given */
async function timedInputs(secret = "", code?: string) {
  const prepared = await only("23", "fitLogistic", {}, secret);
  const [part] = prepared.parts;
  const drawn: string[] = [];
  const input = (...given: Parameters<typeof part.grading.input>) => {
    const args = part.grading.input(...given);
    drawn.push(JSON.stringify(args));
    return args;
  };
  const listening = { ...prepared, parts: [{ ...part, grading: { ...part.grading, input } }] };
  if (code === undefined) await time(listening, reference, secret);
  else await timeKata(listening, { code, locate: () => undefined }, passed(listening), { pool, secret });
  return { drawn, part };
}

/** What a grading says of an attempt that is right. */
function passed({ kata, parts }: PreparedKata): KataResult {
  return {
    ...{ kata: kata.id, verdict: "passed", points: 1, maxPoints: 1, score: 100, console: "", durationMs: 1 },
    isolation: "process",
    parts: parts.map(({ name }) => ({ part: name, points: 1, maxPoints: 1, verdict: "passed", cases: [] })),
  };
}
