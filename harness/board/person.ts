/** Whose a submission is, by its path alone. */
import type { Entry } from "./entry.ts";
import type { BoardPolicy } from "./policy.ts";

/**
 * `students/ada/17-lstm`, `students/ada/17-lstm/attempt.ts` and, where no kata could be read, `students/ada` belong to ada; so does `ada.ts`.
 * @returns undefined when the path names nobody
 */
export function personOf(
  { submission, kata, separators }: Pick<Entry, "submission" | "kata" | "separators">,
  how: BoardPolicy["person"],
): string | undefined {
  const parts = submission.split(separators).filter((part) => part !== "" && part !== "." && part !== "..");
  if (how !== "folder") return parts.at(how.component);
  if (parts.at(-1) === "attempt.ts") parts.pop();
  const last = parts.at(-1);
  if (kata !== "" && (last === kata || last === `${kata}.ts`)) parts.pop();
  return parts.at(-1)?.replace(/(?<=.)\.ts$/, "");
}
