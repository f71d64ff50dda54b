/** Which layers of containment this machine has, found out once by trying them, and the command line that uses them. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { built } from "../paths.ts";
import type { Isolation } from "../verdict.ts";
import { type Image, makeImage } from "./image.ts";
import { FILTER, type Launch, namelessFile, openDescriptors } from "./launch.ts";
import { seccompFilter } from "./seccomp.ts";

/** Memory beyond an idle runner's own, typed arrays included. Bytes. */
const DATA_BUDGET = 256 * 2 ** 20;
/** A backstop behind the parent's clock, and the end of a spinning runner whose parent was killed. Seconds. */
const CPU_SECONDS = 20;
/** Unprivileged identity for sandboxes when we are root. */
const NOBODY = 65_534;

/**
 * Closes what writes or opens files and is not asked by the permission model: V8's own flags (`--trace-turbo-path`), traces and heap
 * snapshots on Node 20, SQLite from Node 22 on. `process.report` is the last; `boot.ts` removes it.
 */
const UNGUARDED = [
  "--freeze-flags-after-init",
  "--trace-event-file-pattern=/dev/null",
  "--diagnostic-dir=/dev/null",
  ...(process.allowedNodeEnvironmentFlags.has("--experimental-sqlite") ? ["--no-experimental-sqlite"] : []),
];

/** What keeps a runner small, and the candidate's code from making code. A change of V8's flags makes the image compile again. */
const NODE_FLAGS = [
  "--no-warnings",
  "--disallow-code-generation-from-strings",
  "--disable-proto=throw",
  "--max-old-space-size=128",
  "--max-semi-space-size=8",
  // V8 would choose new hash secrets and hash its snapshot anew at every start, a tenth of it. That keeps strangers from choosing
  // keys that collide; here whoever chooses them slows nobody but himself.
  "--no-rehash-snapshot",
  ...UNGUARDED,
];

const PERMISSION = Number(process.versions.node.split(".")[0]) >= 24 ? "--permission" : "--experimental-permission";

export interface Layers {
  readonly isolation: Isolation;
  /** Resource limits (`prlimit`): memory outside the JavaScript heap, CPU time, no files, no core dumps. */
  readonly limits: boolean;
  /** Namespaces and an empty file system (`bwrap`). */
  readonly namespaces: boolean;
  readonly seccomp: boolean;
  /** An identity of its own, when we run as root. */
  readonly ownUser: boolean;
  /** Why a layer is missing, for `kata doctor`. */
  readonly missing: readonly {
    readonly layer: "limits" | "namespaces" | "seccomp" | "cgroup";
    readonly reason: string;
  }[];
  readonly launch: Launch;
}

/** What to use at most; a test takes layers away to see what the others stop. */
export interface LayerOptions {
  readonly atMost?: Isolation;
  readonly without?: readonly ("limits" | "seccomp" | "permission")[];
}

/** Made once a process. */
let image: Image | undefined;

/** Tries each layer with a real runner, strongest first, and returns what works. */
export function probeLayers({ atMost = "os+cgroup", without = [] }: LayerOptions = {}): Layers {
  const missing: Layers["missing"][number][] = [];
  image ??= makeImage(NODE_FLAGS);
  const permission = without.includes("permission") ? [] : [PERMISSION];
  const runner = [...permission, ...NODE_FLAGS, "-e", readFileSync(built("boot.js"), "utf8")];
  const plain: Launch = { command: process.execPath, args: runner, image: image.descriptor };
  missing.push({
    layer: "cgroup",
    reason: "control groups are not used; the resource limits above bound each process",
  });

  const prlimit = process.platform === "linux" && !without.includes("limits") ? find("prlimit") : undefined;
  if (!prlimit) missing.push({ layer: "limits", reason: reasonFor("prlimit", without.includes("limits")) });
  const limited = prlimit ? withLimits(plain, prlimit, image.idleData) : plain;

  const bwrap = process.platform === "linux" && atMost !== "process" ? find("bwrap") : undefined;
  if (!bwrap) {
    missing.push({ layer: "namespaces", reason: reasonFor("bwrap", atMost === "process") });
    return layers("process", limited, { limits: prlimit !== undefined, missing });
  }
  const filter = without.includes("seccomp") ? undefined : filterFile();
  if (!filter)
    missing.push({
      layer: "seccomp",
      reason: filter === undefined ? `no filter for ${process.arch} yet` : "switched off",
    });
  const users = process.getuid?.() === 0 ? [NOBODY, undefined] : [undefined];
  let failure = "";
  for (const uid of users) {
    const jailed: Launch = {
      ...wrapLimits({ ...plain, command: bwrap, args: [...jail(filter), ...runner] }, limited, plain),
      uid,
      filter,
    };
    failure = tryLaunch(jailed);
    if (failure === "")
      return layers("os", jailed, { limits: prlimit !== undefined, filter, ownUser: uid !== undefined, missing });
  }
  missing.push({ layer: "namespaces", reason: `bwrap does not work here: ${failure}` });
  return layers("process", limited, { limits: prlimit !== undefined, missing });
}

