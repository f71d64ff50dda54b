/** Starts what the drills kill. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../paths.ts";
import type { StoreOptions } from "./open.ts";

const PATIENCE_MS = 60_000;

/** A process and the lines that it has told so far. */
export class Told {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #complaints = "";
  #look: () => void = () => {};

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { cwd: packageRoot, stdio: ["pipe", "pipe", "pipe"] });
    createInterface({ input: this.#child.stdout! }).on("line", (line) => {
      this.lines.push(line);
      this.#look();
    });
    this.#child.stderr!.on("data", (chunk) => {
      this.#complaints += chunk;
    });
    this.#gone = new Promise((resolve) => this.#child.on("close", () => resolve()));
  }

  /** The first line that begins so, told already or not. @throws Error when it does not come */
  async line(begin: string): Promise<string> {
    const found = () => this.lines.find((line) => line.startsWith(begin));
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`"${begin}" was not told, but: ${this.lines.slice(-5)} ${this.#complaints}`));
      const timer = setTimeout(fail, PATIENCE_MS);
      this.#look = () => {
        if (found() === undefined) return;
        clearTimeout(timer);
        resolve();
      };
      this.#look();
      void this.#gone.then(fail);
    });
    return found()!;
  }

  /** SIGSTOP holds it, SIGCONT lets it go on. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it at once. Resolves when everything that it told is in `lines`. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#gone;
  }

  /** Lets it end by itself, which reads its input. */
  async end(): Promise<void> {
    this.#child.stdin!.end();
    await this.#gone;
  }
}

/** One of the kinds of `drill-process.ts`, on a store. */
export function startDrill(what: "open" | "write" | "work", place: StoreOptions, ...numbers: readonly number[]): Told {
  const program = join(packageRoot, "harness", "store", "drill-process.ts");
  return new Told(process.execPath, ["--import", "tsx", program, what, JSON.stringify(place), ...numbers.map(String)]);
}

/** Why no server can be lent to a drill; undefined where one can. */
export const whyNoLoan = process.env.KATAGRAD_TEST_POSTGRES_CONTROL
  ? undefined
  : "they take a server of their own: `scripts/postgres.sh npx vitest run harness/store`";

/** Lets go of a server when its input ends. */
const LEND = 'echo "at $KATAGRAD_TEST_POSTGRES"; echo "control $KATAGRAD_TEST_POSTGRES_CONTROL"; cat >/dev/null';

/** A PostgreSQL server of its own, since others use theirs meanwhile: its address, what stops and starts it, and its end. */
export async function borrowServer(): Promise<{ url: string; control: string; end: () => Promise<void> }> {
  const told = new Told("scripts/postgres.sh", ["sh", "-c", LEND]);
  const [url, control] = [await told.line("at "), await told.line("control ")];
  return { url: url.slice("at ".length), control: control.slice("control ".length), end: () => told.end() };
}
