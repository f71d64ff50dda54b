/** Everything about one sitting, gathered for a page, a file or a script. */
import type { SessionEvent, VerdictRow } from "../../assess/model.ts";
import { playBack } from "../../assess/playback.ts";
import { reportSession, type SessionReport } from "../../assess/report.ts";
import { SIMILARITY_NOTE, type Similarity } from "../../assess/similarity.ts";
import { summarizeWriting, type Writing } from "../../assess/writing.ts";
import { readSkeleton } from "../../catalog/catalog.ts";
import { HarnessFault } from "../../fault.ts";
import type { Text } from "../../kata.ts";
import type { Tx } from "../../store/driver.ts";
import { findPerson } from "../../store/people.ts";
import { findSource, listVerdicts } from "../../store/submissions.ts";
import type { Grader } from "../grader/grader.ts";
import { assessmentOf } from "./assessments.ts";
import { type Desk, noSession } from "./desk.ts";
import { compareSessions, logOf, textsOf } from "./evidence.ts";

export interface WholeReport {
  readonly name: string | null;
  readonly title: string;
  readonly report: SessionReport;
  /** The whole record of each grading. */
  readonly records: readonly {
    readonly submission: string;
    readonly round: number;
    readonly at: number;
    readonly record: unknown;
  }[];
  readonly writing: readonly Writing[];
  /** Of each kata the text that the score is from. */
  readonly attempts: readonly { readonly kata: string; readonly text: string }[];
  readonly note: Text;
  readonly events: readonly SessionEvent[];
  /** The titles of the katas, by name. */
  readonly titles: ReadonlyMap<string, Text>;
}

/** @throws ApiError where there is no such session */
export async function readReport(desk: Desk, grader: Grader, id: string): Promise<WholeReport> {
  const { assessment, state, events, texts, ...read } = await desk.store.read((tx) => gather(tx, id));
  const katas = state.plan?.katas ?? [];
  const similarity = await similarityOf(desk, grader, assessment, katas);
  const report = reportSession(state, events, verdictsOf(events), similarity);
  const known = new Map(desk.catalog.katas.map((kata) => [kata.id, kata]));
  return {
    ...read,
    report,
    writing: katas.map((kata) => {
      const declared = known.get(kata);
      const skeleton = declared ? readSkeleton(declared) : "";
      return summarizeWriting(playBack(events, kata, skeleton, (hash) => texts.get(hash)));
    }),
    attempts: report.katas.flatMap(({ kata, submission }) => {
      const text = submission === null ? undefined : texts.get(state.submissions[submission].source.hash);
      return text === undefined ? [] : [{ kata, text }];
    }),
    note: SIMILARITY_NOTE,
    events,
    titles: new Map([...known].map(([name, { title }]) => [name, title])),
  };
}

async function gather(tx: Tx, id: string) {
  const { state, events } = await logOf(tx, id);
  const person = await findPerson(tx, id);
  if (!person) throw noSession();
  const { title } = await assessmentOf(tx, person.assessmentId);
  const records = (await listVerdicts(tx, id)).map(({ submissionId, round, at, record }) => ({
    submission: submissionId,
    round,
    at,
    record,
  }));
  const texts = await textsOf(events, (hash) => findSource(tx, id, hash));
  return { name: person.name, assessment: person.assessmentId, title, state, events, records, texts };
}

/** Nothing about a kata that cannot be compared now: the rest of the report is not held up. */
async function similarityOf(
  desk: Desk,
  grader: Grader,
  assessment: string,
  katas: readonly string[],
): Promise<Map<string, Similarity>> {
  const found = new Map<string, Similarity>();
  for (const kata of katas) {
    try {
      found.set(kata, await compareSessions(desk, grader, assessment, kata));
    } catch (error) {
      if (!(error instanceof HarnessFault)) throw error;
    }
  }
  return found;
}

function verdictsOf(events: readonly SessionEvent[]): VerdictRow[] {
  return events.flatMap((event) => (event.kind === "verdict" ? [event.data] : []));
}
