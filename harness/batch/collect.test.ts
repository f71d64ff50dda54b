import { expect, it } from "vitest";
import { collectGarbage } from "./collect.ts";

it("takes what nobody holds any more", async () => {
  let collected = false;
  const registry = new FinalizationRegistry(() => {
    collected = true;
  });
  registry.register({}, undefined);
  // Whatever was held for the rest of a turn is not held in the next.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  await expect.poll(() => collected).toBe(true);
  expect((globalThis as { gc?: unknown }).gc).toBeUndefined();
});
