/**
 * What `node -e` gets: it starts the runner from the image on descriptor 4, which holds the runner's and the realm's sources and what V8
 * compiled them to, so that a sandbox parses and compiles nothing of ours. With `make-image` as argument it answers with the compiled halves.
 */
import { closeSync, readSync, writeSync } from "node:fs";
import { Script } from "node:vm";
import { ANSWERS, IMAGE, IMAGE_BYTES, joinParts, splitParts } from "./image-format.ts";
import type { createRealm } from "./realm.ts";
import type { run } from "./runner.ts";

// It writes to any path on a fatal error, and the permission model is not asked.
Reflect.deleteProperty(process, "report");

const [asked = "1"] = process.argv.slice(1);
const bytes = Buffer.allocUnsafe(IMAGE_BYTES);
// At a position: every sandbox shares the place of this file.
const [runnerSource, runnerCode, realmSource, realmCode] = splitParts(
  bytes.subarray(0, readSync(IMAGE, bytes, 0, IMAGE_BYTES, 0)),
);
closeSync(IMAGE);
const runner = scriptOf("runner", runnerSource, runnerCode);
const realm = scriptOf("katagrad", realmSource, realmCode);

const start = (runner.runInThisContext() as (require: NodeJS.Require) => typeof run)(require);
const isMaking = asked === "make-image";
start({
  rehearsals: isMaking ? 3 : Number(asked),
  realmIn: (context) => realm.runInContext(context) as typeof createRealm,
  rehearsed: isMaking ? leaveCompiled : () => {},
});

function scriptOf(filename: string, source: Buffer, code: Buffer): Script {
  return new Script(source.toString("latin1"), { filename, cachedData: code.length > 0 ? code : undefined });
}

function leaveCompiled(): void {
  writeSync(ANSWERS, joinParts([runner.createCachedData(), realm.createCachedData()]));
  process.exit(0);
}
