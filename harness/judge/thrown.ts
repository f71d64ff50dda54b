/** What an attempt threw: its verdict, its message, and the line of the attempt that it comes from. */
import type { Compiled } from "../compile/compile.ts";
import type { ThrownText } from "../sandbox/child/realm.ts";
import { printable } from "../text.ts";
import type { Problem, Verdict } from "../verdict.ts";

const FRAME = /attempt\.js:(\d+):(\d+)/g;
/** V8's words when memory outside the heap is refused. */
const NO_MEMORY = /^Array buffer allocation failed|^ArrayBuffer\.prototype\.resize: Out of memory/;

export function verdictOfThrown({ name, message }: ThrownText): Verdict {
  if (/^not implemented/i.test(message)) return "not-implemented";
  return name === "RangeError" && NO_MEMORY.test(message) ? "memory-limit" : "threw";
}

/** The first frame of the stack that lies in the candidate's own source decides the line. */
export function problemOfThrown({ name, message, stack }: ThrownText, locate: Compiled["locate"]): Problem {
  const text = printable(name && !message.startsWith(name) ? `${name}: ${message}` : message || "(nothing)");
  for (const [, line, column] of stack.matchAll(FRAME)) {
    const at = locate(Number(line), Number(column));
    if (at) return { message: text, at };
  }
  return { message: text };
}
