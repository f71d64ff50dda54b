import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tellOldNode } from "./node-version.ts";
import { packageRoot } from "./paths.ts";

describe("the version of Node", () => {
  it.each(["20.19.0", "20.19.4", "20.20.1", "22.0.0", "24.1.0-nightly20250101", "100.0.0", process.versions.node])(
    "%s will do",
    (version) => {
      expect(tellOldNode(version)).toBeUndefined();
    },
  );

  it.each(["0.10.48", "9.99.9", "18.20.8", "20.9.0", "20.18.9", ""])(
    "%j will not, and the line says what would",
    (version) => {
      const line = tellOldNode(version)!;
      expect(line).toContain(`needs Node 20.19 or later, and this is ${version}`);
      expect(line).not.toContain("\n");
    },
  );

  it("is what the package asks for", () => {
    const { engines } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
    expect(engines.node).toBe(">=20.19");
    expect(tellOldNode("20.18.99")).toContain("20.19");
  });
});
