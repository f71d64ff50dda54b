/** `kata watch` in a pseudo-terminal: what a person types and sees. Knows nothing of the test runner. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import xterm from "@xterm/headless";
import { built } from "../paths.ts";
import { environment } from "./support.ts";

const SCREEN_MS = 10_000;

const sessions = new Set<Session>();

/** Ends every session that still runs. */
export async function endSessions(): Promise<void> {
  for (const session of sessions) await session.kill();
}

/** Starts `kata watch` and waits for its first verdict. */
export async function startWatch(options: SessionOptions): Promise<Session> {
  const session = new Session(options);
  await session.see(/(score|得分) \d/);
  return session;
}

/** Why no pseudo-terminal can be had here; undefined when it can. */
export function whyNoTerminal(): string | undefined {
  const { stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  return stdout?.includes("util-linux") ? undefined : "`script` of util-linux is not installed";
}

export interface SessionOptions {
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cli?: string;
}

/** `kata watch` in a pseudo-terminal, and what a person would see. */
export class Session {
  readonly terminal: xterm.Terminal;
  readonly cwd: string;
  /** Everything that was written to the terminal and that its screen shows by now. */
  output = "";
  /** Resolves with the exit status when the program has ended and its last words are on the screen. */
  readonly ended: Promise<number | null>;
  readonly #script: ChildProcess;
  #changed: () => void = () => {};

  constructor({ cwd, args = ["watch"], env, columns = 100, rows = 32, cli = built("cli.js") }: SessionOptions) {
    this.cwd = cwd;
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    const program = [process.execPath, cli, ...args].map((word) => `'${word}'`).join(" ");
    this.#script = spawn("script", ["-qefc", `stty cols ${columns} rows ${rows}; exec ${program}`, "/dev/null"], {
      cwd,
      env: { ...environment(env), SHELL: "/bin/sh" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    sessions.add(this);
    this.#script.stdin?.on("error", () => {});
    this.#script.stdout?.on("data", (chunk: Buffer) => {
      this.terminal.write(chunk, () => {
        this.output += chunk.toString("latin1");
        this.#changed();
      });
    });
    this.ended = new Promise((resolve) => {
      this.#script.on("close", (status) => {
        sessions.delete(this);
        this.terminal.write("", () => resolve(status));
      });
    });
  }

  /** The rows of the screen, without the blanks at their ends. */
  lines(): string[] {
    const { buffer, rows, cols } = this.terminal;
    // A line remembers what stood beyond the edge of a window that was made narrower.
    return Array.from({ length: rows }, (_, row) => {
      return buffer.active.getLine(buffer.active.viewportY + row)?.translateToString(true, 0, cols) ?? "";
    });
  }

  get text(): string {
    return this.lines().join("\n");
  }

  type(keys: string): void {
    this.#script.stdin?.write(keys);
  }

  /** Types, then waits for what it should lead to. */
  async press(keys: string, wanted: Wanted): Promise<string> {
    this.type(keys);
    return this.see(wanted);
  }

  /** Waits until the screen shows something; returns the screen. */
  async see(wanted: Wanted, limitMs = SCREEN_MS): Promise<string> {
    const deadline = Date.now() + limitMs;
    // Half of a screen that is still being drawn is nothing that a person sees.
    while (this.terminal.modes.synchronizedOutputMode || !shows(this.text, wanted)) {
      if (Date.now() > deadline) throw new Error(`The screen never showed ${String(wanted)}:\n${this.text}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        setTimeout(resolve, 200);
      });
    }
    return this.text;
  }

  /** The process of `kata` itself. */
  get pid(): number {
    return childrenOf(this.#script.pid!)[0];
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    const tty = readlinkSync(`/proc/${this.pid}/fd/0`);
    spawnSync("stty", ["-F", tty, "cols", String(columns), "rows", String(rows)]);
  }

  async kill(): Promise<void> {
    for (const pid of childrenOf(this.#script.pid!)) process.kill(pid, "SIGKILL");
    await this.ended;
  }
}

type Wanted = string | RegExp | ((screen: string) => boolean);

function shows(screen: string, wanted: Wanted): boolean {
  if (typeof wanted === "string") return screen.includes(wanted);
  return typeof wanted === "function" ? wanted(screen) : wanted.test(screen);
}

function childrenOf(pid: number): number[] {
  return processes().flatMap((one) => (one.parent === pid ? [one.pid] : []));
}

export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function processes(): { pid: number; parent: number }[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      // The program's name stands in brackets and may hold anything.
      const fields = readFileSync(`/proc/${Number(name)}/stat`, "utf8").replace(/^.*\) /s, "");
      return [{ pid: Number(name), parent: Number(fields.split(" ")[1]) }];
    } catch {
      return [];
    }
  });
}
