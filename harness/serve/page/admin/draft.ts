/** An assessment as its form holds it, in the words and units of people, and what the server is sent. */
import type { Settings } from "../../../assess/settings.ts";
import type { NewAssessment } from "../../schemas/organiser.ts";

export interface Draft {
  readonly title: string;
  readonly katas: readonly string[];
  readonly minutes: string;
  /** As a field of date and time gives it, where the organiser is; empty: none. */
  readonly opensAt: string;
  readonly closesAt: string;
  readonly graceSeconds: string;
  readonly submitIntervalSeconds: string;
  readonly runIntervalSeconds: string;
  /** Empty: as many as the interval allows. */
  readonly maxSubmissions: string;
  readonly counts: Settings["counts"];
  readonly feedback: Settings["feedback"];
  readonly runs: boolean;
  /** Empty: no practice room. */
  readonly practice: string;
  readonly honour: string;
}

export const FIRST_DRAFT: Draft = {
  title: "",
  katas: [],
  minutes: "60",
  opensAt: "",
  closesAt: "",
  graceSeconds: "10",
  submitIntervalSeconds: "30",
  runIntervalSeconds: "2",
  maxSubmissions: "",
  counts: "best",
  feedback: "score",
  runs: true,
  practice: "01-backpropagation",
  honour: "",
};

type Problem = "empty" | "katas" | "number" | "moment" | "order";
export type Problems = { readonly [Field in keyof Draft]?: Problem };

/** What is wrong with a draft, by field; nothing when the server will take it. */
export function problemsOf(draft: Draft): Problems {
  const problems: { -readonly [Field in keyof Draft]?: Problem } = {};
  if (draft.title.trim() === "") problems.title = "empty";
  if (draft.katas.length === 0) problems.katas = "katas";
  for (const [field, least, most] of NUMBERS) {
    const text = draft[field].trim();
    if (text === "" && field === "maxSubmissions") continue;
    const value = Number(text);
    const isFit = field === "minutes" ? Math.round(value * 60) >= 1 : Number.isInteger(value);
    if (text === "" || !isFit || !(value >= least && value <= most)) problems[field] = "number";
  }
  for (const field of ["opensAt", "closesAt"] as const)
    if (draft[field] !== "" && momentOf(draft[field]) === undefined) problems[field] = "moment";
  const [opens, closes] = [momentOf(draft.opensAt), momentOf(draft.closesAt)];
  if (opens !== undefined && closes !== undefined && opens >= closes) problems.closesAt = "order";
  return problems;
}

/** Of a draft without problems. */
export function bodyOf(draft: Draft): NewAssessment {
  const { title, katas, counts, feedback, runs, practice } = draft;
  const honour = draft.honour.trim();
  return {
    title: title.trim(),
    katas: [...katas],
    settings: {
      limitSeconds: Math.round(Number(draft.minutes) * 60),
      opensAt: momentOf(draft.opensAt) ?? null,
      closesAt: momentOf(draft.closesAt) ?? null,
      graceSeconds: Number(draft.graceSeconds),
      submitIntervalSeconds: Number(draft.submitIntervalSeconds),
      runIntervalSeconds: Number(draft.runIntervalSeconds),
      maxSubmissions: draft.maxSubmissions.trim() === "" ? null : Number(draft.maxSubmissions),
      counts,
      feedback,
      runs,
      practice: practice === "" ? null : practice,
      honour: honour === "" ? null : honour,
    },
  };
}

export function draftOf(title: string, katas: readonly string[], settings: Settings): Draft {
  return {
    title,
    katas,
    minutes: String(settings.limitSeconds / 60),
    opensAt: fieldOf(settings.opensAt),
    closesAt: fieldOf(settings.closesAt),
    graceSeconds: String(settings.graceSeconds),
    submitIntervalSeconds: String(settings.submitIntervalSeconds),
    runIntervalSeconds: String(settings.runIntervalSeconds),
    maxSubmissions: settings.maxSubmissions === null ? "" : String(settings.maxSubmissions),
    counts: settings.counts,
    feedback: settings.feedback,
    runs: settings.runs,
    practice: settings.practice ?? "",
    honour: settings.honour ?? "",
  };
}

/** Milliseconds since 1970; undefined where it says no moment. @param field `2031-05-04T09:30`, where the reader is */
export function momentOf(field: string): number | undefined {
  const at = new Date(field).getTime();
  return Number.isNaN(at) ? undefined : at;
}

const NUMBERS = [
  ["minutes", 0, 44_640],
  ["graceSeconds", 0, 300],
  ["submitIntervalSeconds", 0, 86_400],
  ["runIntervalSeconds", 0, 86_400],
  ["maxSubmissions", 1, 1_000_000],
] as const;

function fieldOf(at: number | null): string {
  if (at === null) return "";
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  const text = local.toISOString().slice(0, 19);
  return text.replace(/:00$/, "");
}
