/** After an escape, by way of the real grading: hostile programs in the place of the runner, which write to its pipes what they like. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog } from "../catalog/catalog.ts";
import { judge } from "../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../judge/prepare.ts";
import type { Layers } from "../sandbox/layers.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { BY_HAND, FORGERIES } from "./forgeries.ts";
import { expectHarmless } from "./harmless.ts";
import { layerSets, withSource } from "./layer-sets.ts";
import { survivors } from "./processes.ts";
import { comparable, limitsFor, parseExpected } from "./specimen.ts";

const HONEST = join(import.meta.dirname, "attacks", "honest.ts");
const mark = randomUUID();
let prepared: PreparedKata;

beforeAll(async () => {
  const catalog = await openCatalog();
  prepared = await prepareKata(catalog, catalog.find("01-backpropagation"));
});

afterAll(async () => {
  expect((await survivors(mark)) ?? []).toEqual([]);
});

describe.each(layerSets(["process", "os"]))("$name", ({ layers, skip }) => {
  it.skipIf(skip).each(FORGERIES)("$does", async ({ source, verdict }) => {
    const expected = parseExpected(verdict);
    const result = await gradeHonest(layers, source, verdict);
    const [actual, wanted] = comparable(result, expected);
    expect(actual).toEqual(wanted);
    expect(result.points).toBe(0);
    expectHarmless(result);
  });

  it.skipIf(skip)("grades well who answers well, whoever it is", async () => {
    const result = await gradeHonest(layers, "throw new Error()", "all=passed", false);
    expect(result.score).toBe(100);
  });
});

/** The right attempt, with another program in the place of the runner. */
async function gradeHonest(layers: Layers, source: string, verdict: string, forged = true): Promise<KataResult> {
  const changed = withSource(layers, (runner) => `${forged ? `${BY_HAND}\n${source}` : runner}\n// ${mark}`);
  const pool = new SandboxPool(changed, { size: 1 });
  try {
    const kata = { ...prepared.kata, limits: limitsFor(parseExpected(verdict)) };
    return await judge({ ...prepared, kata }, HONEST, { pool, siblings: true });
  } finally {
    pool.close();
  }
}
