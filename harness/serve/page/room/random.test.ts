import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newUuid, sha256 } from "./random.ts";

describe("without an encrypted page", () => {
  it("fingerprints as everybody does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
      }),
    );
  });

  it.each([0, 55, 56, 63, 64, 65, 1_000])("fingerprints %d bytes, where blocks begin and end", (length) => {
    const text = "a".repeat(length);
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("makes ids that are UUIDs, each once", () => {
    const ids = Array.from({ length: 200 }, newUuid);
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
  });
});
