/** Whose work the bundles contain: whatever their sources import from elsewhere is named in what the build writes, with its terms. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, packageRoot } from "../harness/paths.ts";

const pages: Record<string, { licenses: string }> = JSON.parse(readFileSync(built("pages.json"), "utf8"));
const ofPages = readFileSync(join(built("page"), pages.room.licenses), "utf8");
const ofAll = readFileSync(built("THIRD-PARTY.txt"), "utf8");

/** The packages that the sources of a folder name, each with its version. */
function importedIn(folder: string): string[] {
  const names = readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(packageRoot, folder, file), "utf8").matchAll(/ from "([^".;\n][^"\n]*)"/g),
    ])
    .map(([, name]) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? "")
    .filter((name) => !/^(?:node|types|realm):|^katagrad$/.test(name));
  return [...new Set(names)].sort().map((name) => `${name} ${versionOf(name)}`);
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(packageRoot, "node_modules", name, "package.json"), "utf8")).version;
}

describe("the notices", () => {
  it("of the pages name every package that their sources import, and those that these bring", () => {
    const imported = importedIn("harness/serve/page");
    expect(imported.length).toBeGreaterThan(8);
    const brought = ["@lezer/common", "@lezer/lr", "style-mod", "w3c-keyname", "crelt"];
    for (const one of [...imported, ...brought.map((name) => `${name} ${versionOf(name)}`)])
      expect(ofPages).toContain(`${one} (`);
  });

  it("of all bundles name what the twins import too, and the terms of each", () => {
    const imported = importedIn("reference/tfjs").filter((one) => !one.startsWith("webgpu "));
    expect(imported.length).toBeGreaterThan(2);
    for (const one of imported) expect(ofAll).toContain(`${one} (`);
    for (const one of ofPages.match(/^\S+ \d\S* \(.*\)$/gm) ?? []) expect(ofAll).toContain(one);
    expect(ofAll).toContain("Permission is hereby granted, free of charge");
    expect(ofAll).toMatch(/Apache License\s+Version 2\.0/);
    expect(ofAll).toMatch(/Copyright .* Google/);
  });

  it("are handed out, and the pages say where", () => {
    for (const { licenses } of Object.values(pages)) expect(licenses).toMatch(/^licenses-[\dA-F]{8}\.txt$/);
    expect(readdirSync(built("page"))).toContain(`${pages.admin.licenses}.br`);
  });
});
