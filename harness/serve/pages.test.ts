/** What the server hands out of the pages, and how much a browser must fetch for one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { built } from "../paths.ts";
import { FIRST } from "./rehearsal.ts";
import { rehearsed } from "./rehearsed.ts";

const starts: Record<string, { script: string; style: string; chunks: string[]; licenses: string }> = JSON.parse(
  readFileSync(built("pages.json"), "utf8"),
);
const file = (name: string) => readFileSync(join(built("page"), name));

/** The curve that a person opens: a still drawing stands in its place until then. */
const ASKED_FOR = /^live-curve-/;

/** A script and all that it imports, at once or when it is needed; what a person must ask for is left out. */
function scriptsOf(name: string, known = new Set<string>()): Set<string> {
  known.add(name);
  for (const [, other] of file(name)
    .toString()
    .matchAll(/(?:from|import)\s*\(?"\.\/([\w.-]+)"/g))
    if (!known.has(other) && !ASKED_FOR.test(other)) scriptsOf(other, known);
  return known;
}

const place = rehearsed("sqlite");

describe("a page", () => {
  it.each(Object.entries(starts))(
    "%s weighs at most 250 KB, compressed, without TypeScript",
    (_name, { script, style }) => {
      const names = [...scriptsOf(script), style];
      const weight = names.reduce((sum, name) => sum + gzipSync(file(name)).length, 0);
      expect(weight).toBeGreaterThan(1_000);
      expect(weight).toBeLessThanOrEqual(250 * 1_024);
    },
  );

  it("is one document with one script and one style of its own, and nothing in line", async () => {
    for (const path of ["/", `/a/${"x".repeat(43)}`, "/room"]) {
      const page = await place.stranger.get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.text).toContain(`src="/page/${starts.room.script}"`);
      expect(page.text).toContain(`href="/page/${starts.room.style}"`);
      for (const chunk of starts.room.chunks)
        expect(page.text).toContain(`<link rel="modulepreload" href="/page/${chunk}">`);
      expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|https?:\/\/(?!www\.w3\.org)/);
    }
  });

  it("lets in only what is the server's own, and styles that carry a number used once", async () => {
    const [one, other] = [await place.stranger.get("/"), await place.stranger.get("/")];
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain("script-src 'self';");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(one.text).toContain(`nonce="${nonce}"`);
    expect(other.headers.get("content-security-policy")).not.toContain(nonce);
  });

  it("does not repeat the address that it was asked for", async () => {
    const page = await place.stranger.get("/a/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    expect(page.text).not.toContain("alert(1)");
  });
});

describe("a statement", () => {
  it("comes compressed to who takes that, and is the same", async () => {
    const { people } = await place.assess();
    const { caller } = people[0];
    await caller.post("/api/session/start");
    const path = `/api/session/katas/${FIRST}`;
    const plain = await caller.get(path, { "accept-encoding": "identity" });
    const packed = await caller.get(path, { "accept-encoding": "br, gzip" });
    const refused = await caller.get(path, { "accept-encoding": "br, gzip;q=0" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(refused.headers.get("content-encoding")).toBeNull();
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(packed.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(Number(packed.headers.get("content-length"))).toBeLessThan(plain.text.length / 3);
    expect(packed.body.html).toEqual(plain.body.html);
  });
});

describe("its files", () => {
  it("are kept for ever and come compressed", async () => {
    const path = `/page/${starts.room.script}`;
    const plain = await place.stranger.get(path, { "accept-encoding": "identity" });
    expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(plain.headers.get("content-type")).toMatch("javascript");
    expect(plain.text).toBe(file(starts.room.script).toString());
    for (const encoding of ["br", "gzip"]) {
      const packed = await place.stranger.get(path, { "accept-encoding": encoding });
      expect(packed.headers.get("content-encoding")).toBe(encoding);
      expect(packed.text).toBe(plain.text);
    }
    expect(brotliDecompressSync(file(`${starts.room.script}.br`)).toString()).toBe(plain.text);
  });

  it("have the notices of others' work among them, and every page says where", async () => {
    for (const [name, path] of [
      ["room", "/"],
      ["admin", "/admin"],
      ["board", "/board/1"],
    ]) {
      const page = await place.stranger.get(path);
      expect(page.text).toContain(`<link rel="license" href="/page/${starts[name].licenses}">`);
    }
    const notices = await place.stranger.get(`/page/${starts.room.licenses}`);
    expect(notices.headers.get("content-type")).toMatch("text/plain");
    expect(notices.text).toContain("preact");
  });

  it("are the build's and no others", async () => {
    for (const path of ["/page/", "/page/nothing.js", "/page/..%2fpages.json", "/page/%2e%2e/cli.js", "/page/.%00"]) {
      const told = await place.stranger.get(path);
      expect([path, told.status >= 400 && told.status < 500, told.body?.error.code !== undefined]).toEqual([
        path,
        true,
        true,
      ]);
    }
  });
});
