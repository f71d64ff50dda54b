import { describe, expect, it } from "vitest";
import { tokenIn, tokenInLink } from "./link.ts";

const TOKEN = "aB3-_".repeat(8);

describe("the secret of a link", () => {
  it("stands behind # or behind /a/", () => {
    expect(tokenIn({ pathname: "/", hash: `#${TOKEN}` })).toBe(TOKEN);
    expect(tokenIn({ pathname: `/a/${TOKEN}`, hash: "" })).toBe(TOKEN);
    expect(tokenIn({ pathname: "/room", hash: "#content" })).toBeUndefined();
    expect(tokenIn({ pathname: "/a/%3Cscript%3Ealert(1)%3C/script%3E", hash: "" })).toBeUndefined();
  });

  it("is found in what somebody pastes", () => {
    for (const pasted of [TOKEN, ` https://x.org/#${TOKEN}\n`, `http://localhost:4600/a/${TOKEN}/`])
      expect(tokenInLink(pasted)).toBe(TOKEN);
    for (const pasted of ["", "https://x.org/", "hello there", `https://x.org/#${TOKEN}<b>`])
      expect(tokenInLink(pasted)).toBeUndefined();
  });
});
