/** Nothing that a sandbox started outlives it, whenever it is stopped and whatever it started. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { SandboxPool } from "../sandbox/pool.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { BY_HAND } from "./forgeries.ts";
import { layerSets, marked, withSource } from "./layer-sets.ts";
import { processesWith, survivors } from "./processes.ts";

const AMPLE_MS = 30_000;
const linux = process.platform === "linux";

describe.each(layerSets(["process", "os"]))("$name: nothing stays", ({ layers, skip }) => {
  const mark = randomUUID();
  const mine = marked(layers, mark);

  it.skipIf(skip || !linux)("of sandboxes that are stopped while they start", async () => {
    for (let i = 0; i < 40; i++) {
      const sandbox = new Sandbox(mine.launch);
      await pause(i % 10);
      sandbox.kill();
    }
    expect(await survivors(mark)).toEqual([]);
  });

  it.skipIf(skip || !linux)("of a pool that is closed as soon as it is open, or while one is being taken", async () => {
    for (let i = 0; i < 10; i++) {
      const pool = new SandboxPool(mine, { size: 3 });
      if (i % 2 === 0) pool.discard(await pool.take());
      pool.close();
    }
    expect(await survivors(mark)).toEqual([]);
  });

  it.skipIf(skip || !linux)("of a runner that spins and does not listen to signals", async () => {
    const deaf = `${BY_HAND} for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => {}); for (;;); // ${mark}`;
    const sandbox = new Sandbox(withSource(layers, () => deaf).launch);
    await sandbox.ready;
    sandbox.kill();
    expect(await survivors(mark)).toEqual([]);
  });
});

describe.each(layerSets(["process without permission", "os without permission, seccomp"]))(
  "$name: a process of its own",
  ({ layers, skip }) => {
    const mark = randomUUID();
    // The mark comes into the grandchild's command line only: its two halves stand apart in the runner's.
    const source = `${BY_HAND}
      const wait = "setTimeout(() => {}, 20_000) // " + ["${mark.slice(0, 18)}", "${mark.slice(18)}"].join("");
      require("node:child_process")
        .spawn(process.execPath, ["-e", wait], { detached: true, stdio: ["inherit", "inherit", "inherit", 3] })
        .unref();
      receive();
      process.exit(0);`;

    afterAll(() => {
      for (const pid of linux ? processesWith(mark) : []) process.kill(Number(pid), "SIGKILL");
    });

    it.skipIf(skip || !linux)("that holds the pipe keeps nobody waiting", async () => {
      const sandbox = new Sandbox(withSource(layers, () => source).launch);
      await sandbox.ready;
      await expect(sandbox.load("", AMPLE_MS, 0)).rejects.toMatchObject({ ending: "ended-early" });
      // It is there still, so nobody waited for it, unless the namespace of processes ended it. Only the permission model and the
      // system call filter prevent one from the start.
      if (layers.namespaces) expect(await survivors(mark)).toEqual([]);
      else expect(processesWith(mark)).toHaveLength(1);
    });
  },
);
