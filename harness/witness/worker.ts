/**
 * The process of the twins: opens one backend of tfjs, once, and computes what its parent asks, one call after the other. A driver that crashes takes
 * this process along and nobody else.
 */
import type * as Tfjs from "katagrad/tfjs";
import { loadModules } from "../catalog/load.ts";
import { materialize } from "../rng.ts";
import type { BackendChoice, Compute } from "./protocol.ts";
import { serve, tf } from "./serve.ts";

type Twin = (...args: unknown[]) => unknown;

const twins = new Map<string, Promise<Record<string, unknown>>>();

/** Calls a twin and reads its result; every tensor that it made on the way is freed. */
async function compute({ file, part, args }: Compute, backend: Tfjs.OpenBackend): Promise<unknown> {
  const twin = (await modulesOf(file))[part] as Twin | undefined;
  if (typeof twin !== "function") throw new Error(`${file} exports no function ${part}`);
  const engine = tf.engine();
  engine.startScope();
  try {
    const value = await tf.readResult(await twin(...materialize(args, tf.namedTensorFunction)));
    await backend.settle();
    return value;
  } finally {
    engine.endScope();
  }
}

function modulesOf(file: string): Promise<Record<string, unknown>> {
  const known = twins.get(file) ?? loadModules([file]).then((loaded) => loaded.get(file)!.exports);
  twins.set(file, known);
  return known;
}

void serve((process.argv[2] ?? "auto") as BackendChoice, async (asked: Compute, backend) => {
  try {
    return { type: "value", value: await compute(asked, backend) };
  } catch (error) {
    const { message } = error as Error;
    if (/^Kernel '\w+' not registered for backend/.test(message)) return { type: "unsupported", message };
    throw error;
  }
});
