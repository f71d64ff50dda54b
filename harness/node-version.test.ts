import { expect, it } from "vitest";
import { tellOldNode } from "./node-version.ts";

it.each(["20.19.0", "20.19.43", "20.20.2", "21.0.0", "22.1.0", "24.0.0-nightly20260101", "100.0.0"])(
  "Node %s is recent enough",
  (version) => {
    expect(tellOldNode(version)).toBeUndefined();
  },
);

it.each(["0.12.18", "8.17.0", "12.22.12", "18.20.4", "20.0.0", "20.18.3", "nonsense"])(
  "Node %s is told what to install, in one line",
  (version) => {
    expect(tellOldNode(version)).toMatch(/^kata needs Node 20\.19 or later, and this is .*: install [^\n]*\.$/);
    expect(tellOldNode(version)).toContain(` ${version}:`);
  },
);
