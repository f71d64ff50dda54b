/** The watch screen in a real pseudo-terminal: what it shows, its keys, and what it remembers. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endSessions, type Session, startWatch, whyNoTerminal } from "./session.ts";
import {
  attemptFile,
  cleanUp,
  FIRST,
  kataIds,
  progressOf,
  referenceOf,
  save,
  scratch,
  WITHOUT_HALF,
  WRONG_FOR_FIVE,
} from "./support.ts";

const missing = whyNoTerminal();
if (missing) console.log(`The watch tests are skipped: ${missing}.`);

const [ENTER, ESCAPE, DOWN, UP, HOME, END] = ["\r", "\u001b", "\u001b[B", "\u001b[A", "\u001b[H", "\u001b[F"];
const [, SECOND] = kataIds();

let cwd: string;
let watch: Session;

beforeEach(() => {
  cwd = scratch();
});
afterEach(async () => {
  await endSessions();
  cleanUp();
});

async function start(...args: string[]): Promise<string> {
  watch = await startWatch({ cwd, args: ["watch", ...args] });
  return watch.text;
}

/** The first line of a kata's screen. */
const title = (id: string) => new RegExp(`^${id.slice(0, 2)} · `);

describe.skipIf(missing)("the screen", () => {
  it("shows the kata, where its files lie, the progress, each part and the keys", async () => {
    const screen = await start();
    expect(screen).toMatch(/^01 · What is backpropagation\? +easy · 20 min\n/);
    expect(screen).toContain(`your file  attempts/${FIRST}/attempt.ts`);
    expect(screen).toMatch(new RegExp(`statement  \\S+katas/${FIRST}/README.md`));
    expect(screen).toContain(`0 of ${kataIds().length} katas passed`);
    expect(screen).toMatch(/○ forward +0\/2 {2}not implemented/);
    expect(screen).toContain("n next  p previous  l list  h hint  a run all  r reveal  x reset  s statement  q quit");
    expect(readdirSync(join(cwd, "attempts")).filter((name) => /^\d/.test(name))).toEqual(kataIds());
  });

  it("shows a wrong value with its diagnosis, numbers and difference", async () => {
    save(cwd, referenceOf(FIRST, WITHOUT_HALF));
    const screen = await start();
    expect(screen).toMatch(/✗ squaredError +0\/1 {2}wrong value, 0 of \d+ cases/);
    expect(screen).toMatch(/The result is 1\.36983 where 0\.684914 is expected, allowed/);
    expect(screen).toContain("→ The factor ½ is missing from the loss.");
    expect(screen).toMatch(/- expected 0\.684914\n +\+ got +1\.36983/);
  });

  it("shows the line that threw, what the code printed, and what TypeScript says", async () => {
    save(
      cwd,
      'export function forward(x: number[]): number {\n  console.log("called with", x.length);\n  const n: string = x.length;\n  throw new RangeError("out of ideas");\n}\n',
    );
    await start();
    const screen = await watch.see("1 type error");
    expect(screen).toContain(
      'RangeError: out of ideas\n    at attempt.ts:4:9\n    4 │   throw new RangeError("out of ideas");',
    );
    expect(screen).toMatch(/printed by your code\n│ called with \d/);
    expect(screen).toContain("attempt.ts:3:9 Type 'number' is not assignable to type 'string'. TS2322");
  });

  it("speaks Chinese with --lang zh", async () => {
    const screen = await start("--lang", "zh");
    expect(screen).toMatch(/^01 · 什么是反向传播？ +简单 · 20 分钟/);
    expect(screen).toContain("尚未实现");
    expect(screen).toContain("h 提示");
    await watch.press("h", "forward 的提示 1 / 3");
  });
});

