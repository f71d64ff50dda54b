/** What an organiser changes while people sit, and afterwards. */
import { type Assessment, answerOf, type Sitting } from "../join/client.ts";
import { clockTime } from "../words/sitting.ts";
import { type AssessOptions, asOrganiser, byWhom, print, secondsOf, utc } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";

export interface WhyOptions extends AssessOptions {
  readonly reason: string;
  readonly all?: boolean;
  readonly end?: boolean;
  readonly kata?: string;
}

/** Gives one person more time, or takes some. */
export async function extend(person: string, time: string, options: WhyOptions): Promise<number> {
  const body = { seconds: secondsOf("time", time), ...whyOf(options) };
  return tellSitting(options, (api) =>
    answerOf(api.POST("/api/sessions/{id}/time", { params: { path: { id: person } }, body })),
  );
}

/** Ends the sitting of one person; with --all nobody can start the assessment any more. */
export async function close(id: string, options: WhyOptions): Promise<number> {
  const path = { params: { path: { id } } };
  if (!options.all)
    return tellSitting(options, (api) =>
      answerOf(api.POST("/api/sessions/{id}/close", { ...path, body: whyOf(options) })),
    );
  const body = { running: options.end ? ("end" as const) : ("finish" as const), ...whyOf(options) };
  const closed = await asOrganiser(options, (api) =>
    answerOf<Assessment>(api.POST("/api/assessments/{id}/close", { ...path, body })),
  );
  print(options, closed, () => [
    `${closed.id} closed; ${closed.sessions.running} running, ${closed.sessions.ended} ended`,
  ]);
  return EXIT.ok;
}

/** Lets one person go on whose sitting was closed too early. */
export async function reopen(person: string, options: WhyOptions): Promise<number> {
  const asked = { params: { path: { id: person } }, body: whyOf(options) };
  return tellSitting(options, (api) => answerOf(api.POST("/api/sessions/{id}/reopen", asked)));
}

/** Grades again what was submitted in time: of one person, or with --all of everybody. */
export async function regrade(id: string, options: WhyOptions): Promise<number> {
  const asked = {
    params: { path: { id } },
    body: { ...whyOf(options), ...(options.kata !== undefined && { kata: options.kata }) },
  };
  if (!options.all) return tellSitting(options, (api) => answerOf(api.POST("/api/sessions/{id}/regrade", asked)));
  const done = await asOrganiser(options, (api) => answerOf(api.POST("/api/assessments/{id}/regrade", asked)));
  print(options, done, () => [`${done.submissions} submissions of ${done.sessions} people are graded again`]);
  return EXIT.ok;
}

/** Withdraws an invitation; who sits is ended. */
export async function revoke(person: string, options: WhyOptions): Promise<number> {
  const asked = { params: { path: { id: person }, query: whyOf(options) } };
  const done = await asOrganiser(options, (api) => answerOf(api.DELETE("/api/invitations/{id}", asked)));
  print(options, done, () => [`${person} revoked`]);
  return EXIT.ok;
}

/** A new link for the same person and sitting; the old one ends. */
export async function reissue(person: string, options: AssessOptions): Promise<number> {
  const asked = { params: { path: { id: person } }, body: { by: byWhom(options) } };
  const made = await asOrganiser(options, (api) => answerOf(api.POST("/api/invitations/{id}/reissue", asked)));
  print(options, made, () => [made.link]);
  return EXIT.ok;
}

async function tellSitting(options: AssessOptions, ask: Parameters<typeof asOrganiser<Sitting>>[1]): Promise<number> {
  const one = await asOrganiser(options, ask);
  const left = one.remainingMs === null ? "" : `, ${clockTime(one.remainingMs)} left`;
  const until = one.deadline === null ? "" : `, until ${utc(one.deadline)} UTC`;
  print(options, one, () => [`${one.id} ${one.phase}${until}${left}`]);
  return EXIT.ok;
}

function whyOf(options: WhyOptions): { by: string; reason: string } {
  return { by: byWhom(options), reason: options.reason };
}
