import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { namelessFile, openDescriptors } from "./launch.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launch-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it("a file without a name can be read and leaves nothing", () => {
  const descriptor = namelessFile(Buffer.from("runner"));
  expect(readdirSync(folder)).toEqual([]);
  expect(readFileSync(descriptor, "utf8")).toBe("runner");
});

it("a temporary folder that cannot be used is a fault with a cure", () => {
  vi.stubEnv("TMPDIR", join(folder, "missing"));
  expect(() => namelessFile(Buffer.alloc(0))).toThrow(
    expect.objectContaining({
      name: "HarnessFault",
      message: expect.stringMatching(
        /^Sandboxes start from the temporary folder \(TMPDIR\), which cannot be used: ENOENT/,
      ),
      remedy: expect.stringContaining("make it first"),
    }),
  );
});

it.skipIf(!existsSync("/proc/self/fd"))("the filter is opened anew for each launch, the image never", () => {
  const filter = join(folder, "filter");
  writeFileSync(filter, "");
  const image = namelessFile(Buffer.alloc(0));
  const open = () => readdirSync("/proc/self/fd").length;
  const before = open();
  const launch = openDescriptors({ command: "node", args: [], image, filter });
  expect(launch.inherited).toEqual([image, expect.any(Number)]);
  expect(open()).toBe(before + 1);
  launch.close();
  expect(open()).toBe(before);
  expect(openDescriptors({ command: "node", args: [] }).inherited).toEqual(["ignore"]);
});