describe.skipIf(missing)("keys", () => {
  it("n and p go to the next kata and back, and stop at the ends", async () => {
    await start();
    await watch.press("p", "This is the first kata.");
    await watch.press("n", title(SECOND));
    await watch.press("p", title(FIRST));
    const last = kataIds().at(-1)!;
    await watch.press("l", "type to search");
    await watch.press(`${last}${ENTER}`, title(last));
    const screen = await watch.press("n", "This is the last kata.");
    expect(screen).not.toContain("You saved");
  });

  it("l lists, searches and goes; Escape stays", async () => {
    await start();
    expect(await watch.press("l", "type to search")).toContain(`› ○ ${FIRST}`);
    await watch.press(DOWN, `› ○ ${SECOND}`);
    await watch.press(UP, `› ○ ${FIRST}`);
    expect(await watch.press("lstm", "/ lstm")).not.toContain(FIRST);
    await watch.press("zz", "No kata has that in its name.");
    await watch.press("\u007f\u007f", /\/ lstm▏\n\n› ○ 17-lstm/);
    await watch.press(ESCAPE, title(FIRST));
    await watch.press("l", "/ ▏");
    await watch.press(`17${ENTER}`, /^17 · .*score 0/s);
    expect(progressOf(cwd).current).toBe("17-lstm");
  });

  it("h shows one more hint each time, for the first part that is not passed", async () => {
    await start();
    expect(await watch.press("h", "Hint 1 of 3 for forward")).not.toContain("Hint 2");
    await watch.press("h", "Hint 2 of 3 for forward");
    await watch.press("h", "Hint 3 of 3 for forward");
    await watch.press("h", "There are no more hints for forward.");
    expect(progressOf(cwd).katas[FIRST].hints).toEqual({ forward: 3 });
    save(cwd, referenceOf(FIRST, WITHOUT_HALF));
    await watch.see("score 60");
    await watch.press("h", "Hint 1 of 3 for squaredError");
  });

  it("r shows the arguments and the numbers of the first case that fails", async () => {
    save(cwd, referenceOf(FIRST, WRONG_FOR_FIVE));
    expect(await start()).toMatch(/hidden case “five inputs”.*press r\./s);
    const screen = await watch.press("r", "forward, case “five inputs”");
    expect(screen).toMatch(/argument x\n +\[-?[\d.]+, /);
    expect(screen).toMatch(/- expected a [\d.]+\n *\+ got +a [\d.]+/);
    save(cwd, referenceOf(FIRST));
    await watch.see("score 100");
    await watch.press("r", "No case has failed: there is nothing to reveal.");
  });

  it("x asks; n leaves the attempt alone, y keeps it as a backup", async () => {
    save(cwd, "// mine\n");
    await start();
    await watch.press("x", "Put the skeleton in place of");
    await watch.press("n", "Nothing was changed.");
    expect(readFileSync(attemptFile(cwd), "utf8")).toBe("// mine\n");
    await watch.press("x", "(y/n)");
    const backup = `attempts/${FIRST}/attempt.backup-1.ts`;
    await watch.press("y", (screen) => screen.includes("not implemented") && screen.includes(`kept as ${backup}`));
    expect(readFileSync(join(cwd, backup), "utf8")).toBe("// mine\n");
    expect(readFileSync(attemptFile(cwd), "utf8")).toContain("not implemented");
  });

  it("s shows the statement, which scrolls; q goes back and ends nothing", async () => {
    await start();
    expect(await watch.press("s", "scroll · q back")).toMatch(/^01 · What is backpropagation\?\n═+\n\nThe question/);
    await watch.press(" ", /^↑ \+\d+\n.*↓ \+\d+\n/s);
    await watch.press(END, (screen) => !screen.includes("↓ +"));
    await watch.press(HOME, /^01 · /);
    await watch.press("q", "q quit");
  });

  it("a grades every kata and says how many pass; a control key does nothing", async () => {
    save(cwd, referenceOf(SECOND), { id: SECOND });
    await start();
    await watch.press("\u000c\u0001a", `All graded: 1 of ${kataIds().length} passed.`);
    expect(progressOf(cwd).katas[SECOND].passedAt).toMatch(/^\d{4}/);
  });
});

describe.skipIf(missing)("what is remembered", () => {
  it("stays on a kata that is passed, and finds kata, hints and passes again after a restart", async () => {
    await start();
    await watch.press("h", "Hint 1 of 3");
    save(cwd, referenceOf(FIRST));
    expect(await watch.see("score 100")).toMatch(/^01 · .*Passed\. Press n for the next kata\./s);
    await watch.press("h", "Every part has passed");
    await watch.press("n", title(SECOND));
    await watch.press("h", "Hint 1 of 3");
    watch.type("q");
    expect(await watch.ended).toBe(0);
    expect(await start()).toMatch(title(SECOND));
    expect(watch.text).toContain(`1 of ${kataIds().length} katas passed`);
    await watch.press("h", "Hint 2 of 3");
    expect(await watch.press("l", "type to search")).toContain(`✓ ${FIRST}`);
  });

  it("tells at the start that a damaged progress was kept aside", async () => {
    save(cwd, "// mine\n");
    writeFileSync(join(cwd, "attempts", ".progress.json"), "{ half");
    expect(await start()).toMatch(/^attempts\/\.progress\.json was damaged: it is kept as\s+attempts\/\S+/m);
  });
});
