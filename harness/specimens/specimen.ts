/** Specimens: attempts that attack, each with the verdict that it must get in its first line. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Limits } from "../kata.ts";
import type { KataResult, Verdict } from "../verdict.ts";
import { VERDICTS } from "../verdict.ts";

export interface Specimen {
  readonly name: string;
  readonly file: string;
  /** What it tries. */
  readonly tries: string;
  readonly expected: Expected;
  /** Graded with a secret: it answers from what is public. */
  readonly secret: boolean;
  /** The layer without which the specimen is not stopped. */
  readonly needs?: "limits";
}

/** A verdict for a part, for the others, or for all. */
export type Expected = Readonly<Record<string, Verdict>>;

const FOLDER = join(import.meta.dirname, "attacks");
const FIRST_LINE = /^\/\/ @verdict ((?:\w+=[a-z-]+ ?)+): (\S.+)$/;

/** Every attempt of `attacks/`. @throws Error that names the file whose first line does not say what it must get */
export function readSpecimens(): Specimen[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => {
      const file = join(FOLDER, name);
      const [first, second = ""] = readFileSync(file, "utf8").split("\n");
      const [, verdicts, tries] = FIRST_LINE.exec(first) ?? [];
      if (!verdicts) throw new Error(`${name} begins with: ${first}`);
      const expected = parseExpected(verdicts);
      return {
        name: name.replace(/\.ts$/, ""),
        file,
        tries,
        expected,
        secret: second.startsWith("// @secret "),
        needs: second.startsWith("// @needs limits") ? "limits" : undefined,
      };
    });
}

/** `forward=threw others=passed` or `all=time-limit`. */
export function parseExpected(text: string): Expected {
  const pairs = text.split(" ").map((pair) => pair.split("="));
  for (const [, verdict] of pairs)
    if (!VERDICTS.includes(verdict as Verdict)) throw new Error(`${verdict} is not a verdict`);
  return Object.fromEntries(pairs);
}

/** The verdicts that a result should have, and those that it has. */
export function comparable(result: KataResult, expected: Expected): [actual: unknown, wanted: unknown] {
  const actual = Object.fromEntries(result.parts.map(({ part, verdict }) => [part, verdict]));
  const wanted = Object.fromEntries(
    result.parts.map(({ part }) => [part, expected[part] ?? expected.others ?? expected.all]),
  );
  return [actual, wanted];
}

/**
 * Limits under which the clock decides nothing but what it is meant to decide: the kata's own where the verdict is a time limit,
 * patient ones elsewhere, since the machine may be busy.
 */
export function limitsFor(expected: Expected): Partial<Limits> {
  const patient = { loadMs: 15_000, caseMs: 15_000, submissionMs: 45_000 };
  if (!Object.values(expected).includes("time-limit")) return patient;
  return expected.all === "time-limit" ? { submissionMs: 45_000 } : { ...patient, caseMs: 1_000 };
}
