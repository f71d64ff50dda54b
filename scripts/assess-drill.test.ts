import { describe, expect, it } from "vitest";
import { drill } from "./assess-drill/drill.ts";

describe("a small drill", () => {
  it("stores what was acknowledged, once, also when the server is killed", { timeout: 300_000 }, async () => {
    const told: string[] = [];
    const { load, kills } = await drill({
      candidates: 10,
      seconds: 5,
      kills: 3,
      everyMs: 200,
      tell: (line) => told.push(line),
    });
    expect(load).toMatchObject({ lost: 0, doubled: 0, retries: 0 });
    expect(load.acknowledged).toBeGreaterThan(10);
    expect(kills).toMatchObject({ lost: 0, doubled: 0 });
    expect(kills.acknowledged).toBeGreaterThan(10);
    expect(kills.retries).toBeGreaterThan(0);
  });
});
