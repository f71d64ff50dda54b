/**
 * Draws the picture of the terminal in the README: a real session of `kata watch` in a pseudo-terminal, a real attempt with a real mistake, and the
 * cells of the screen as an SVG. Run by hand after the screen has changed: `npm run picture`.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { endSessions, Session, whyNoTerminal } from "../harness/e2e/session.ts";
import { packageRoot } from "../harness/paths.ts";
import { KATA, mistakenAttempt } from "./pictures/mistaken-attempt.ts";
import { svgOf } from "./pictures/svg.ts";

const reason = whyNoTerminal();
if (reason) {
  console.error(`No picture: ${reason}.`);
  process.exit(1);
}

const home = mkdtempSync(join(tmpdir(), "katagrad-picture-"));
try {
  // A copy of the package, so that the paths on the screen are those that a newcomer sees.
  for (const name of ["dist", "katas", "reference", "fixtures", "harness", "package.json"])
    cpSync(join(packageRoot, name), join(home, name), { recursive: true });
  symlinkSync(join(packageRoot, "node_modules"), join(home, "node_modules"));
  const session = new Session({
    cwd: home,
    args: ["watch", KATA],
    cli: join(home, "dist", "cli.js"),
    columns: 100,
    rows: 40,
  });
  await session.see("not implemented");
  const attempt = join(home, "attempts", KATA, "attempt.ts");
  mkdirSync(dirname(attempt), { recursive: true });
  writeFileSync(attempt, await mistakenAttempt());
  await session.see("→");
  // The type checker's first answer, and a second grading whose time is that of a warm one.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  session.type("\r");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  writeFileSync(join(packageRoot, "scripts", "pictures", "watch.svg"), svgOf(session.terminal, "npm start"));
  console.log(session.text);
} finally {
  await endSessions();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
