/** The order in which katas build on each other. */
import { HarnessFault } from "../fault.ts";

interface Step {
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  readonly requires?: readonly string[];
}

/**
 * Every kata after those that it requires; where nothing decides, by number.
 * @throws HarnessFault when a requirement is no kata, or requirements go in a circle
 */
export function learningPath<Kata extends Step>(katas: readonly Kata[]): Kata[] {
  const slugs = new Set(katas.map(({ slug }) => slug));
  for (const { id, requires = [] } of katas)
    for (const slug of requires)
      if (!slugs.has(slug))
        throw new HarnessFault(
          `${id} requires "${slug}", which is no kata.`,
          "Name katas by their slug: `lstm` for 17-lstm.",
        );
  const path: Kata[] = [];
  const done = new Set<string>();
  let left = katas.toSorted((a, b) => a.number - b.number);
  while (left.length > 0) {
    const next = left.find(({ requires = [] }) => requires.every((slug) => done.has(slug)));
    if (!next)
      throw new HarnessFault(
        `The requirements of ${left.map(({ id }) => id).join(", ")} go in a circle.`,
        "Take one out of `requires` in a kata.ts.",
      );
    path.push(next);
    done.add(next.slug);
    left = left.filter((kata) => kata !== next);
  }
  return path;
}
