/** What a part was called with, for whoever asks to see a case. */
import { type Kata, parametersOf } from "../catalog/catalog.ts";
import { valueLines } from "../report/numbers.ts";
import type { Paint } from "../report/paint.ts";
import type { Words } from "../words/words.ts";
import type { Grader } from "./grader.ts";

/** The arguments of a case, each with the name that the statement gives it. */
export async function argumentLines(
  grader: Grader,
  kata: Kata,
  part: string,
  name: string,
  { words, paint }: { readonly words: Words; readonly paint: Paint },
): Promise<string[]> {
  const args = await grader.argumentsOf(kata, part, name);
  const names = parametersOf(kata, part);
  return args.flatMap((value, i) => [
    paint.dim(words.argument(names.length === args.length ? names[i] : i + 1)),
    ...valueLines(value).map((line) => `  ${line}`),
  ]);
}
