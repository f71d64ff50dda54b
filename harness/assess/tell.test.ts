import { describe, expect, it } from "vitest";
import type { Refusal } from "./model.ts";
import { NINE } from "./rehearsal.ts";
import { tellRefusal } from "./tell.ts";

const HOSTILE = "\u001b[31m<script>\u202e";
const ALL: { readonly [Code in Refusal["code"]]: Refusal & { readonly code: Code } } = {
  "not-invited": { code: "not-invited" },
  "already-invited": { code: "already-invited" },
  revoked: { code: "revoked" },
  "assessment-closed": { code: "assessment-closed" },
  "honour-required": { code: "honour-required" },
  "no-practice": { code: "no-practice" },
  "invitation-expired": { code: "invitation-expired", expiresAt: NINE },
  "not-open-yet": { code: "not-open-yet", opensAt: NINE },
  "window-closed": { code: "window-closed", closesAt: NINE },
  "no-time": { code: "no-time", extraSeconds: -60 },
  "not-started": { code: "not-started" },
  "already-started": { code: "already-started" },
  "not-ended": { code: "not-ended" },
  "runs-off": { code: "runs-off" },
  "nothing-to-regrade": { code: "nothing-to-regrade" },
  ended: { code: "ended", endedBy: "expired", endedAt: NINE },
  "unknown-kata": { code: "unknown-kata", kata: HOSTILE },
  "source-too-large": { code: "source-too-large", bytes: 70_000, limit: 65_536 },
  "too-soon": { code: "too-soon", what: "submit", nextAt: NINE, waitMs: 1_500 },
  "submissions-used": { code: "submissions-used", kata: "17-lstm", max: 3 },
  "submission-reused": { code: "submission-reused", submission: HOSTILE },
  "unknown-submission": { code: "unknown-submission", submission: HOSTILE },
  "sequence-reused": { code: "sequence-reused", device: "a", sequence: 4 },
  "unknown-round": { code: "unknown-round", submission: HOSTILE, round: 2 },
  "already-judged": { code: "already-judged", submission: HOSTILE, round: 2 },
  "too-many-notes": { code: "too-many-notes", limit: 2_000 },
  "takes-too-much": { code: "takes-too-much", atMost: 60 },
  "deadline-past": { code: "deadline-past", needed: 61 },
};

describe("the words of a refusal", () => {
  it.each(Object.values(ALL).map((refusal) => [refusal.code, refusal] as const))(
    "%s: what holds and what to do, in both languages",
    (_, refusal) => {
      const { message, remedy } = tellRefusal(refusal);
      for (const told of [message, remedy]) {
        expect(told.en).toMatch(/^[“A-Z0-9].*\.$/);
        expect(told.zh).toMatch(/[\u4e00-\u9fff].*。$/);
        expect(told.en + told.zh).not.toMatch(/undefined|NaN|\u001b|\u202e/);
      }
    },
  );

  it("carries the numbers that help", () => {
    expect(tellRefusal(ALL["too-soon"]).remedy.en).toBe("Try again in 2 s, at 2031-05-05 09:00:00 UTC.");
    expect(tellRefusal(ALL["takes-too-much"]).remedy.en).toContain("at most 60 s");
    expect(tellRefusal({ code: "takes-too-much", atMost: 0 }).remedy.en).toBe("Close the session instead.");
    expect(tellRefusal({ code: "ended", endedBy: "finished", endedAt: NINE }).message.en).toContain("You finished");
  });
});
