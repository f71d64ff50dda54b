import { expect, it } from "vitest";
import { readSettings, searchOf } from "./settings.ts";

it.each([
  ["", { freeze: 0, isProjected: false }],
  ["?freeze=15", { freeze: 15, isProjected: false }],
  ["?freeze=15&projector=1", { freeze: 15, isProjected: true }],
])("%j comes back", (search, settings) => {
  expect(readSettings(search)).toEqual(settings);
  expect(searchOf(settings)).toBe(search);
});

it.each(["?freeze=-1", "?freeze=soon", "?freeze=1.5", "?freeze=99999"])("%s freezes nothing", (search) => {
  expect(readSettings(search).freeze).toBe(0);
});
