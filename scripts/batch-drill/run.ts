/** The built command line at work on a folder, watched from outside: how long, how much memory, and killed when it is told so. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { built } from "../../harness/paths.ts";

const LOOK_MS = 100;

export interface Run {
  /** Null when it was killed. */
  readonly status: number | null;
  readonly seconds: number;
  /** The most memory that the grading process held, without its sandboxes; undefined without /proc. */
  readonly peakBytes?: number;
  readonly complaints: string;
}

export interface RunOptions {
  /** Where it runs, and keeps its temporary folder. */
  readonly cwd: string;
  /** From there. */
  readonly submissions: string;
  readonly out: string;
  readonly resume?: boolean;
  /** Ends it by SIGKILL once the records take so many bytes. */
  readonly killAtBytes?: number;
}

export async function runGrade({ cwd, submissions, out, resume, killAtBytes }: RunOptions): Promise<Run> {
  const args = ["grade", submissions, resume ? "--resume" : "--out", out];
  const records = join(cwd, out);
  const started = performance.now();
  const child = spawn(process.execPath, [built("cli.js"), ...args], {
    cwd,
    env: { ...process.env, TMPDIR: cwd },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  let peakBytes: number | undefined;
  const look = setInterval(() => {
    peakBytes = Math.max(peakBytes ?? 0, peakOf(child.pid) ?? 0) || undefined;
    if (killAtBytes !== undefined && existsSync(records) && statSync(records).size >= killAtBytes)
      child.kill("SIGKILL");
  }, LOOK_MS);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(look);
  return { status, seconds: (performance.now() - started) / 1_000, peakBytes, complaints };
}

/** The high-water mark that the kernel keeps. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : 1024 * Number(kilobytes);
  } catch {
    return undefined;
  }
}
