/** State outside of what draws it: a model changes and says so; whatever shows it draws again. */
import { useLayoutEffect, useReducer } from "preact/hooks";

export class Model {
  readonly #listeners = new Set<() => void>();

  /** @returns how to stop listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Draws again whenever the model changes. */
export function useModel<One extends Model>(model: One): One {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  // At once: what changes before the first paint must not be missed.
  useLayoutEffect(() => model.subscribe(() => draw(undefined)), [model]);
  return model;
}
