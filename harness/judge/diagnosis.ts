/** Collects what a diagnosis rests on: the outputs of known mistakes, and probes of the attempt's own forward. */

import { diagnose, type Evidence, type GradientEvidence } from "../grade/diagnose.ts";
import { centralDifference, directionsFor, entryAt } from "../grade/gradient.ts";
import { materialize } from "../rng.ts";
import type { CaseResult, Diagnosis, PartResult } from "../verdict.ts";
import { encode } from "../wire.ts";
import type { Kernels } from "../witness/kernels.ts";
import { kernelOutputs } from "./kernels.ts";
import type { PreparedCase, PreparedKata, PreparedPart } from "./prepare.ts";

export interface Attempt {
  readonly prepared: PreparedKata;
  readonly results: readonly PartResult[];
  /** Calls a part of the attempt; undefined when it gives no value. @throws SandboxEnded */
  readonly evaluate: (part: string, args: ReturnType<typeof encode>) => Promise<unknown>;
  readonly kernels?: Kernels;
}

/** Why a part failed, when something explains every failing case. */
export async function diagnosePart(
  part: PreparedPart,
  result: PartResult,
  attempt: Attempt,
): Promise<Diagnosis | undefined> {
  const failing = result.cases.filter((one) => one.verdict !== "passed");
  if (failing.length === 0 || !failing.every((one) => "actual" in one)) return undefined;
  const evidence: Evidence = {
    cases: result.cases
      .filter((one) => "expected" in one)
      .map(({ name, sizes, verdict, expected, actual }) => ({ name, sizes, verdict, expected, actual })),
    mistakes: part.grading.kernel ? await kernelMistakes(part, attempt) : await mistakesFor(part, attempt.prepared),
  };
  const known = diagnose(evidence);
  if (known || !part.grading.gradientOf) return known;
  const gradient = await gradientEvidence(part, result, attempt);
  return gradient && diagnose({ ...evidence, gradient });
}

/** The mistakes of the part itself, then of the parts that it needs, each with its output on a case, computed once. */
async function mistakesFor(part: PreparedPart, prepared: PreparedKata): Promise<Evidence["mistakes"]> {
  const related = [part.name, ...neededBy(part.name, prepared)];
  const modules = await prepared.mistakes();
  return related.flatMap((name) =>
    modules
      .filter((mistake) => mistake.part === name)
      .map((mistake) => {
        const run = mistake.exported(part.name);
        return {
          name: mistake.name,
          says: mistake.says,
          // The names are those of the cases of the mistake's own part.
          unsettled: name === part.name ? mistake.unsettled : undefined,
          outputOf: (caseName: string) => outputOf(part, caseName, run),
        };
      }),
  );
}

/** The known mistakes of a kernel, each run on the same backend as the attempt. */
async function kernelMistakes(part: PreparedPart, { prepared, kernels }: Attempt): Promise<Evidence["mistakes"]> {
  if (!kernels) return [];
  const own = (await prepared.mistakes()).filter((mistake) => mistake.part === part.name);
  const found: Evidence["mistakes"][number][] = [];
  for (const { name, says, unsettled, exported } of own) {
    const run = exported(part.name);
    const outputs = await kernelOutputs(part.cases, (one) => run && attemptCall(run, one.args), kernels);
    found.push({ name, says, unsettled, outputOf: (caseName) => outputs.get(caseName) });
  }
  return found;
}

/** Nearest first: where two mistakes come to the same, the one of the part next to it speaks about what is seen there. */
function neededBy(name: string, prepared: PreparedKata): string[] {
  const found = new Set<string>([name]);
  // A set is walked in the order in which it grows, so this goes breadth first.
  for (const part of found) for (const needed of prepared.kata.parts[part]?.needs ?? []) found.add(needed);
  found.delete(name);
  return [...found];
}

const outputs = new WeakMap<object, Map<PreparedCase, unknown>>();

/** A mistaken implementation's result; undefined when it throws. */
function outputOf(part: PreparedPart, caseName: string, run: ((...args: never[]) => unknown) | undefined): unknown {
  const one = part.cases.find((other) => other.name === caseName);
  if (!run || !one) return undefined;
  const known = outputs.get(run) ?? new Map<PreparedCase, unknown>();
  outputs.set(run, known);
  if (!known.has(one)) known.set(one, attemptCall(run, one.args));
  return known.get(one);
}

function attemptCall(run: (...args: never[]) => unknown, args: readonly unknown[]): unknown {
  try {
    return run(...(materialize(args) as never[]));
  } catch {
    return undefined;
  }
}

/** Holds the attempt's gradients against finite differences of the attempt's own forward, on the first failing case that is smooth. */
async function gradientEvidence(
  part: PreparedPart,
  result: PartResult,
  attempt: Attempt,
): Promise<GradientEvidence | undefined> {
  const relation = part.grading.gradientOf!;
  const usable = (one: CaseResult) => one.verdict !== "passed" && one.group === "basic" && one.actual !== undefined;
  const failing = result.cases.find(usable);
  const prepared = part.cases.find((one) => one.name === failing?.name);
  const forward = attempt.results.find((one) => one.part === relation.part);
  if (!failing || !prepared || !forward) return undefined;
  const args = prepared.args;
  const forwardArgs = relation.args ? relation.args(...args) : args;
  const agrees: Record<string, boolean> = {};
  try {
    for (const [name, path] of Object.entries(relation.wrt)) {
      const claimed = name === "" ? failing.actual : entryAt(failing.actual, [name]);
      for (const direction of directionsFor(entryAt(forwardArgs, path), 2)) {
        const { slope, resolution } = await centralDifference(forwardArgs, path, direction, async (moved) => {
          const output = await attempt.evaluate(relation.part, encode(moved));
          return output === undefined ? Number.NaN : relation.loss(output, ...materialize(args));
        });
        if (!Number.isFinite(slope)) return undefined;
        const along = direction.dot(claimed);
        agrees[name || part.name] = (agrees[name || part.name] ?? true) && Math.abs(along - slope) <= resolution;
      }
    }
  } catch {
    // A forward that stops its sandbox, or whose result has another shape, tells nothing about the backward.
    return undefined;
  }
  return {
    forward: relation.part,
    own: relation.part === part.name,
    forwardPassed: forward.verdict === "passed",
    agrees,
  };
}
