/** What the workers have in common: a backend of tfjs, opened once; questions in, answers out, one after the other; an end with the parent. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Tfjs from "katagrad/tfjs";
import { built } from "../paths.ts";
import type { Asked, BackendChoice, BackendName, Missing, OpenReply } from "./protocol.ts";

const require = createRequire(import.meta.url);

export const tf: typeof Tfjs = require(built("tfjs.cjs"));

/** Answers until the parent is gone. What `answer` throws is told as `failed`. */
export async function serve<What, Answer extends object>(
  choice: BackendChoice,
  answer: (asked: What, backend: Tfjs.OpenBackend) => Promise<Answer>,
): Promise<void> {
  const backend = await open(choice);
  if (!backend) return process.disconnect?.();
  void backend.lost?.then(() => {
    console.error("the graphics device was lost: its driver gave up, most often because something ran too long");
    process.exit(1);
  });
  let turn: Promise<void> = Promise.resolve();
  process.on("message", (asked: Asked<What>) => {
    turn = turn.then(async () => {
      const { id } = asked;
      try {
        say({ id, ...(await answer(asked, backend)) });
      } catch (error) {
        say({ id, type: "failed", message: (error as Error).message });
      }
    });
  });
  process.on("disconnect", () => {
    backend.close();
    // What a driver leaves open must not keep us here.
    process.exit(0);
  });
}

async function open(choice: BackendChoice): Promise<Tfjs.OpenBackend | undefined> {
  const missing: Missing[] = [];
  const names: readonly BackendName[] = choice === "auto" ? ["webgpu", "cpu"] : [choice];
  for (const name of names) {
    try {
      const wasm = `${join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist")}/`;
      const backend = await tf.openBackend(name, wasm);
      say({ type: "ready", backend: backend.info, missing } satisfies OpenReply);
      return backend;
    } catch (error) {
      if (!(error instanceof tf.BackendMissing)) throw error;
      missing.push({ backend: error.backend, reason: error.reason, message: error.message });
    }
  }
  say({ type: "missing", missing } satisfies OpenReply);
  return undefined;
}

function say(reply: object): void {
  process.send?.(reply);
}
