/** Annotations of GitHub Actions: a workflow command a part that failed, a notice for the score. Source: GitHub, "Workflow commands". */
import type { ResultRecord } from "../record.ts";

export function toGithub(records: readonly ResultRecord[]): string {
  return records.flatMap(commandsOf).join("");
}

function commandsOf({ submission, kata, score, points, maxPoints, parts, problem }: ResultRecord): string[] {
  const failed = parts.filter(({ verdict }) => verdict !== "passed" && verdict !== "not-graded");
  return [
    ...(problem ? [command("error", { title: kata, ...place(submission, problem.at) }, problem.detail)] : []),
    ...(problem ? [] : failed).map(({ part, verdict, cases, diagnosis }) => {
      const first = cases.find((one) => one.verdict !== "passed");
      const told = [diagnosis?.text.en, first?.detail, verdict].find((line) => line) ?? verdict;
      return command("error", { title: `${kata} ${part}`, ...place(submission, first?.at) }, told);
    }),
    command("notice", { title: kata }, `${submission}: ${points} of ${maxPoints} points, score ${score}`),
  ];
}

/** A submission is a file, or a folder with an attempt.ts; what threw may be another file beside it. */
function place(submission: string, at: ResultRecord["parts"][number]["cases"][number]["at"]): Record<string, string> {
  const folder = submission.endsWith(".ts") ? submission.replace(/[^/\\]*$/, "") : submission.replace(/[/\\]*$/, "/");
  if (at) return { file: folder + at.file, line: String(at.line), col: String(at.column) };
  return { file: submission.endsWith(".ts") ? submission : `${folder}attempt.ts` };
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name} ${written.join(",")}::${data(message)}\n`;
}

/** Everything that could end the line, the property or the command is written by its number. */
function property(value: string): string {
  return data(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function data(value: string): string {
  return value.replaceAll("%", "%25").replaceAll("\n", "%0A").replaceAll("\t", " ");
}
