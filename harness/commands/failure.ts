/** Failures as a person reads them: what happened, then what to do; never a stack. */
import kleur from "kleur";
import { HarnessFault, UsageError } from "../fault.ts";

export const EXIT = { ok: 0, notFullMarks: 1, misuse: 2, fault: 3 } as const;

/** Prints a failure and returns the exit status that it means. */
export function tellFailure(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${kleur.red("✗")} ${error.message}\n  ${error.remedy}`);
    return EXIT.misuse;
  }
  if (error instanceof HarnessFault) {
    console.error(`${kleur.red("! Our fault, not yours:")} ${error.message}\n  ${error.remedy}`);
    return EXIT.fault;
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  console.error(
    `${kleur.red("! Our fault, not yours:")} ${message}\n  Please report it; KATA_DEBUG=1 shows where it happened.`,
  );
  if (process.env.KATA_DEBUG && stack) console.error(stack);
  return EXIT.fault;
}
