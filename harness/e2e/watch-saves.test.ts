/** However an editor saves, the newest content is graded, and no save is lost. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endSessions, type Session, startWatch, whyNoTerminal } from "./session.ts";
import { attemptFile, cleanUp, FIRST, kata, kataIds, referenceOf, save, scratch, WITHOUT_HALF } from "./support.ts";

const [, SECOND] = kataIds();
const RIGHT = referenceOf(FIRST);
const WRONG = referenceOf(FIRST, WITHOUT_HALF);

let cwd: string;
let watch: Session;

beforeEach(async () => {
  cwd = scratch();
});
afterEach(async () => {
  await endSessions();
  cleanUp();
});

async function start(...args: string[]): Promise<void> {
  watch = await startWatch({ cwd, args: ["watch", ...args] });
}

describe.skipIf(whyNoTerminal()).each([
  ["by file events", []],
  ["by looking, with --poll", ["--poll"]],
])("saves are noticed %s", (_, args) => {
  it("in place, by rename, and after the file was gone", async () => {
    await start(...args);
    save(cwd, WRONG);
    await watch.see("score 60");
    const file = attemptFile(cwd);
    writeFileSync(`${file}.tmp`, RIGHT);
    renameSync(`${file}.tmp`, file);
    await watch.see("score 100");
    rmSync(file);
    await watch.see("attempt.ts is not there.");
    save(cwd, WRONG);
    await watch.see("score 60");
    expect(watch.text).toContain("→ The factor ½ is missing from the loss.");
  });
});

describe.skipIf(whyNoTerminal())("a save is not lost", () => {
  it.each([5, 30])("when a second write follows after %d ms: the last content counts", async (ms) => {
    await start();
    for (const [last, score] of [
      [RIGHT, "score 100"],
      [WRONG, "score 60"],
      [RIGHT, "score 100"],
    ]) {
      save(cwd, "export function forward( {");
      await pause(ms);
      save(cwd, last);
      await watch.see(score);
    }
  });

  it("when the file is first emptied, as some editors do", async () => {
    await start();
    save(cwd, "");
    save(cwd, RIGHT);
    await watch.see("score 100");
  });

  it("when it comes during a grading", async () => {
    await start();
    const slow = referenceOf(FIRST, [
      "const z = x.reduce",
      "for (const end = Date.now() + 500; Date.now() < end; );\n  const z = x.reduce",
    ]);
    save(cwd, slow);
    await watch.see("grading …");
    save(cwd, WRONG);
    await watch.see((screen) => screen.includes("score 60") && !screen.includes("grading …"));
    save(cwd, RIGHT);
    await watch.see("score 100");
  });

  it("when another file of the attempt is saved with it, or alone", async () => {
    await start();
    const [first, rest] = RIGHT.split("export function squaredError");
    const helper = (factor: number) => `export const half = ${factor};\n`;
    const attempt = `import { half } from "./parts/half.ts";\n${first}export function squaredError${rest.replace("return 0.5", "return half")}`;
    save(cwd, "", { name: "readme.md" });
    save(cwd, helper(0.5), { id: `${FIRST}/parts`, name: "half.ts" });
    save(cwd, attempt);
    await watch.see("score 100");
    save(cwd, helper(1), { id: `${FIRST}/parts`, name: "half.ts" });
    await watch.see("score 60");
    save(cwd, helper(0.5), { id: `${FIRST}/parts`, name: "half.ts" });
    save(cwd, `${attempt}// and this one\n`);
    await watch.see("score 100");
  });
});

describe.skipIf(whyNoTerminal())("what a save shows", () => {
  it("a compile error with its line, and then the verdict of the mended file", async () => {
    await start();
    save(cwd, "export const one = 1;\n  const two = = 2;\n");
    const screen = await watch.see("does not compile");
    expect(screen).toMatch(/Unexpected "="\n +at attempt\.ts:2:15\n +2 │ {3}const two = = 2;\n +\^/);
    save(cwd, RIGHT);
    expect(await watch.see("score 100")).not.toContain("does not compile");
  });

  it("an import that is not allowed, a loop without end, and a flood of output", async () => {
    await start();
    save(cwd, `import "node:fs";\n${RIGHT}`);
    await watch.see('"node:fs" cannot be imported');
    save(cwd, referenceOf(FIRST, ["return 0.5 * (a - y) ** 2", "for (;;);"]));
    await watch.see("This case did not finish within 1000 ms.");
    save(
      cwd,
      referenceOf(FIRST, [
        "return 0.5 *",
        'for (let i = 0; i < 1e4; i++) console.log("\\u001b[31mred " + i);\n  return 0.5 *',
      ]),
    );
    const screen = await watch.see("printed by your code");
    expect(screen).toMatch(/│ …\n│ /);
    expect(watch.output).not.toContain("\u001b[31mred");
  });

  it("a notice when it is another kata than the one shown, which stays", async () => {
    await start();
    save(cwd, referenceOf(SECOND), { id: SECOND });
    const screen = await watch.see(`You saved ${SECOND}: score 100.`);
    expect(screen).toMatch(/^01 · /);
    expect(screen).toContain(`1 of ${kataIds().length} katas passed`);
    save(cwd, WRONG);
    expect(await watch.see("score 60")).not.toContain("You saved");
  });

  it("a fault of ours as a notice with its remedy, and goes on when it is mended", async () => {
    await kata(["dev", "new", "91-sample", "--into", "pack"], { cwd });
    watch = await startWatch({ cwd, args: ["--pack", "pack", "watch", SECOND] });
    await watch.press("l", "type to search");
    await watch.press("91\r", /expected\.json is missing\.\s+Run `kata dev fixtures\s+91-sample --pack pack`/);
    await kata(["dev", "fixtures", "91", "--pack", "pack"], { cwd });
    await watch.press("\r", "score 0");
  });
});
