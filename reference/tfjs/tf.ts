/**
 * TensorFlow.js as the twins see it, `import * as tf from "katagrad/tfjs"`: its core with chained methods, every gradient, our repairs of the
 * wrong ones, and the backends. The build bundles it once, because tfjs-core registers no gradients in Node by itself.
 */
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { registerRepairs } from "./repairs.ts";

registerRepairs();

export * from "@tensorflow/tfjs-core";
export { type BackendInfo, BackendMissing, type BackendName, type OpenBackend, openBackend } from "./backend.ts";
export { alongAxis } from "./linear-maps.ts";
export { namedTensorFunction } from "./objectives.ts";
export { type Awaitable, readResult } from "./results.ts";
