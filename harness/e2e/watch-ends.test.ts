/** The terminal around the watch screen: its size, its colours, and how it is left, whichever way the program ends. */
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { descendantsOf, endSessions, type Session, startWatch, whyNoTerminal } from "./session.ts";
import { attemptFile, cleanUp, FIRST, referenceOf, save, scratch, WITHOUT_HALF } from "./support.ts";

const [ALTERNATE, BACK, HIDE, SHOW] = ["\u001b[?1049h", "\u001b[?1049l", "\u001b[?25l", "\u001b[?25h"];

afterEach(async () => {
  await endSessions();
  cleanUp();
});

/** A session that shows a failing attempt. */
async function start(columns = 100, rows = 32, env: Record<string, string> = {}): Promise<Session> {
  const cwd = scratch();
  save(cwd, referenceOf(FIRST, WITHOUT_HALF));
  return startWatch({ cwd, columns, rows, env });
}

/** Of all that was drawn, no line is one that the window would have to break, and no screen is higher than it. */
function expectToFit(output: string, columns: number, rows: number): void {
  const [, ...screens] = Buffer.from(output, "latin1").toString("utf8").split("\u001b[H");
  expect(screens.length).toBeGreaterThan(0);
  for (const screen of screens) {
    const lines = screen.split("\u001b[J")[0].split("\r\n");
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect([line, stringWidth(line) <= columns]).toEqual([line, true]);
  }
}

describe.skipIf(whyNoTerminal())("size", () => {
  it.each([
    [40, 24],
    [40, 12],
    [30, 8],
    [20, 5],
    [200, 60],
  ])("%d × %d: nothing is wider or higher than the window", async (columns, rows) => {
    const watch = await start(columns, rows);
    // The waits let each screen be drawn; what counts is that none of them is too large, and that nothing crashed.
    for (const keys of ["h", "r", "\u001b[B", "s", " ", "q", "l", "lstm", "\u001b", "x", "n"]) {
      watch.type(keys);
      await pause(150);
    }
    watch.type("q");
    expect(await watch.ended).toBe(0);
    expectToFit(watch.output, columns, rows);
  });

  it("draws anew when the window changes", async () => {
    const watch = await start();
    // A title that ends at the window's edge, or stands alone in a low window, was drawn for just this window.
    for (const [columns, rows, title] of [
      [48, 40, /^01 · What is backpropagation\? {6}easy · 20 min\n/],
      [100, 32, /^01 · What is backpropagation\? {58}easy · 20 min\n/],
      [60, 12, /^01 · What is backpropagation\?\n/],
    ] as const) {
      watch.resize(columns, rows);
      const screen = await watch.see((text) => title.test(text) && text.trimEnd().endsWith("q quit"));
      expect(screen).toContain("score 60");
      expectToFit(watch.output.slice(watch.output.lastIndexOf("\u001b[H")), columns, rows);
    }
  });
});

describe.skipIf(whyNoTerminal())("colour", () => {
  const colours = (output: string) => [...output.matchAll(/\u001b\[([\d;]*)m/g)].map(([, code]) => code);

  it("is used in a terminal", async () => {
    const { output } = await start();
    expect(colours(output)).toEqual(expect.arrayContaining(["31", "32", "33"]));
  });

  it.each<Record<string, string>>([{ NO_COLOR: "1" }, { TERM: "dumb" }])("is not used with %j", async (env) => {
    const watch = await start(100, 32, env);
    await watch.press("h", "Hint 1 of 3");
    await watch.press("s", "scroll · q back");
    expect(colours(watch.output)).toEqual([]);
  });
});

describe.skipIf(whyNoTerminal())("the end", () => {
  it.each<[string, (watch: Session) => void]>([
    ["q", (watch) => watch.type("q")],
    ["Ctrl-C", (watch) => watch.type("\u0003")],
    ["Ctrl-C in the list", (watch) => watch.type("l\u0003")],
    ["SIGTERM", (watch) => process.kill(watch.pid, "SIGTERM")],
    ["SIGINT", (watch) => process.kill(watch.pid, "SIGINT")],
    ["SIGHUP", (watch) => process.kill(watch.pid, "SIGHUP")],
  ])("%s leaves the terminal as it was and no process behind", async (_, end) => {
    const watch = await start();
    const { pid } = watch;
    const processes = descendantsOf(pid);
    expect(processes.length).toBeGreaterThan(0);
    expect(watch.terminal.buffer.active.type).toBe("alternate");
    end(watch);
    expect(await watch.ended).toBe(0);
    expect(watch.terminal.buffer.active.type).toBe("normal");
    expect(watch.text.trim()).toBe("");
    const order = [ALTERNATE, HIDE, SHOW, BACK].map((code) => watch.output.lastIndexOf(code));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
    await expectGone([pid, ...processes]);
    expect(watch.output).not.toContain("    at ");
  });

  it("during a grading ends the attempt's process too", async () => {
    const watch = await start();
    save(watch.cwd, referenceOf(FIRST, ["return 0.5 * (a - y) ** 2", "for (;;);"]));
    await watch.see("grading …");
    const processes = descendantsOf(watch.pid);
    watch.type("q");
    expect(await watch.ended).toBe(0);
    await expectGone(processes);
    expect(readFileSync(attemptFile(watch.cwd), "utf8")).toContain("for (;;);");
  });

  it("killed outright leaves no process behind either", async () => {
    const watch = await start();
    const processes = descendantsOf(watch.pid);
    process.kill(watch.pid, "SIGKILL");
    await watch.ended;
    await expectGone(processes);
  });
});

/** The system takes a moment to bury a process that was killed; zombies of a missing reaper count as gone. */
async function expectGone(pids: readonly number[]): Promise<void> {
  const living = () => pids.filter((pid) => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(statusOf(pid)));
  for (let i = 0; i < 100 && living().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(living()).toEqual([]);
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "State: Z";
  }
}
