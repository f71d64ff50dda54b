import { queryObjects } from "node:v8";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundling } from "./bundler.ts";

const bundle = (contents: string) => build({ stdin: { contents }, write: false, logLevel: "silent" });

describe("bundling", () => {
  it("gives the result, or throws what esbuild says", async () => {
    expect((await bundling(() => bundle("export const a = 1")))?.outputFiles[0].text).toContain("const a = 1");
    await expect(bundling(() => bundle("export const a = ;"))).rejects.toMatchObject({ errors: [{}] });
  });

  it("keeps no result, however many it has given", async () => {
    class Result {}
    for (let i = 0; i < 50; i++) await bundling(async () => new Result(), 10_000);
    expect(queryObjects(Result, { format: "count" })).toBeLessThan(5);
  });

  it("ends a call that takes too long, and lets the others begin again", async () => {
    const never = () => new Promise<never>(() => {});
    let begun = 0;
    const beside = bundling(() => (++begun === 1 ? never() : bundle("export const b = 2")));
    expect(await bundling(never, 50)).toBeUndefined();
    expect((await beside)?.outputFiles[0].text).toContain("const b = 2");
    expect(begun).toBe(2);
  });
});
