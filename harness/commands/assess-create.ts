import { readFileSync } from "node:fs";
import { faultOfPath, UsageError } from "../fault.ts";
import { type Assessment, answerOf, type KataPage } from "../join/client.ts";
import { printable } from "../text.ts";
import { clockTime } from "../words/sitting.ts";
import { type AssessOptions, asOrganiser, momentOf, print, secondsOf, table, utc } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";
import { wholeNumber } from "./options.ts";

export interface CreateOptions extends AssessOptions {
  readonly title: string;
  readonly katas: string[];
  readonly limit: string;
  readonly opens?: string;
  readonly closes?: string;
  readonly grace?: string;
  readonly interval?: string;
  readonly submissions?: string;
  readonly counts?: "best" | "last";
  readonly feedback?: "none" | "score" | "full";
  readonly runs: boolean;
  readonly practice?: string;
  readonly honour?: string;
  readonly honourFile?: string;
}

/** Makes an assessment, and prints its id: alone on its line, so that a script can keep it. */
export async function create(options: CreateOptions): Promise<number> {
  const body = {
    title: options.title,
    katas: options.katas,
    settings: {
      limitSeconds: secondsOf("--limit", options.limit),
      opensAt: momentOf("--opens", options.opens),
      closesAt: momentOf("--closes", options.closes),
      ...(options.grace !== undefined && { graceSeconds: secondsOf("--grace", options.grace) }),
      ...(options.interval !== undefined && { submitIntervalSeconds: secondsOf("--interval", options.interval) }),
      ...(options.submissions !== undefined && {
        maxSubmissions: wholeNumber("--submissions", options.submissions, 1, 10_000),
      }),
      counts: options.counts,
      feedback: options.feedback,
      runs: options.runs,
      practice: options.practice ?? null,
      honour: honourOf(options),
    },
  };
  const made = await asOrganiser(options, (api) => answerOf<Assessment>(api.POST("/api/assessments", { body })));
  print(options, made, () => [made.id]);
  return EXIT.ok;
}

/** What its candidates will see. */
export async function preview(id: string, options: AssessOptions): Promise<number> {
  const seen = await asOrganiser(options, (api) =>
    answerOf(api.GET("/api/assessments/{id}/preview", { params: { path: { id } } })),
  );
  print(options, seen, () => [
    printable(seen.title, 200),
    ...settingsLines(seen.settings),
    ...(seen.katas as readonly KataPage[]).flatMap((page) => ["", ...pageLines(page)]),
  ]);
  return EXIT.ok;
}

/** Every assessment, or the people of one. */
export async function list(id: string | undefined, options: AssessOptions): Promise<number> {
  if (id !== undefined) return people(id, options);
  const { assessments } = await asOrganiser(options, (api) => answerOf(api.GET("/api/assessments")));
  print(options, assessments, () =>
    table([
      ["id", "title", "katas", "limit", "invited", "running", "ended", "closed"],
      ...assessments.map(({ id, title, katas, settings, sessions, closedAt }) => [
        id,
        title,
        katas.length,
        clockTime(settings.limitSeconds * 1_000),
        sessions.invited,
        sessions.running,
        sessions.ended,
        utc(closedAt),
      ]),
    ]),
  );
  return EXIT.ok;
}

async function people(id: string, options: AssessOptions): Promise<number> {
  const { sessions } = await asOrganiser(options, (api) =>
    answerOf(api.GET("/api/assessments/{id}/invitations", { params: { path: { id } } })),
  );
  print(options, sessions, () =>
    table([
      ["person", "name", "phase", "started", "deadline", "ended", "by", "score"],
      ...sessions.map((one) => [
        one.id,
        one.name,
        one.revoked ? "revoked" : one.phase,
        utc(one.startedAt),
        utc(one.deadline),
        utc(one.endedAt),
        one.endedBy,
        one.score === null ? null : Math.round(one.score * 100) / 100,
      ]),
    ]),
  );
  return EXIT.ok;
}

function settingsLines(settings: Record<string, unknown>): string[] {
  return Object.entries(settings).map(([name, value]) => `  ${name}: ${printable(String(value), 400)}`);
}

function pageLines({ kata, title, minutes, parts, examples }: KataPage): string[] {
  return [
    `${kata} · ${title.en} · ${title.zh} · ${minutes} min`,
    ...parts.map(({ part, points }) => `  ${part}: ${points} points`),
    ...examples.map(
      ({ part, name, call, result }) => `  ${part}, ${name}: ${printable(call, 300)} → ${printable(result, 300)}`,
    ),
  ];
}

function honourOf({ honour, honourFile }: CreateOptions): string | null {
  if (honour !== undefined && honourFile !== undefined)
    throw new UsageError(
      { en: "--honour and --honour-file both give a statement.", zh: "--honour 与 --honour-file 同时给出了声明。" },
      { en: "Leave one of them out.", zh: "请去掉其中一个。" },
    );
  if (honourFile === undefined) return honour ?? null;
  try {
    return readFileSync(honourFile, "utf8").trim();
  } catch (error) {
    throw faultOfPath(error, { en: `${honourFile} cannot be read`, zh: `无法读取 ${honourFile}` });
  }
}
