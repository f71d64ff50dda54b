/**
 * The process of the twins: opens one backend of tfjs, once, and computes what its parent asks, one call after the other. A driver that crashes takes
 * this process along and nobody else. Ends with its parent.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Tfjs from "katagrad/tfjs";
import { loadModules } from "../catalog/load.ts";
import { built } from "../paths.ts";
import { materialize } from "../rng.ts";
import type { BackendChoice, BackendName, Compute, Missing, Reply } from "./protocol.ts";

type Twin = (...args: unknown[]) => unknown;

const require = createRequire(import.meta.url);
const tf: typeof Tfjs = require(built("tfjs.cjs"));

const twins = new Map<string, Promise<Record<string, unknown>>>();

function say(reply: Reply): void {
  process.send?.(reply);
}

async function open(choice: BackendChoice): Promise<Tfjs.OpenBackend | undefined> {
  const missing: Missing[] = [];
  const names: readonly BackendName[] = choice === "auto" ? ["webgpu", "cpu"] : [choice];
  for (const name of names) {
    try {
      const wasm = `${join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist")}/`;
      const backend = await tf.openBackend(name, wasm);
      say({ type: "ready", backend: backend.info, missing });
      return backend;
    } catch (error) {
      if (!(error instanceof tf.BackendMissing)) throw error;
      missing.push({ backend: error.backend, reason: error.reason, message: error.message });
    }
  }
  say({ type: "missing", missing });
  return undefined;
}

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

async function serve(): Promise<void> {
  const backend = await open((process.argv[2] ?? "auto") as BackendChoice);
  if (!backend) return process.disconnect?.();
  let turn: Promise<void> = Promise.resolve();
  process.on("message", (asked: Compute) => {
    turn = turn.then(async () => {
      const { id } = asked;
      try {
        say({ type: "value", id, value: await compute(asked, backend) });
      } catch (error) {
        say({ type: "failed", id, message: (error as Error).message });
      }
    });
  });
  process.on("disconnect", () => {
    backend.close();
    // What a driver leaves open must not keep us here.
    process.exit(0);
  });
}

void serve();
