import { describe, expect, it } from "vitest";
import { newAssessment } from "../../schemas/organiser.ts";
import { bodyOf, type Draft, draftOf, FIRST_DRAFT, problemsOf } from "./draft.ts";

const good: Draft = { ...FIRST_DRAFT, title: " Interview ", katas: ["10-momentum", "17-lstm"], minutes: "7.5" };

describe("a draft of an assessment", () => {
  it("is what the server takes", () => {
    expect(problemsOf(good)).toEqual({});
    const body = newAssessment.parse(bodyOf(good));
    expect(body).toMatchObject({
      title: "Interview",
      katas: good.katas,
      settings: { limitSeconds: 450, honour: null },
    });
  });

  it.each([
    [{ title: " " }, { title: "empty" }],
    [{ katas: [] }, { katas: "katas" }],
    [{ minutes: "" }, { minutes: "number" }],
    [{ minutes: "0.001" }, { minutes: "number" }],
    [{ minutes: "an hour" }, { minutes: "number" }],
    [{ graceSeconds: "301" }, { graceSeconds: "number" }],
    [{ submitIntervalSeconds: "1.5" }, { submitIntervalSeconds: "number" }],
    [{ runIntervalSeconds: "-1" }, { runIntervalSeconds: "number" }],
    [{ maxSubmissions: "0" }, { maxSubmissions: "number" }],
    [{ opensAt: "soon" }, { opensAt: "moment" }],
    [{ opensAt: "2031-05-04T10:00", closesAt: "2031-05-04T09:00" }, { closesAt: "order" }],
  ] as [Partial<Draft>, object][])("with %j has the problem %j", (change, problems) => {
    expect(problemsOf({ ...good, ...change })).toEqual(problems);
  });

  it("comes back from the settings that it made", () => {
    const full: Draft = {
      ...good,
      title: "Interview",
      opensAt: "2031-05-04T09:00",
      closesAt: "2031-05-04T10:00:30",
      maxSubmissions: "3",
      practice: "",
      honour: "I work alone.",
      runs: false,
    };
    const { title, katas, settings } = newAssessment.parse(bodyOf(full));
    expect(draftOf(title, katas, settings)).toEqual(full);
  });
});
