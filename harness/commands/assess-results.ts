/** What an organiser reads: the report of one person, the board, and the results for other programs. */
import { writeFileSync } from "node:fs";
import { faultOf } from "../fault.ts";
import { type Api, answerOf } from "../join/client.ts";
import { type AssessOptions, asOrganiser, print, table } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";

export interface ResultOptions extends AssessOptions {
  readonly format?: "html" | "json" | "csv" | "jsonl";
  readonly out?: string;
}

/** The report of one person: what was submitted, when, with which verdict, and whether the log is whole. */
export async function report(person: string, { format = "json", ...options }: ResultOptions): Promise<number> {
  const text = await asOrganiser(options, (api) => askText(api, person, format === "html"));
  write(options, text);
  return EXIT.ok;
}

/** Who has how many points. */
export async function board(id: string, options: AssessOptions): Promise<number> {
  const { rows } = await asOrganiser(options, (api) =>
    answerOf(api.GET("/api/assessments/{id}/board", { params: { path: { id } } })),
  );
  print(options, rows, () =>
    table([
      ["rank", "name", "score", "", "person"],
      ...rows.map(({ rank, name, score, final, id: person }) => [
        rank,
        name,
        Math.round(score * 100) / 100,
        final ? "final" : "so far",
        person,
      ]),
    ]),
  );
  return EXIT.ok;
}

/** The results of everybody, as JSON lines or CSV. */
export async function exportResults(id: string, { format = "jsonl", ...options }: ResultOptions): Promise<number> {
  const query = { format: format === "csv" ? ("csv" as const) : ("jsonl" as const) };
  const text = await asOrganiser(options, (api) =>
    answerOf<string>(
      api.GET("/api/assessments/{id}/export", { params: { path: { id }, query }, parseAs: "text" }) as never,
    ),
  );
  write(options, text);
  return EXIT.ok;
}

async function askText(api: Api, person: string, html: boolean): Promise<string> {
  const path = { id: person };
  if (!html)
    return `${JSON.stringify(await answerOf(api.GET("/api/sessions/{id}/report", { params: { path } })), null, 2)}\n`;
  const params = { path, query: { format: "html" } };
  return answerOf<string>(api.GET("/api/sessions/{id}/report", { params, parseAs: "text" } as never) as never);
}

function write({ out }: ResultOptions, text: string): void {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text, { mode: 0o600 });
  } catch (error) {
    throw faultOf(error, { en: `${out} cannot be written`, zh: `无法写入 ${out}` });
  }
}
