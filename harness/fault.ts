/** Failures that are not the candidate's: thrown, told in one line with what to do next, and never scored. */

/** Our side failed: a damaged fixture, a sandbox that does not start, a full disk. Exit status 3. */
export class HarnessFault extends Error {
  override readonly name = "HarnessFault";
  constructor(
    message: string,
    /** What to do next, one sentence. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was used wrongly: an unknown kata, a path that is not there. Exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** A fault in the words of the operating system, with the cure for the code that it carries. */
export function faultOf(error: unknown, doing: string): HarnessFault {
  const { code, message } = error as NodeJS.ErrnoException;
  return new HarnessFault(
    `${doing}: ${message ?? String(error)}`,
    REMEDIES[code ?? ""] ?? "Try again; if it stays, report it.",
    {
      cause: error,
    },
  );
}

const REMEDIES: Record<string, string> = {
  ENOSPC: "The disk is full: free some space and try again; nothing was lost.",
  EDQUOT: "Your disk quota is used up: free some space and try again; nothing was lost.",
  EACCES: "Give yourself permission for that path, or choose another folder with --attempts.",
  EPERM: "Give yourself permission for that path, or choose another folder with --attempts.",
  EROFS: "That file system is read-only: choose another folder with --attempts.",
  EMFILE: "Too many files are open: close some programs or raise `ulimit -n`.",
  ENFILE: "Too many files are open on this machine: close some programs.",
};
