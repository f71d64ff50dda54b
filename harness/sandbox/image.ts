/**
 * The runner's image: the sources of its two halves and what V8 compiles them to, made by a runner of our own. With it a sandbox starts
 * in the time of a bare `node -e 0`. V8 takes compiled code only from the same version with the same flags.
 */
import { spawnSync } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { built } from "../paths.ts";
import { IMAGE_BYTES, joinParts, splitParts } from "./child/image-format.ts";
import { namelessFile } from "./launch.ts";

/** What is assumed where the system does not tell. Bytes. */
const USUAL_DATA = 64 * 2 ** 20;
const START_MS = 5_000;
const TELL_STATUS = `try { fs.writeSync(1, fs.readFileSync("/proc/self/status")) } catch {}`;

export interface Image {
  /** An open file. */
  readonly descriptor: number;
  /** The data segment of a process with these flags before it does anything, in bytes. */
  readonly idleData: number;
}

/** @param flags of Node; its permission model is none of them */
export function makeImage(flags: readonly string[]): Image {
  const [runner, realm] = ["runner.js", "realm.js"].map((name) => readFileSync(built(name)));
  const sources = namelessFile(joinParts([runner, Buffer.alloc(0), realm, Buffer.alloc(0)]));
  const program = `${TELL_STATUS};${readFileSync(built("boot.js"), "utf8")}`;
  const { output } = spawnSync(process.execPath, [...flags, "-e", program, "make-image"], {
    env: {},
    timeout: START_MS,
    stdio: ["ignore", "pipe", "ignore", "pipe", sources],
  });
  const [, status, , compiled] = output ?? [];
  const kilobytes = /VmData:\s+(\d+) kB/.exec(status?.toString() ?? "")?.[1];
  const idleData = kilobytes === undefined ? USUAL_DATA : Number(kilobytes) * 1024;
  const [runnerCode, realmCode] = splitParts(compiled ?? Buffer.alloc(0));
  const whole = realmCode && joinParts([runner, runnerCode, realm, realmCode]);
  // A runner that fails here fails as a sandbox too, where its message is heard.
  if (!whole || whole.length > IMAGE_BYTES) return { descriptor: sources, idleData };
  closeSync(sources);
  return { descriptor: namelessFile(whole), idleData };
}
