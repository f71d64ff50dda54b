import { expect, it } from "vitest";
import { hashToken, newToken, sessionSecret, sourceOf } from "./token.ts";

it("makes tokens of 256 bits that no two people share, and stores only their hash", () => {
  const tokens = Array.from({ length: 200 }, newToken);
  expect(new Set(tokens).size).toBe(200);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashToken(token)).not.toContain(token);
  }
  expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

it("gives each session its own secret, always the same", () => {
  expect(sessionSecret("s", "one")).toBe(sessionSecret("s", "one"));
  expect(new Set([sessionSecret("s", "one"), sessionSecret("s", "two"), sessionSecret("t", "one")]).size).toBe(3);
});

it("names a text by its hash and its bytes", () => {
  expect(sourceOf("αβ")).toMatchObject({ bytes: 4 });
  expect(sourceOf("a").hash).not.toBe(sourceOf("b").hash);
});
