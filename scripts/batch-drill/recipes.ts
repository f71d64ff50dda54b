/** What people hand in, each with what its record must say: from our own references, their known mistakes, and attacks. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tarGzOf, zipOf } from "../../harness/batch/archive/test-archives.ts";
import { type Catalog, type Kata, readReference, readSkeleton } from "../../harness/catalog/catalog.ts";
import type { Mistake } from "../../harness/grading.ts";
import type { ResultRecord } from "../../harness/report/record.ts";
import { readSpecimens } from "../../harness/specimens/specimen.ts";

export const KINDS = ["right", "wrong", "hostile", "broken"] as const;
export type Kind = (typeof KINDS)[number];

export interface Recipe {
  readonly what: string;
  /** Empty when no record can say it. */
  readonly kata: string;
  /** Files of the kata's folder, or the bytes of an archive that cannot be read. */
  readonly content: Readonly<Record<string, string>> | Buffer;
  /** Why a record is not what it must be. */
  readonly refuse: (record: ResultRecord) => string | undefined;
}

/** Katas that are graded fast and have no large case. The attacks are on the first. */
const KATAS = ["01-backpropagation", "03-activations", "06-gradient-descent", "10-momentum", "14-mlp", "26-optimizers"];
const ATTACKS = [
  "aborts-the-process",
  "exits-the-process",
  "fills-the-heap",
  "floods-the-console",
  "imports-fixtures-relative",
  "loops-in-a-case",
  "overflows-the-stack",
  "pollutes-object-prototype",
  "throws-workflow-commands",
  "writes-a-fake-frame-to-the-console",
];

export async function listRecipes(catalog: Catalog): Promise<Record<Kind, readonly Recipe[]>> {
  const katas = KATAS.map((id) => catalog.find(id));
  const wrong = await Promise.all(katas.map((kata) => mistakesOf(catalog, kata)));
  return { right: katas.map(right), wrong: interleave(wrong), hostile: attacks(), broken: await broken(katas) };
}

function right(kata: Kata): Recipe {
  return {
    what: "the reference",
    kata: kata.id,
    content: { "attempt.ts": readReference(kata) },
    refuse: ({ score, verdict }) => (score === 100 && verdict === "passed" ? undefined : `${verdict}, score ${score}`),
  };
}

/** Known mistakes that are a change of the reference's text. The diagnosis must name each. */
async function mistakesOf(catalog: Catalog, kata: Kata): Promise<Recipe[]> {
  const { parts } = await catalog.grading(kata);
  return Object.entries(parts).flatMap(([name, { mistakes }]) =>
    mistakes.flatMap((mistake) => ("edit" in mistake ? [wrong(kata, name, mistake)] : [])),
  );
}

function wrong(kata: Kata, name: string, { name: mistake, edit }: Mistake & { readonly edit: unknown }): Recipe {
  const edits = (typeof (edit as string[])[0] === "string" ? [edit] : edit) as [string, string][];
  return {
    what: mistake,
    kata: kata.id,
    content: {
      "attempt.ts": edits.reduce((text, [find, put]) => text.replace(find, () => put), readReference(kata)),
    },
    refuse({ verdict, parts }) {
      const part = parts.find((one) => one.part === name);
      if (verdict === "passed" || !part || part.points === part.maxPoints) return `${verdict}, ${name} has full marks`;
      const said = part.diagnosis?.id;
      return said === `mistake:${mistake}` ? undefined : `${name} is diagnosed as ${said ?? "nothing"}`;
    },
  };
}

function attacks(): Recipe[] {
  const specimens = new Map(readSpecimens().map((one) => [one.name, one]));
  return ATTACKS.map((name): Recipe => {
    const { file, expected } = specimens.get(name)!;
    const honest = readFileSync(join(dirname(file), "honest.ts"), "utf8");
    return {
      what: name,
      kata: KATAS[0],
      content: { "attempt.ts": readFileSync(file, "utf8"), "honest.ts": honest },
      refuse: ({ parts }) => {
        const other = parts.find(({ part, verdict }) => {
          const wanted = expected[part] ?? expected.others ?? expected.all;
          // Whether the clock or the memory ends it first is a matter of the machine.
          return verdict !== wanted && !(wanted === "memory-limit" && verdict === "time-limit");
        });
        return other && `${other.part} is ${other.verdict}`;
      },
    };
  });
}

async function broken(katas: readonly Kata[]): Promise<Recipe[]> {
  const whole = await zipOf([{ name: `${KATAS[0]}/attempt.ts`, content: readReference(katas[0]) }]);
  const outside = { name: "../../outside.ts", content: "export const outside = true;" };
  const as = (wanted: string, what: string, content: Recipe["content"], kata = KATAS[0]): Recipe => ({
    what,
    kata,
    content,
    refuse: ({ verdict, score }) => (verdict === wanted && score === 0 ? undefined : `${verdict}, score ${score}`),
  });
  return [
    ...katas.map((kata) => as("not-implemented", "the skeleton", { "attempt.ts": readSkeleton(kata) }, kata.id)),
    as("compile-error", "no TypeScript", { "attempt.ts": "export const forward = ;" }),
    as("compile-error", "no attempt", {}),
    as("unreadable", "half a zip", whole.subarray(0, whole.length / 2), ""),
    as("unreadable", "a zip that leads out", await zipOf([outside]), ""),
    as("unreadable", "a tar that leads out", await tarGzOf([outside]), ""),
  ];
}

/** The first of each, then the second of each, … */
function interleave<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
