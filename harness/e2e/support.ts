/** The real command line as a child process, in a folder of its own, and what the tests practise with. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { built, packageRoot } from "../paths.ts";

const COMMAND_MS = 60_000;

/** The kata that most tests practise. */
export const FIRST = "01-backpropagation";

const folders: string[] = [];

/** An empty folder, removed by `cleanUp`. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "katagrad-e2e-")));
  folders.push(folder);
  return folder;
}

/** Removes what `scratch` made. */
export function cleanUp(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The text of a solution that gets full marks, with some of its text replaced. */
export function referenceOf(kata: string, ...edits: readonly (readonly [find: string, replace: string])[]): string {
  return edits.reduce(
    (text, [find, replace]) => {
      if (text.split(find).length !== 2) throw new Error(`The reference has changed: ${find} does not occur once.`);
      return text.replace(find, () => replace);
    },
    readFileSync(join(packageRoot, "reference", kata, "float64.ts"), "utf8"),
  );
}

/** Edits of the first kata's reference: a known mistake, and one that only a hidden case sees. */
export const WITHOUT_HALF = ["return 0.5 * (a - y) ** 2", "return (a - y) ** 2"] as const;
export const WRONG_FOR_FIVE = ["return { z, a };", "return { z, a: x.length === 5 ? a + 0.125 : a };"] as const;

export function kataIds(): string[] {
  return readdirSync(join(packageRoot, "katas"))
    .filter((id) => /^\d+-/.test(id))
    .sort();
}

export function attemptFile(cwd: string, id = FIRST): string {
  return join(cwd, "attempts", id, "attempt.ts");
}

/** Saves a text in place, as the attempt or as another file of its folder. */
export function save(cwd: string, text: string, { id = FIRST, name = "attempt.ts" } = {}): void {
  const folder = join(cwd, "attempts", id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What the attempts' folder remembers. */
export function progressOf(cwd: string): { current?: string; katas: Record<string, Record<string, unknown>> } {
  return JSON.parse(readFileSync(join(cwd, "attempts", ".progress.json"), "utf8"));
}

/** A folder of its own for one test, and `kata` in it. */
export function workplace() {
  const cwd = scratch();
  const run = (...args: string[]) => kata(args, { cwd });
  return { cwd, run, attempt: attemptFile(cwd) };
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `closed`: whoever reads the output has gone before the first line. A number: an open file to write to. */
  readonly stdout?: "closed" | number;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** Runs `kata` to its end, without a terminal. A stack trace is a failure whatever the command does. */
export async function kata(args: readonly string[], { cwd, env, stdout, node = [] }: CommandOptions): Promise<Outcome> {
  const child = spawn(process.execPath, [...node, built("cli.js"), ...args], {
    cwd,
    env: environment(env),
    stdio: ["ignore", typeof stdout === "number" ? stdout : "pipe", "pipe"],
    timeout: COMMAND_MS,
    killSignal: "SIGKILL",
  });
  const [told, complained] = [collect(child.stdout), collect(child.stderr)];
  if (stdout === "closed") child.stdout?.destroy();
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const outcome = { status, stdout: told.text, stderr: complained.text };
  if (status === null) throw new Error(`kata ${args.join(" ")} did not end: ${JSON.stringify(outcome)}`);
  if (/^ {4}at /m.test(outcome.stderr)) throw new Error(`kata ${args.join(" ")} shows a stack:\n${outcome.stderr}`);
  return outcome;
}

function collect(stream: NodeJS.ReadableStream | null): { text: string } {
  const collected = { text: "" };
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    collected.text += chunk;
  });
  stream?.on("error", () => {});
  return collected;
}

/** English, in colour where there is a terminal, and nothing of whoever runs the tests. */
export function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? "", HOME: tmpdir(), TERM: "xterm-256color", LANG: "en_US.UTF-8", ...more };
}
