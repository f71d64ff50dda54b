/**
 * The runner's image: the sources of its two halves and what V8 compiles them to, made once a process by a runner of our own. With it a
 * sandbox starts in the time of a bare `node -e 0`. V8 takes compiled code only from the same version with the same flags.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { built } from "../paths.ts";
import { joinParts, splitParts } from "./child/image-format.ts";
import { namelessFile, openDescriptors } from "./launch.ts";

/** What is assumed where the system does not tell. Bytes. */
const USUAL_DATA = 64 * 2 ** 20;
const TELL_STATUS = `try { fs.writeSync(1, fs.readFileSync("/proc/self/status")) } catch {}`;

export interface Image {
  /** An open file. */
  readonly descriptor: number;
  /** The data segment of a process with these flags before it does anything, in bytes. */
  readonly idleData: number;
}

let made: Image | undefined;

/** @param flags of Node; its permission model is none of them */
export function makeImage(flags: readonly string[]): Image {
  made ??= compiledBy(flags);
  return made;
}

function compiledBy(flags: readonly string[]): Image {
  const [runner, realm] = ["runner.js", "realm.js"].map((name) => readFileSync(built(name)));
  const sources = namelessFile(joinParts([runner, Buffer.alloc(0), realm, Buffer.alloc(0)]));
  const descriptors = openDescriptors({ command: process.execPath, args: [], image: sources });
  const program = `${TELL_STATUS};${readFileSync(built("boot.js"), "utf8")}`;
  const { output } = spawnSync(process.execPath, [...flags, "-e", program, "make-image"], {
    env: {},
    stdio: ["ignore", "pipe", "ignore", "pipe", ...descriptors.inherited],
  });
  const [, status, , compiled] = output ?? [];
  const kilobytes = /VmData:\s+(\d+) kB/.exec(status?.toString() ?? "")?.[1];
  const idleData = kilobytes === undefined ? USUAL_DATA : Number(kilobytes) * 1024;
  // A runner that fails here fails as a sandbox too, where its message is heard.
  if (!compiled?.length) return { descriptor: sources, idleData };
  const [runnerCode, realmCode] = splitParts(compiled);
  return { descriptor: namelessFile(joinParts([runner, runnerCode, realm, realmCode])), idleData };
}
