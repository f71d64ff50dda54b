/** Gradings alone, for a server elsewhere: any number of these on any number of machines. */
import { hostname } from "node:os";
import type { Store } from "../store/driver.ts";
import { ServerClock } from "./clock.ts";
import { Grader } from "./grader/grader.ts";
import { type Graded, Grading } from "./grading.ts";
import { STOP_MS } from "./limits.ts";

const CLOCK_MS = 10_000;

export interface WorkerOptions {
  readonly store: Store;
  readonly packs?: readonly string[];
  readonly jobs: number;
  readonly unsafe?: boolean;
  readonly onEnd: (how: Graded, error?: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** @returns what ends it: what is under way is finished, or handed back @throws UsageError, HarnessFault */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { store, packs, jobs, unsafe, onEnd, onError } = options;
  const clock = await ServerClock.start(() => store.now());
  const grader = await Grader.start({ packs, waiting: jobs + 2, unsafe });
  const timer = setInterval(() => clock.check().catch(onError), CLOCK_MS);
  const grading = new Grading({ store, clock }, grader, {
    worker: `${hostname()}:${process.pid}`,
    places: jobs,
    onEnd: (how, _job, error) => onEnd(how, error),
    onError,
  });
  return {
    async stop() {
      clearInterval(timer);
      await grading.stop(STOP_MS);
      await grader.close();
    },
  };
}
