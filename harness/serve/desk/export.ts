/** The results of an assessment for other programs. */
import { stringify } from "csv-stringify/sync";
import type { SessionState } from "../../assess/model.ts";
import { scoreSession } from "../../assess/score.ts";
import { inertJson } from "../../report/inert.ts";
import { listPeople } from "../../store/people.ts";
import { listSessions } from "../../store/sessions.ts";
import { assessmentOf } from "./assessments.ts";
import type { Desk } from "./desk.ts";

interface Exported {
  readonly person: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phase: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly extraSeconds: number;
  readonly score: number | null;
  readonly final: boolean;
  readonly katas: readonly {
    readonly kata: string;
    readonly score: number;
    readonly submissions: number;
    readonly late: number;
  }[];
}

/** One JSON object a line and person; or a table with one row a person and kata. */
export async function exportAssessment(desk: Desk, id: string, format: "jsonl" | "csv"): Promise<string> {
  const people = await collect(desk, id);
  if (format === "jsonl") return people.map((one) => `${inertJson(JSON.stringify(one))}\n`).join("");
  const rows = people.flatMap(({ katas, score, ...person }) => {
    const own = { ...person, total: score };
    return katas.length === 0 ? [own] : katas.map((kata) => ({ ...own, ...kata }));
  });
  return stringify(rows, {
    header: true,
    columns: COLUMNS,
    escape_formulas: true,
    bom: true,
    cast: { boolean: String },
  });
}

const COLUMNS = [
  "person", "name", "email", "phase", "startedAt", "endedAt", "endedBy", "extraSeconds", "total", "final",
  "kata", "score", "submissions", "late",
]; // biome-ignore format: the person's, then the kata's

async function collect({ store }: Desk, id: string): Promise<Exported[]> {
  return store.read(async (tx) => {
    await assessmentOf(tx, id);
    const states = new Map((await listSessions(tx, id)).map((one) => [one.id, one.state as SessionState | null]));
    return (await listPeople(tx, id)).map((person): Exported => {
      const state = states.get(person.id);
      const scored = state && scoreSession(state);
      return {
        person: person.id,
        name: person.name,
        email: person.email,
        phase: state?.phase ?? "ended",
        startedAt: moment(state?.startedAt),
        endedAt: moment(state?.endedAt),
        endedBy: state?.endedBy ?? null,
        extraSeconds: state?.extraSeconds ?? 0,
        score: scored?.score ?? null,
        final: scored?.final ?? true,
        katas: (scored?.katas ?? []).map(({ kata, score, submissions, late }) => ({ kata, score, submissions, late })),
      };
    });
  });
}

function moment(at: number | null | undefined): string | null {
  return at == null ? null : new Date(at).toISOString();
}
