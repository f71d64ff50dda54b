/** What came of a sitting: scores by part, verdicts, what is known about the mistakes, and what happened when. */

import { useState } from "preact/hooks";
import type { ReportKata, ReportSubmission, SessionReport } from "../../../assess/report.ts";
import type { Text } from "../../../kata.ts";
import type { Picture } from "../../../report/pictures/picture.ts";
import type { TeamRecord } from "../../grader/protocol.ts";
import { useGap, useLanguage, useWords } from "../shared/language.ts";
import { moment, span, timeOfDay } from "../shared/moments.ts";
import { Pictures } from "../shared/plots/pictures.tsx";
import { Scroll } from "../shared/scroll.tsx";
import { Notice } from "../shared/shell.tsx";
import { PartsTable } from "./parts-table.tsx";
import { SavesPart } from "./saves.tsx";
import { TimelineList } from "./timeline-list.tsx";
import { ToPlayback } from "./to-playback.tsx";
import { WORDS } from "./words.ts";

export interface Reported {
  readonly name: string | null;
  readonly title: string;
  readonly report: SessionReport;
  readonly records: readonly GradedRecord[];
  readonly note: Text;
}

/** Of a grading what this page draws. */
interface GradedRecord {
  readonly submission: string;
  readonly round: number;
  readonly record: Pick<TeamRecord, "pictures"> | null;
}

export function ReportPart({ reported }: { readonly reported: Reported }) {
  const words = useWords(WORDS);
  const { report, records } = reported;
  return (
    <>
      <Facts reported={reported} />
      {report.katas.length === 0 && <p class="card">{words.report.notStarted}</p>}
      {report.katas.map((kata) => (
        <KataCard
          key={kata.kata}
          one={kata}
          report={report}
          graded={records.find(({ submission, round }) => submission === kata.submission && round === kata.round)}
        />
      ))}
      {report.startedAt !== null && <SavesPart id={report.session} />}
      <h2>{words.report.timeline}</h2>
      <TimelineList entries={report.timeline} />
    </>
  );
}

function Facts({ reported: { report, note } }: { readonly reported: Reported }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const gap = useGap();
  const { score, final, startedAt, deadline, endedAt, endedBy, extraSeconds, signals, log, phase } = report;
  return (
    <div class="card">
      <dl class="counts">
        <div>
          <dt>{words.live.score}</dt>
          <dd>
            {score === null ? "—" : words.points(score)}{" "}
            <small>{score !== null && !final && words.report.notFinal}</small>
          </dd>
        </div>
        <div>
          <dt>{words.list.state}</dt>
          <dd>{phase === "ended" && endedBy ? words.endedBy[endedBy] : words.phase[phase]}</dd>
        </div>
        {startedAt !== null && (
          <div>
            <dt>{words.report.started}</dt>
            <dd>{moment(startedAt, language)}</dd>
          </div>
        )}
        {startedAt !== null && endedAt !== null && (
          <div>
            <dt>{words.report.took}</dt>
            <dd>{span((endedAt - startedAt) / 1_000, language)}</dd>
          </div>
        )}
        {endedAt === null && deadline !== null && (
          <div>
            <dt>{words.report.deadline}</dt>
            <dd>{timeOfDay(deadline, language)}</dd>
          </div>
        )}
        {extraSeconds !== 0 && (
          <div>
            <dt>{words.report.extra}</dt>
            <dd>{words.live.extra(extraSeconds)}</dd>
          </div>
        )}
      </dl>
      <p>{words.report.signals(signals)}</p>
      <Notice>
        {words.report.signalsNote}
        {gap}
        {note[language]}
      </Notice>
      <p class={log.intact ? "good" : "bad"}>{log.intact ? words.log.intact(log.events) : words.log.broken(log.seq)}</p>
    </div>
  );
}

interface KataCardProps {
  readonly one: ReportKata;
  readonly report: SessionReport;
  /** The grading that its score is from. */
  readonly graded: GradedRecord | undefined;
}

function KataCard({ one, report, graded }: KataCardProps) {
  const words = useWords(WORDS);
  const { kata, score, pending, ungradable, saves, runs, pastes, pastedBytes, history, marks, diagnoses } = one;
  return (
    <section class="card" aria-label={kata}>
      <div class="row heading">
        <h2>{kata}</h2>
        <strong class="score">{words.report.score(score)}</strong>
        {pending > 0 && <span class="tag">{words.live.pending}</span>}
      </div>
      <p class="muted">{words.report.doings({ saves, runs, pastes, pastedBytes })}</p>
      {ungradable > 0 && <Notice kind="warn">{words.report.ungradable(ungradable)}</Notice>}
      {marks && <PartsTable marks={marks} diagnoses={diagnoses} kata={kata} />}
      {graded?.record?.pictures?.map(({ part, pictures }) => (
        <PartPictures key={part} part={part} pictures={pictures} />
      ))}
      {history.length === 0 ? <p>{words.report.nothing}</p> : <History history={history} kata={kata} report={report} />}
    </section>
  );
}

/** Drawn only for who opens them. */
function PartPictures({ part, pictures }: { readonly part: string; readonly pictures: readonly Picture[] }) {
  const words = useWords(WORDS);
  const [isOpen, open] = useState(false);
  return (
    <details class="part-pictures" open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        {words.report.pictures} <code>{part}</code>
      </summary>
      {isOpen && <Pictures pictures={pictures} />}
    </details>
  );
}

interface HistoryProps {
  readonly history: readonly ReportSubmission[];
  readonly kata: string;
  readonly report: SessionReport;
}

function History({ history, kata, report: { session, timeline } }: HistoryProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  return (
    <Scroll label={`${kata}: ${words.report.history}`}>
      <table class="wide">
        <caption>{words.report.history}</caption>
        <thead>
          <tr>
            <th scope="col">{words.report.at}</th>
            <th scope="col">{words.report.sinceStart}</th>
            <th scope="col">{words.report.by}</th>
            <th scope="col">{words.report.rounds}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {history.map(({ submission, at, ms, by, late, counts, rounds }) => (
            <tr key={submission}>
              <th scope="row">{timeOfDay(at, language)}</th>
              <td>{span(ms / 1_000, language)}</td>
              <td>
                {by === "candidate" ? words.report.candidate : words.report.atEnd}
                {late && <strong class="warn"> {words.report.late}</strong>}
                {counts && <span class="tag tag-good">{words.report.counts}</span>}
              </td>
              <td>
                {rounds.map(({ round, marks, ungradable }) => (
                  <span key={round} class="group">
                    {rounds.length > 1 && `${words.report.round(round)} `}
                    {marks ? words.points(marks.score) : ungradable !== null ? ungradable : words.live.pending}
                  </span>
                ))}
              </td>
              <td>
                <ToPlayback
                  session={session}
                  kata={kata}
                  seq={seqOf(timeline, kata, at)}
                  label={timeOfDay(at, language)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The entry of the log that is a submission. */
function seqOf(timeline: SessionReport["timeline"], kata: string, at: number): number | undefined {
  return timeline.find((one) => one.kind === "submitted" && one.kata === kata && one.at === at)?.seq;
}
