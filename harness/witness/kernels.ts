/** Runs candidates' compute kernels on the webgpu backend, in a process of their own, within limits of time and memory. */
import { readFileSync } from "node:fs";
import type { KernelLaunch } from "../grading.ts";
import type { Text } from "../kata.ts";
import { explained, whyMissing } from "./missing.ts";
import type { KernelReply, RunKernel, WgslProblem } from "./protocol.ts";
import { Died, WorkerProcess } from "./worker-process.ts";

/** One kernel: its validation, its compilation, its run. A software adapter needs the most. */
export const KERNEL_MS = 5_000;
/** Resident memory of the process, its driver and its compiler included. */
const MEMORY_BYTES = 3 * 2 ** 30;
const LOOK_MS = 100;
/** Sources beyond are not for a person to have written. */
export const WGSL_CHARACTERS = 65_536;

export type KernelOutcome =
  | { readonly outcome: "value"; readonly value: unknown }
  | { readonly outcome: "rejected"; readonly problem: WgslProblem }
  | { readonly outcome: "time-limit" }
  | { readonly outcome: "memory-limit" }
  | { readonly outcome: "ended-early"; readonly message: string }
  | { readonly outcome: "unavailable"; readonly why: Text };

type Worker = WorkerProcess<RunKernel, KernelReply>;

/** Opened at the first kernel, so that whoever grades none pays nothing. */
export class Kernels {
  #worker: Promise<Worker | Text> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #running = false;

  /** Never throws because of the shader. */
  run(source: string, launch: KernelLaunch): Promise<KernelOutcome> {
    const outcome = this.#turn.then(() => this.#run(source, launch));
    this.#turn = outcome.catch(() => {});
    return outcome;
  }

  /** A kernel that is under way is given up. */
  async close(): Promise<void> {
    const worker = await this.#worker;
    if (worker instanceof WorkerProcess) {
      if (this.#running) worker.kill("closed");
      await worker.end();
    }
    this.#worker = undefined;
  }

  async #run(source: string, launch: KernelLaunch): Promise<KernelOutcome> {
    this.#worker ??= start();
    const worker = await this.#worker;
    if (!(worker instanceof WorkerProcess)) return { outcome: "unavailable", why: worker };
    const watch = setInterval(() => {
      if (residentBytes(worker.pid) > MEMORY_BYTES) worker.kill("memory");
    }, LOOK_MS);
    this.#running = true;
    try {
      const reply = await worker.call({ source, launch }, KERNEL_MS);
      if (reply.type === "value") return { outcome: "value", value: nested(reply.value, launch.result.shape) };
      if (reply.type === "rejected") return { outcome: "rejected", problem: reply.problem };
      return { outcome: "ended-early", message: reply.type === "failed" ? reply.message : "it gave no answer" };
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#worker = undefined;
      if (error.because === "time") return { outcome: "time-limit" };
      if (error.because === "memory") return { outcome: "memory-limit" };
      return { outcome: "ended-early", message: error.message };
    } finally {
      this.#running = false;
      clearInterval(watch);
    }
  }
}

/** The worker with its device; or why there is none. */
async function start(): Promise<Worker | Text> {
  const worker: Worker = new WorkerProcess("kernel-worker.js", []);
  try {
    const reply = await worker.opened;
    if (reply.type === "ready") return worker;
    await worker.end();
    return reply.type === "missing" ? whyMissing(explained(reply.missing[0], worker.stderr)) : NO_START;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return {
      en: `the process of the webgpu backend does not start (${error.message})`,
      zh: `webgpu 后端进程无法启动（${error.message}）`,
    };
  }
}

const NO_START: Text = { en: "the webgpu backend does not start", zh: "webgpu 后端无法启动" };

/** 0 where the system does not tell. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}

/** Numbers in row-major order as a nested array; whatever the buffer has beyond the shape is filling. */
function nested(numbers: readonly number[], shape: readonly number[]): unknown {
  let next = 0;
  const build = (axis: number): unknown =>
    axis === shape.length ? numbers[next++] : Array.from({ length: shape[axis] }, () => build(axis + 1));
  return build(0);
}
