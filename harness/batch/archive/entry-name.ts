/** What the name of an archive's entry may say. It comes from outside, and systems read it in different ways: only plain relative paths are taken. */
import { printable } from "../../text.ts";
import { Unreadable } from "./unreadable.ts";

const STEPS = 32;
const STEP_BYTES = 255;

/** The steps of a relative path, without `.` and empty ones. @throws Unreadable when the name leads out of its folder or may on some system */
export function stepsOf(name: string): string[] {
  const refuse = (why: string) => new Unreadable(`It has an entry "${printable(name, 120)}", ${why}. Pack it anew.`);
  if (name.includes("\u0000")) throw refuse("which has a NUL in its name");
  if (name.includes("\\")) throw refuse("which has a backslash in its name");
  if (name.startsWith("/")) throw refuse("an absolute path");
  if (/^[A-Za-z]:/.test(name)) throw refuse("a path with a drive");
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  if (steps.includes("..")) throw refuse("which leads out of its folder");
  return steps;
}

/** Whether every system can have the path, and no system takes it for another. */
export function isPortable(steps: readonly string[]): boolean {
  return steps.length <= STEPS && steps.every(isPortableStep);
}

/** The same for two names that some system takes for one: it minds neither case nor how a character is composed. */
export function collisionKey(steps: readonly string[]): string {
  return steps.join("/").normalize("NFKC").toUpperCase().toLowerCase();
}

function isPortableStep(step: string): boolean {
  return (
    Buffer.byteLength(step) <= STEP_BYTES &&
    !/[\u0000-\u001f\u007f<>:"|?*]|[. ]$/.test(step) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(step)
  );
}
