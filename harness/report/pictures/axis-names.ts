/** The names of a tensor's axes, where the skeleton says them and they fit the shape. */
import type { PartOutline } from "../../verdict.ts";

/** By the last name of a path: `params.W1` is called as `W1`. Null where nothing fits. */
export function axesFor(outline: PartOutline | undefined, path: string, shape: readonly number[]): string[] | null {
  const name = /[A-Za-z_$][\w$]*$/.exec(path)?.[0] ?? (path === "" ? "" : undefined);
  const axes = name === undefined ? undefined : outline?.axes.get(name);
  if (!axes || axes.length !== shape.length) return null;
  const lengths = new Map<string, number>();
  for (const [i, axis] of axes.entries()) {
    const digits = /^\d+$/.test(axis);
    if ((digits && Number(axis) !== shape[i]) || (lengths.get(axis) ?? shape[i]) !== shape[i]) return null;
    lengths.set(axis, shape[i]);
  }
  return [...axes];
}
