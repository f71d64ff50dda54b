/** A batch as `kata grade --format jsonl` runs it, for tests: the real grading, told where each record goes. */
import { readFileSync } from "node:fs";
import type { Catalog } from "../catalog/catalog.ts";
import type { Text } from "../kata.ts";
import { recordWriter } from "../report/formats/stream.ts";
import type { ResultRecord } from "../report/record.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { Kernels } from "../witness/kernels.ts";
import { type Item, runBatch } from "./batch.ts";
import { Grader } from "./grader.ts";
import { openFile } from "./output.ts";
import { withoutBar } from "./progress.ts";
import { resume } from "./resume.ts";
import { putInOrder } from "./rewrite.ts";
import { findSubmissions } from "./submissions.ts";
import { Teller } from "./teller.ts";
import { Temporary } from "./temporary.ts";

export interface TestRun {
  readonly catalog: Catalog;
  readonly pool: SandboxPool;
  readonly paths: readonly string[];
  /** Where the records go. */
  readonly file: string;
  readonly resumed?: boolean;
  readonly secret?: string;
  readonly sorted?: boolean;
  readonly jobs?: number;
  readonly time?: boolean;
  /** Sees each item before it is written. */
  readonly seeing?: (item: Item, stop: AbortController) => void;
}

export interface Ran {
  /** Names of what this run graded, in the order of their records. */
  readonly graded: readonly string[];
  /** What it said on the way. */
  readonly told: readonly string[];
  readonly records: readonly ResultRecord[];
  readonly faults: number;
}

export async function runInto(run: TestRun): Promise<Ran> {
  const { catalog, pool, paths, file, secret, sorted = false, jobs = 2, time, seeing } = run;
  const asked = { catalog };
  const { submissions } = findSubmissions(paths, asked);
  const stop = new AbortController();
  const temporary = new Temporary();
  const grader = new Grader({ catalog, pool, kernels: new Kernels(), secret, jobs, time, signal: stop.signal });
  const graded: string[] = [];
  const told: string[] = [];
  try {
    const of = { submissions, asked, temporary, grader, signal: stop.signal };
    const before = run.resumed ? await resume(file, of) : undefined;
    told.push(...(before?.told ?? []).map(({ en }) => en));
    const out = await openFile(file, before ? "on" : "anew");
    const progress = { ...withoutBar("en"), tell: ({ en }: Text) => told.push(en) };
    const { isolation } = pool.layers;
    const writer = recordWriter("jsonl");
    const teller = new Teller({ writer, out, progress, isolation, alone: false, placed: sorted, ...before });
    const emit = async (item: Item) => {
      seeing?.(item, stop);
      graded.push(item.name);
      await teller.item(item);
    };
    try {
      await runBatch({
        ...{ submissions, asked, temporary, grader, jobs, sorted, stop, emit },
        isDone: (name) => before?.kept.has(name) ?? false,
        isWhollyDone: (position) => before?.whole.has(position) ?? false,
        tell: ({ en }) => told.push(en),
        onSubmission: (done) => teller.submission(done),
      });
    } finally {
      await out.close();
    }
    if (before && sorted) await putInOrder(file, teller.spans);
    return { graded, told, records: readRecords(file), faults: teller.faults };
  } finally {
    temporary.remove();
  }
}

/** Every record of a file of JSON lines. @throws SyntaxError when a line is none */
export function readRecords(file: string): ResultRecord[] {
  const text = readFileSync(file, "utf8");
  if (text !== "" && !text.endsWith("\n")) throw new SyntaxError("The last line is not whole.");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
