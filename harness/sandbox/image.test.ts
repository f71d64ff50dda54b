import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { IMAGE, IMAGE_BYTES } from "./child/image-format.ts";
import { probeLayers } from "./layers.ts";

const { launch } = probeLayers({ atMost: "process", without: ["limits"] });

/** Compiles the image's two scripts and says of each whether V8 turned down what lies beside it. */
const COMPILE = `
  const bytes = Buffer.alloc(${IMAGE_BYTES}), parts = [];
  const end = fs.readSync(${IMAGE}, bytes, 0, bytes.length, 0);
  for (let at = 0; at < end; at += 4 + bytes.readUInt32LE(at)) parts.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at)));
  const rejects = (source, cachedData) => new vm.Script(source.toString("latin1"), { cachedData }).cachedDataRejected;
  fs.writeSync(1, JSON.stringify([rejects(parts[0], parts[1]), rejects(parts[2], parts[3])]));
`;

/** What `COMPILE` prints in a process with these flags. */
function rejectedWith(flags: readonly string[]): string {
  const stdio = ["ignore", "pipe", "inherit", "ignore", launch.image!] as const;
  return spawnSync(launch.command, [...flags, "-e", COMPILE], { env: {}, encoding: "utf8", stdio: [...stdio] }).stdout;
}

it("holds what V8 accepts with a sandbox's flags, and with no others", () => {
  expect(rejectedWith(launch.args.slice(0, launch.args.indexOf("-e")))).toBe("[false,false]");
  expect(rejectedWith(["--max-semi-space-size=4"])).toBe("[true,true]");
});
