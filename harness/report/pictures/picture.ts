/**
 * Pictures as data: small enough for a page's answer, drawn by whoever shows them. What is not a finite number is `null` among numbers, and a
 * character of its own among cells.
 */
import { z } from "zod";
import { ERROR_LEVELS, GREY_LEVELS } from "./levels.ts";

const text = z.object({ en: z.string(), zh: z.string() });
const count = z.int().min(0);
const numbers = z.array(z.number().nullable());
const shape = z.array(count);
const of = {
  case: z.string(),
  shown: z.boolean().describe("a public example"),
};

const axis = z.object({
  name: z.string().nullable(),
  length: count,
  per: z.int().min(1).describe("indices in a cell"),
});

const errorMap = z.object({
  kind: z.literal("errors"),
  ...of,
  tensor: z.string().describe("its path; empty: the result itself"),
  shape,
  axes: z.array(z.string()).nullable().describe("their names, where the skeleton says them"),
  wrong: count,
  total: count,
  others: z
    .array(z.object({ tensor: z.string(), shape, wrong: count, total: count }))
    .describe("the other tensors of the result"),
  slices: z
    .object({ at: z.string(), shown: count, length: count, per: z.int().min(1), levels: z.string() })
    .nullable()
    .describe("of more than two axes: the worst error of each matrix, and which is drawn"),
  rows: axis,
  columns: axis,
  cells: z.array(z.string()).describe(`a row a string; of ${ERROR_LEVELS} the worst in a cell`),
  worst: z.object({
    at: z.string(),
    row: count,
    column: count,
    error: z.string().nullable().describe("null: there is no distance"),
    allowed: z.string().nullable(),
    expected: z.string().nullable().describe("null of a hidden case whose numbers stay hidden"),
    got: z.string().nullable(),
  }),
});

const range = { low: z.number(), high: z.number() };

const curve = z.object({
  kind: z.literal("curve"),
  ...of,
  x: text,
  y: text,
  log: z.boolean().describe("the scale of y"),
  ...range,
  at: z.array(z.number()).describe("the steps, ascending; of many, some"),
  series: z.array(
    z.object({
      name: z.string(),
      expected: numbers,
      got: numbers.nullable().describe("null: nowhere wrong"),
      wrong: count,
      firstWrong: z.number().nullable().describe("the first step that is wrong"),
      steps: z.object({ expected: count, got: count }),
    }),
  ),
});

const trajectory = z.object({
  kind: z.literal("trajectory"),
  ...of,
  x: text,
  y: text,
  across: z.object(range),
  up: z.object(range),
  paths: z.array(
    z.object({
      name: z.string(),
      expected: z.object({ x: numbers, y: numbers }),
      got: z.object({ x: numbers, y: numbers }).nullable().describe("null: nowhere wrong"),
      wrong: count,
      steps: z.object({ expected: count, got: count }),
    }),
  ),
});

const panel = z.object({
  role: z.enum(["input", "expected", "got"]),
  name: z.string(),
  at: z.string().describe("the indices before the last two axes"),
  shape: z.tuple([count, count]),
  axes: z.tuple([z.string(), z.string()]).nullable(),
  ...range,
  cells: z.array(z.string()).describe(`a row a string, of ${GREY_LEVELS} and < > !`),
  numbers: z.array(z.array(z.string())).nullable().describe("where they are few"),
});

const image = z.object({
  kind: z.literal("image"),
  ...of,
  diverging: z.boolean().describe("numbers of both signs: the scale has its middle at 0"),
  panels: z.array(panel),
});

export const picture = z.discriminatedUnion("kind", [errorMap, curve, trajectory, image]).meta({ id: "Picture" });

export type Picture = z.output<typeof picture>;
export type ErrorMap = Extract<Picture, { kind: "errors" }>;
export type Curve = Extract<Picture, { kind: "curve" }>;
export type Trajectory = Extract<Picture, { kind: "trajectory" }>;
export type Image = Extract<Picture, { kind: "image" }>;
export type Panel = Image["panels"][number];
