import { expect, it } from "vitest";
import type { SessionRow } from "../../schemas/sittings.ts";
import { newsBetween } from "./live.ts";

const kata: SessionRow["katas"][number] = {
  kata: "10-momentum",
  savedAt: null,
  bytes: 0,
  submissions: 0,
  score: 0,
  pending: 0,
};
const row: SessionRow = {
  id: "p1",
  name: "Ada",
  email: null,
  invitedAt: 1,
  expiresAt: null,
  revoked: false,
  forgotten: false,
  phase: "running",
  openedAt: 2,
  startedAt: 3,
  deadline: 9,
  remainingMs: 5,
  extraSeconds: 0,
  endedAt: null,
  endedBy: null,
  lastAt: 4,
  seq: 4,
  clientChanges: 0,
  score: 0,
  final: false,
  katas: [kata],
};
const withKata = (change: Partial<typeof kata>): SessionRow => ({ ...row, katas: [{ ...kata, ...change }] });

it.each<[string, SessionRow, SessionRow, object | undefined]>([
  ["a start", { ...row, phase: "invited", katas: [] }, row, { kind: "started" }],
  ["an end", row, { ...row, phase: "ended" }, { kind: "ended" }],
  ["a withdrawal before an end", row, { ...row, phase: "ended", revoked: true }, { kind: "revoked" }],
  ["a submission", row, withKata({ submissions: 1, pending: 1 }), { kind: "submitted", kata: "10-momentum", score: 0 }],
  [
    "a verdict",
    withKata({ submissions: 1, pending: 1 }),
    withKata({ submissions: 1, score: 60 }),
    { kind: "scored", kata: "10-momentum", score: 60 },
  ],
  ["nothing of a save", row, withKata({ savedAt: 5, bytes: 7 }), undefined],
])("tells %s", (_what, before, after, news) => {
  expect(newsBetween(before, after)).toEqual(news);
});
