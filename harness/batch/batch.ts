/** A batch: submissions one after the other, several gradings in flight, each item handed on as it is ready or in the order of the input. */
import { setTimeout as pause } from "node:timers/promises";
import type { Kata } from "../catalog/catalog.ts";
import type { Text } from "../kata.ts";
import { Unreadable } from "./archive/unreadable.ts";
import { collectGarbage } from "./collect.ts";
import type { Grader, Outcome } from "./grader.ts";
import { type Grading, type Opened, openSubmission } from "./open.ts";
import { Queue } from "./queue.ts";
import type { Asked, Submission } from "./submissions.ts";
import type { Temporary } from "./temporary.ts";

/** Where an item stands in the input: its submission, and its place in that. */
export type Place = readonly [submission: number, within: number];

/** What became of one attempt, or of a submission that could not be opened. */
export type Item = { readonly name: string; readonly place: Place; readonly kata?: Kata } & (
  | { readonly is: "graded"; readonly outcome: Outcome }
  /** @param detail what is wrong with it, and what its sender does next */
  | { readonly is: "unreadable"; readonly detail: string }
  | { readonly is: "fault"; readonly fault: unknown; readonly outcome?: Outcome }
);

export interface BatchOptions {
  readonly submissions: readonly Submission[];
  readonly asked: Asked;
  readonly temporary: Temporary;
  readonly grader: Grader;
  readonly jobs: number;
  /** Whether items are handed on in the order of the input. */
  readonly sorted: boolean;
  /** Ends the batch: by its owner, or by the batch itself when it cannot go on. */
  readonly stop: AbortController;
  /** Whether the record of that name is there already; of a submission, when all of its records are. */
  readonly isDone: (name: string) => boolean;
  readonly isWhollyDone: (submission: number) => boolean;
  /** Takes an item; the next waits until it is taken. */
  readonly emit: (item: Item) => Promise<void>;
  /** A line for whoever watches. */
  readonly tell: (line: Text) => void;
  /** A submission is over, or was so before. */
  readonly onSubmission: (before: boolean) => void;
}

/** Faults in a row, from the first grading on, after which it is not the submissions but the machine. */
const HOPELESS = 10;
const PATIENCE_MS = 500;

/** @throws the reason of the stop; the first fault when nothing at all can be graded; what `emit` throws */
export async function runBatch(options: BatchOptions): Promise<void> {
  const { signal } = options.stop;
  // What listing the submissions and reading earlier records left behind.
  collectGarbage();
  const emit = async (item: Item) => {
    signal.throwIfAborted();
    await options.emit(item);
  };
  const queue = new Queue<Item>(emit, { sorted: options.sorted, room: 4 * options.jobs + 16 });
  const tasks = listTasks(options);
  const hope = { faults: 0 };
  const work = async () => {
    for (let next = await tasks.next(); !next.done; next = await tasks.next()) {
      signal.throwIfAborted();
      const { index, run } = next.value;
      const item = await run();
      signal.throwIfAborted();
      await queue.put(index, item);
      if (item.is !== "fault") hope.faults = Number.NEGATIVE_INFINITY;
      else if (++hope.faults >= HOPELESS) throw item.fault;
    }
  };
  const lanes = Array.from({ length: options.jobs }, work);
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    await Promise.race([Promise.all(lanes), stopped]);
  } catch (error) {
    options.stop.abort(error);
    // What is being written is written to its end, unless its reader has stopped reading.
    await Promise.race([queue.idle(), pause(PATIENCE_MS, undefined, { ref: false })]);
    throw error;
  } finally {
    for (const promise of [...lanes, stopped]) promise.catch(() => {});
  }
}

interface Task {
  /** Counts from 0. */
  readonly index: number;
  readonly run: () => Promise<Item>;
}

/** What is to do, in the order of the input. A submission is opened when its turn comes, and closed after its last grading. */
async function* listTasks(options: BatchOptions): AsyncGenerator<Task> {
  const { submissions, asked, temporary, isDone, isWhollyDone, onSubmission, tell } = options;
  let index = 0;
  for (const [i, submission] of submissions.entries()) {
    if (isWhollyDone(i)) {
      onSubmission(true);
      continue;
    }
    const opened = await openSubmission(submission, asked, temporary).catch((error: unknown) => {
      const { name } = submission;
      const kata = submission.what.is === "attempt" ? submission.what.kata : asked.chosen;
      return unopened({ name, place: [i, 0], kata }, error);
    });
    if ("is" in opened) {
      yield { index: index++, run: async () => opened };
      onSubmission(false);
      continue;
    }
    for (const line of opened.leftOut) tell(line);
    const todo = opened.gradings
      .map((grading, j) => ({ grading, place: [i, j] as const }))
      .filter(({ grading }) => !isDone(grading.name));
    const release = releaseAfter(todo.length, opened, () => onSubmission(false));
    for (const one of todo) yield { index: index++, run: () => gradeOne(options.grader, one).finally(release) };
  }
}

/** @returns what is called after each grading; after the last, what was unpacked goes */
function releaseAfter(count: number, opened: Opened, onSubmission: () => void): () => void {
  let left = count;
  const end = () => {
    opened.close();
    onSubmission();
  };
  if (left === 0) end();
  return () => {
    if (--left === 0) end();
  };
}

async function gradeOne(grader: Grader, { grading, place }: { grading: Grading; place: Place }): Promise<Item> {
  const outcome = await grader.grade(grading);
  const { name, kata } = grading;
  return outcome.result
    ? { is: "graded", name, kata, place, outcome }
    : { is: "fault", name, kata, place, fault: outcome.fault, outcome };
}

function unopened(of: Pick<Item, "name" | "place" | "kata">, error: unknown): Item {
  return error instanceof Unreadable
    ? { ...of, is: "unreadable", detail: error.message }
    : { ...of, is: "fault", fault: error };
}
