/** What the layers of this machine make of a process, read from /proc, and that nothing of one stays. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { encode } from "../wire.ts";
import { type Layers, probeLayers } from "./layers.ts";
import { Sandbox, SandboxEnded } from "./sandbox.ts";

const linux = process.platform === "linux";
const all = probeLayers();
const least = probeLayers({ atMost: "process" });
const started: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of started.splice(0)) sandbox.kill();
});

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Together with the pid it names a process for good. */
  readonly since: string;
}

function processes(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return [{ pid: Number(name), parent: Number(fields[1]), since: fields[19] }];
    } catch {
      return [];
    }
  });
}

/** Everything that this process started, and what that started, the last last. */
function descendants(of = process.pid, among = processes()): Process[] {
  return among.filter(({ parent }) => parent === of).flatMap((one) => [one, ...descendants(one.pid, among)]);
}

/** A ready sandbox, and its processes. */
async function start({ launch }: Layers): Promise<{ sandbox: Sandbox; family: Process[] }> {
  const before = new Set(descendants().map(({ pid }) => pid));
  const sandbox = new Sandbox(launch);
  started.push(sandbox);
  await sandbox.ready;
  const family = descendants().filter(({ pid }) => !before.has(pid));
  expect(family).not.toEqual([]);
  return { sandbox, family };
}

async function untilGone(family: readonly Process[]): Promise<void> {
  const left = () =>
    processes().filter((one) => family.some(({ pid, since }) => pid === one.pid && since === one.since));
  for (const end = Date.now() + 20_000; left().length > 0 && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(left()).toEqual([]);
}

function statusOf(family: readonly Process[]): Record<string, string> {
  const text = readFileSync(`/proc/${family.at(-1)!.pid}/status`, "utf8");
  return Object.fromEntries(text.split("\n").map((line) => line.split(/:\s*/, 2)));
}

describe("what is probed", () => {
  it("is in use, or missing for a reason", () => {
    const missing = all.missing.map(({ layer }) => layer);
    expect(missing.includes("limits")).toBe(!all.limits);
    expect(missing.includes("namespaces")).toBe(!all.namespaces);
    expect(all.namespaces && missing.includes("seccomp")).toBe(all.namespaces && !all.seccomp);
    for (const { reason } of all.missing) expect(reason).not.toBe("");
    expect(all.isolation).toBe(all.namespaces ? "os" : "process");
    expect(existsSync(all.launch.command)).toBe(true);
    expect(all.launch.filter !== undefined).toBe(all.seccomp);
  });

  it("is at most what is asked for", () => {
    expect(least).toMatchObject({ isolation: "process", namespaces: false, seccomp: false, ownUser: false });
    expect(least.missing).toContainEqual({ layer: "namespaces", reason: "switched off" });
    expect(least.launch.args.join(" ")).not.toContain("bwrap");
    const bare = probeLayers({ atMost: "process", without: ["limits", "permission"] });
    expect(bare.launch.command).toBe(process.execPath);
    expect(bare.limits).toBe(false);
    expect(bare.launch.args.join(" ")).not.toMatch(/--(experimental-)?permission/);
  });

  it.runIf(all.seccomp)("leaves a layer away when asked", () => {
    const without = probeLayers({ without: ["seccomp"] });
    expect(without).toMatchObject({ namespaces: true, seccomp: false });
    expect(without.launch.filter).toBeUndefined();
  });
});

describe.runIf(linux)("a process", () => {
  it.runIf(all.namespaces)("lives in namespaces of its own", async () => {
    const { family } = await start(all);
    for (const kind of ["mnt", "net", "pid", "ipc", "uts", "user"]) {
      const of = (pid: number | string) => readlinkSync(`/proc/${pid}/ns/${kind}`);
      expect(of(family.at(-1)!.pid), kind).not.toBe(of("self"));
    }
  });

  it.runIf(all.namespaces)("may not become more than it is", async () => {
    const status = statusOf((await start(all)).family);
    expect(status.NoNewPrivs).toBe("1");
    expect(status.CapEff).toMatch(/^0+$/);
    expect(status.Seccomp).toBe(all.seccomp ? "2" : "0");
    if (process.getuid?.() === 0) expect(status.Uid.split("\t")[0] !== "0").toBe(all.ownUser);
  });

  it.runIf(least.limits)("has its limits, namespaces or not", async () => {
    for (const layers of [all, least]) {
      const { family } = await start(layers);
      const limits = readFileSync(`/proc/${family.at(-1)!.pid}/limits`, "utf8");
      expect(limits).toMatch(/Max file size +0 +0 /);
      expect(limits).toMatch(/Max core file size +0 +0 /);
      expect(limits).toMatch(/Max cpu time +20 +20 /);
      expect(limits).toMatch(/Max open files +64 +64 /);
      expect(limits).toMatch(/Max data size +\d+ +\d+ /);
    }
  });

  it("knows nothing of our environment", async () => {
    for (const layers of [all, least]) {
      const { family } = await start(layers);
      expect(readFileSync(`/proc/${family.at(-1)!.pid}/environ`, "utf8")).not.toMatch(/PATH=|HOME=|VITEST/);
    }
  });
});

describe.runIf(linux).each([all, least].map((layers) => [layers.isolation, layers] as const))(
  "what was isolated as %s leaves nothing",
  (_, layers) => {
    it("when it is killed while it waits", async () => {
      const { sandbox, family } = await start(layers);
      sandbox.kill();
      await untilGone(family);
    });

    it("when its time is over while it spins", async () => {
      const { sandbox, family } = await start(layers);
      await sandbox.load("exports.f = () => { for (;;); };", 30_000, 1);
      await expect(sandbox.call("f", encode([]), 200)).rejects.toMatchObject({ ending: "time-limit" });
      await untilGone(family);
    });

    it.each<NodeJS.Signals>(["SIGKILL", "SIGTERM"])("when somebody else sends it %s", async (signal) => {
      const { sandbox, family } = await start(layers);
      await sandbox.load("exports.f = () => { for (;;); };", 30_000, 1);
      const error = sandbox.call("f", encode([]), 30_000).catch((thrown) => thrown);
      process.kill(family.at(-1)!.pid, signal);
      expect(await error).toBeInstanceOf(SandboxEnded);
      expect(sandbox.ended).toBe("ended-early");
      await untilGone(family);
    });
  },
);
