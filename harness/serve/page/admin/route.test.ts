import { expect, it } from "vitest";
import { pathOf, type Route, readRoute } from "./route.ts";

it.each<Route>([
  { at: "list" },
  { at: "new" },
  { at: "queue" },
  { at: "assessment", id: "a/1 ?#", tab: "similarity" },
  { at: "preview", id: "a1" },
  { at: "person", id: "p1", tab: "playback" },
  { at: "person", id: "p1", tab: "playback", moment: { kata: "a/1 ?#", seq: 17 } },
])("the address of %j leads back to it", (route) => {
  expect(readRoute(pathOf(route))).toEqual(route);
});

it.each([
  ["/admin/", "list"],
  ["/admin/assessment/a1", "assessment"],
  ["/admin/person/p1/", "person"],
  ["/admin/person", "nowhere"],
  ["/admin/person/p1/other", "nowhere"],
  ["/admin/assessment/a1/live/more", "nowhere"],
  ["/admin/person/p1/playback/01-backpropagation", "nowhere"],
  ["/admin/person/p1/playback/01-backpropagation/zero", "nowhere"],
  ["/admin/person/p1/playback/01-backpropagation/0", "nowhere"],
  ["/admin/person/p1/report/01-backpropagation/3", "nowhere"],
  ["/admin/new/more", "nowhere"],
  ["/admin/%zz", "nowhere"],
])("%s is %s", (path, at) => {
  expect(readRoute(path).at).toBe(at);
});
