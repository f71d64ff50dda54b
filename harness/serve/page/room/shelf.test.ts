import { describe, expect, it } from "vitest";
import type { Entry } from "./outbox.ts";
import { openShelf } from "./shelf.ts";

/** As a browser's, with so much room. */
function drawers(room = Number.POSITIVE_INFINITY) {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (i: number) => [...map.keys()][i] ?? null,
    getItem: (name: string) => map.get(name) ?? null,
    removeItem: (name: string) => void map.delete(name),
    setItem(name: string, text: string) {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      map.set(name, text);
    },
    map,
  };
}

const entry = (sequence: number, text = "x"): Entry => ({ kind: "save", kata: "01-x", text, device: "d", sequence });

describe("a shelf", () => {
  it("gives back what an earlier page of the session left, and nothing of another's", () => {
    const place = drawers();
    openShelf(place, "ada", "first").write([entry(1)]);
    openShelf(place, "bob", "first").write([entry(2)]);
    expect(openShelf(place, "ada", "second").read()).toEqual([entry(1)]);
    expect([...place.map.keys()]).toEqual(["katagrad.outbox.bob.first", "katagrad.outbox.ada.second"]);
  });

  it("leaves nothing when nothing waits", () => {
    const place = drawers();
    const shelf = openShelf(place, "ada", "first");
    shelf.write([entry(1)]);
    shelf.write([]);
    expect(place.map.size).toBe(0);
  });

  it("takes damaged things for nothing", () => {
    const place = drawers();
    for (const text of ["{", "[1]", '[{"kind":"save"}]', "null"]) {
      place.map.set("katagrad.outbox.ada.first", text);
      expect(openShelf(place, "ada", "second").read()).toEqual([]);
    }
  });

  it("keeps the newest where there is no room for all", () => {
    const place = drawers(500);
    const shelf = openShelf(place, "ada", "first");
    shelf.write(Array.from({ length: 9 }, (_, n) => entry(n, "y".repeat(100))));
    const kept = openShelf(place, "ada", "second").read();
    expect(kept.at(-1)).toMatchObject({ sequence: 8 });
    expect(kept.length).toBeLessThan(4);
  });

  it("does without where nothing can be kept", () => {
    expect(() => openShelf(drawers(0), "ada", "first").write([entry(1)])).not.toThrow();
  });
});