function layers(
  isolation: Isolation,
  launch: Launch,
  has: { limits: boolean; filter?: string; ownUser?: boolean; missing: Layers["missing"] },
): Layers {
  return {
    isolation,
    launch,
    limits: has.limits,
    namespaces: isolation !== "process",
    seccomp: has.filter !== undefined,
    ownUser: has.ownUser ?? false,
    missing: has.missing,
  };
}

/** Puts `prlimit` in front. Its data limit starts from what an idle runner uses, which differs between versions of Node. */
function withLimits(launch: Launch, prlimit: string, idleData: number): Launch {
  const data = idleData + DATA_BUDGET;
  const limits = [`--data=${data}`, `--cpu=${CPU_SECONDS}`, "--fsize=0", "--core=0", "--nofile=64"];
  return { ...launch, command: prlimit, args: [...limits, launch.command, ...launch.args] };
}

/** The limits of `limited` (found from `plain`) in front of another command. */
function wrapLimits(launch: Launch, limited: Launch, plain: Launch): Launch {
  if (limited === plain) return launch;
  const limits = limited.args.slice(0, limited.args.length - plain.args.length - 1);
  return { ...launch, command: limited.command, args: [...limits, launch.command, ...launch.args] };
}

function jail(filter: string | undefined): string[] {
  const node = realpathSync(process.execPath);
  const readOnly = librariesOf(node).flatMap((library) => ["--ro-bind", library, library]);
  return [
    "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL", "--hostname", "sandbox",
    ...readOnly, "--ro-bind", node, "/node", "--remount-ro", "/", "--chdir", "/",
    ...(filter ? ["--seccomp", `${FILTER}`] : []),
    "/node",
  ]; // biome-ignore format: one group of options a line
}

/** The shared libraries that a program loads, as its dynamic linker finds them. */
function librariesOf(program: string): string[] {
  const listing = spawnSync("ldd", [program], { encoding: "utf8" }).stdout ?? "";
  return [...new Set([...listing.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map((match) => match[1]))];
}

let writtenFilter: string | undefined;

/** The system call filter as a file, written once a process. */
function filterFile(): string | undefined {
  const bytes = seccompFilter(process.arch);
  if (!bytes) return undefined;
  // By this name each launch opens it anew: bubblewrap reads it from where the descriptor stands.
  writtenFilter ??= `/proc/self/fd/${namelessFile(bytes)}`;
  return writtenFilter;
}

/** Starts a runner and ends its input: it must say that it is ready and leave. Returns why not, or "". */
function tryLaunch(launch: Launch): string {
  const descriptors = openDescriptors(launch);
  try {
    const { status, stderr, output, error } = spawnSync(launch.command, [...launch.args], {
      env: {},
      uid: launch.uid,
      gid: launch.uid,
      input: "",
      timeout: 5_000,
      stdio: ["pipe", "ignore", "pipe", "pipe", ...descriptors.inherited],
    });
    if (status === 0 && (output?.[3]?.length ?? 0) > 0) return "";
    return error?.message ?? (stderr?.toString().trim().split("\n")[0] || `it ended with status ${status}`);
  } finally {
    descriptors.close();
  }
}

function find(program: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return undefined;
}

function reasonFor(program: string, switchedOff: boolean): string {
  if (switchedOff) return "switched off";
  if (process.platform !== "linux") return `${program} exists on Linux only`;
  return `${program} is not installed`;
}
