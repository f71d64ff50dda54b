/** What a board counts, and how: data that somebody may change, checked, and echoed in what comes out. */
import { z } from "zod";
import { UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { printable } from "../text.ts";

const weight = z.number().positive().max(1_000_000);

/** Every key has a default but the schema. Katas may be named as on the command line; `resolveKatas` gives their ids. */
export const boardPolicy = z.strictObject({
  schema: z.literal("katagrad/board-policy/1"),
  attempt: z
    .enum(["best", "last"])
    .default("best")
    .describe(
      "which attempt of a person at a kata counts; the last is the last that is read: files as given, lines in order",
    ),
  score: z
    .enum(["sum", "weighted", "mean"])
    .default("sum")
    .describe(
      "of the scores from 0 to 100 of every kata that counts, 0 where there is no attempt: their sum, their mean weighted by the kata's difficulty, their mean",
    ),
  weights: z
    .strictObject({ easy: weight, medium: weight, hard: weight })
    .default({ easy: 1, medium: 2, hard: 3 })
    .describe("what a difficulty weighs, where the score is weighted"),
  katas: z
    .union([z.literal("all"), z.array(z.string().min(1)).min(1).max(10_000)])
    .default("all")
    .describe("which katas count, by number, slug or folder name; all: every one that a record speaks of"),
  person: z
    .union([z.literal("folder"), z.strictObject({ component: z.int().min(-100).max(100) })])
    .default("folder")
    .describe(
      "who a submission belongs to: the folder that holds the kata's own, or a part of the path by its place, 0 the first, -1 the last",
    ),
  ties: z
    .enum(["shared", "duration", "speed"])
    .default("shared")
    .describe(
      "people of one score share a rank, and the next ranks are left out; duration: first, whose counted attempts took less time to grade goes before; speed: first, whose speed is ranked and faster goes before, which shows the speed too",
    ),
  speed: z
    .enum(["off", "shown"])
    .default("off")
    .describe(
      "whether the speed of attempts with full marks is shown, from the records of `kata grade --time`; of attempts with the same score the faster one is then the better",
    ),
});

export type BoardPolicy = z.infer<typeof boardPolicy>;

export const DEFAULT_POLICY: BoardPolicy = boardPolicy.parse({ schema: "katagrad/board-policy/1" });

/** Whether anything of speed comes out. */
export function showsSpeed({ speed, ties }: BoardPolicy): boolean {
  return speed === "shown" || ties === "speed";
}

/** @param name how messages call the file @throws UsageError that says what is wrong where */
export function parsePolicy(text: string, name: string): BoardPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      {
        en: `${printable(name)} is not JSON: ${printable((error as Error).message)}.`,
        zh: `${printable(name)} 不是 JSON：${printable((error as Error).message)}。`,
      },
      EXAMPLE,
    );
  }
  const { data, error } = boardPolicy.safeParse(value);
  if (data) return data;
  const told = error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ");
  throw new UsageError(
    {
      en: `${printable(name)} is no policy of a board: ${printable(told)}.`,
      zh: `${printable(name)} 不是排行榜的规则：${printable(told)}。`,
    },
    EXAMPLE,
  );
}

/** The policy with its katas by id, each once. @param idOf throws for a kata that is not known */
export function resolveKatas(policy: BoardPolicy, idOf: (name: string) => string): BoardPolicy {
  if (policy.katas === "all") return policy;
  return { ...policy, katas: [...new Set(policy.katas.map(idOf))].sort() };
}

const SAMPLE = '{"schema":"katagrad/board-policy/1","attempt":"last","score":"weighted"}';
const EXAMPLE: Text = {
  en: `An example: ${SAMPLE}. The README says what each key means.`,
  zh: `示例：${SAMPLE}。README 说明了每个键的含义。`,
};
