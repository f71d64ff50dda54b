import { expect, it } from "vitest";
import { putAside, takeUp } from "./shelf.ts";

function store(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

const unsaved = (text: string) => ({ text, base: "b", baseText: "before" });

it("gives back what a page left, its own first, each once", () => {
  const drawers = store();
  putAside(drawers, "gone", "01-one", unsaved("of another"));
  putAside(drawers, "here", "01-one", unsaved("own"));
  putAside(drawers, "here", "01-one-more", unsaved("another kata"));
  expect(takeUp(drawers, "here", "01-one")).toEqual(unsaved("own"));
  expect(takeUp(drawers, "here", "01-one")).toEqual(unsaved("of another"));
  expect(takeUp(drawers, "here", "01-one")).toBeUndefined();
  putAside(drawers, "here", "01-one-more", undefined);
  expect(drawers.length).toBe(0);
});

it("takes what is damaged for nothing, and a full store for no reason to stop", () => {
  const drawers = store();
  for (const text of ["{", "null", '{"text":1,"base":"","baseText":""}', "[]"]) {
    drawers.setItem("katagrad.practice.01-one.x", text);
    expect(takeUp(drawers, "here", "01-one")).toBeUndefined();
  }
  const full = {
    ...store(),
    length: 0,
    setItem() {
      throw new Error("full");
    },
  };
  expect(() => putAside(full, "here", "01-one", unsaved("x"))).not.toThrow();
});
