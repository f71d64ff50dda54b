/** What a twin returns: tensors where its part returns numbers, in the same objects and arrays. */
import { Tensor } from "@tensorflow/tfjs-core";

export type Awaitable<T> = T | Promise<T>;

/** The plain numbers and nested arrays behind a twin's result. Asynchronous reads only: a GPU has no others in Node. */
export async function readResult(given: unknown): Promise<unknown> {
  const result = await given;
  if (result instanceof Tensor) {
    if (result.size === 0) return empty(result.shape);
    return result.dtype === "bool" ? truths(await result.array()) : result.array();
  }
  if (Array.isArray(result)) return Promise.all(result.map(readResult));
  if (typeof result !== "object" || result === null) return result;
  const entries = Object.entries(result).map(async ([key, value]) => [key, await readResult(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** The nested array of a shape without entries: [3, 0] is three empty rows, which tfjs forgets. */
function empty([length, ...rest]: readonly number[]): unknown {
  return Array.from({ length }, () => (rest.length === 0 ? 0 : empty(rest)));
}

/** tfjs gives booleans as 0 and 1. */
function truths(value: unknown): unknown {
  return Array.isArray(value) ? value.map(truths) : value === 1;
}
