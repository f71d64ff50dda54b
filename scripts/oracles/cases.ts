/** Reads the numbers of other libraries. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Inputs, Results } from "../../fixtures/oracles/adapter.ts";
import { UsageError } from "../../harness/fault.ts";
import type { Tolerance } from "../../harness/grading.ts";
import { packageRoot } from "../../harness/paths.ts";

export interface OracleCase {
  /** Pack and name, `08-cnn/conv.multi`. */
  readonly id: string;
  readonly op: string;
  /** The numbers of the katas that it touches. */
  readonly topics: readonly number[];
  readonly inputs: Inputs;
  readonly expected: Results;
  /** What a float32 library is held to; undefined where the numbers are float64. */
  readonly float32?: Tolerance;
}

interface Pack {
  readonly pack: string;
  readonly cases: readonly (Omit<OracleCase, "float32"> & { readonly tol: Tolerance })[];
}

const FLOAT32_PACKS = ["23-onnx", "25-tfjs"];

/** The committed cases. */
export function readCases(): OracleCase[] {
  const folder = join(packageRoot, "fixtures", "oracles", "cases");
  return readdirSync(folder).flatMap((name) => readPack(join(folder, name)));
}

/**
 * The node tests of ONNX, third-party data that lies in `shared/oracles` beside the checkout or where KATAGRAD_ONNX says; undefined
 * where it does not. @throws UsageError when KATAGRAD_ONNX names no file
 */
export function readOnnxCases(): OracleCase[] | undefined {
  const named = process.env.KATAGRAD_ONNX;
  const file = named ? resolve(named) : resolve(packageRoot, "..", "shared", "oracles", "external", "onnx.json");
  if (existsSync(file)) return readPack(file);
  if (named) throw new UsageError(`KATAGRAD_ONNX names no file: ${named}`, "Unset it, or let it name onnx.json.");
  return undefined;
}

/** What a value of a case file means: a tensor by its data, a wrapped value by itself; "NaN" and the infinities are numbers. */
export function decode(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("shape" in value && "data" in value) return withNonFinite(value.data);
  if ("value" in value && Object.keys(value).length === 1) return withNonFinite(value.value);
  return decodeEntries(value);
}

function readPack(file: string): OracleCase[] {
  const { pack, cases }: Pack = JSON.parse(readFileSync(file, "utf8"));
  return cases.map(({ id, op, topics, inputs, expected, tol }) => ({
    id,
    op,
    topics,
    inputs: decodeEntries(inputs),
    expected: decodeEntries(expected),
    ...(FLOAT32_PACKS.includes(pack) ? { float32: tol } : {}),
  }));
}

function decodeEntries(entries: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, decode(value)]));
}

const NON_FINITE: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

function withNonFinite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNonFinite);
  return typeof value === "string" ? (NON_FINITE[value] ?? value) : value;
}
