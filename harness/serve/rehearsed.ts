import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../store/driver.ts";
import { type Rehearsal, type RehearsalOptions, rehearse } from "./rehearsal.ts";

/** One server for all tests of the suite in which this is called. */
export function rehearsed(engine: Engine, options: RehearsalOptions = {}): Rehearsal {
  let begun: Rehearsal | undefined;
  beforeAll(async () => {
    begun = await rehearse(engine, options);
  });
  afterAll(() => begun?.close());
  // The server is there when a test asks for it, not yet where the suite is described.
  return new Proxy({} as Rehearsal, { get: (_, name) => Reflect.get(begun!, name) });
}
