/** What came of it: the run on the examples, and the submissions. */
import { useState } from "preact/hooks";
import { wordsIn } from "../../../words/words.ts";
import type { SubmissionView } from "../../schemas/candidate.ts";
import { type Language, useLanguage, useWords } from "../shared/language.ts";
import { timeOfDay } from "../shared/moments.ts";
import { Mark, PartResult, Report } from "../shared/part-result.tsx";
import { Pictures } from "../shared/plots/pictures.tsx";
import { FailureNotice } from "../shared/shell.tsx";
import { Tabs } from "../shared/tabs.tsx";
import type { RunState } from "./draft.ts";
import { WORDS } from "./words.ts";
import type { RoomWords } from "./words-en.ts";

interface ResultsProps {
  readonly run: RunState | undefined;
  readonly mayRun: boolean;
  /** Of the kata, oldest first; undefined where nothing can be submitted. */
  readonly submissions?: readonly SubmissionView[];
  readonly tab: "run" | "submissions";
  choose(tab: "run" | "submissions"): void;
  /** Puts a submitted text into the editor; absent when nothing can be written any more. */
  use?(one: SubmissionView): void;
}

export function Results({ run, mayRun, submissions, tab, choose, use }: ResultsProps) {
  const words = useWords(WORDS);
  return (
    <section class="results" aria-label={words.results.title}>
      {submissions && (
        <Tabs
          id="results"
          label={words.results.title}
          names={["run", "submissions"] as const}
          chosen={tab}
          choose={choose}
          face={(name) => (name === "run" ? words.results.run : words.results.submissions(submissions.length))}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div id="results-panel" class="results-panel" role="tabpanel" aria-label={words.results.title} tabIndex={0}>
        {tab === "run" || !submissions ? (
          <RunResult run={run} mayRun={mayRun} />
        ) : (
          <Submissions submissions={submissions} use={use} />
        )}
      </div>
    </section>
  );
}

function RunResult({ run, mayRun }: { readonly run: RunState | undefined; readonly mayRun: boolean }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  if (!mayRun) return <p class="muted">{words.runsOff}</p>;
  if (run?.failure) return <FailureNotice failure={run.failure} />;
  if (run?.isRunning) return <p class="muted">{run.position ? words.runWaits(run.position) : words.running}</p>;
  if (!run?.result) return <p class="muted">{words.noRun}</p>;
  const { verdict, parts, report, durationMs, console: printed } = run.result;
  const passed = verdict === "passed";
  return (
    <>
      <p class={passed ? "good" : "bad"}>
        <strong>{passed ? words.ranWell : words.ranBadly}</strong> <span class="muted">{words.ranIn(durationMs)}</span>
      </p>
      <ul class="parts">
        {parts.map(({ part, verdict, cases, pictures }) => (
          <PartResult key={part} part={part} verdict={verdict} cases={cases} counted={words.cases}>
            <Pictures pictures={pictures} />
          </PartResult>
        ))}
      </ul>
      {(!passed || printed !== "") && <Report text={withoutPassed(report[language])} />}
    </>
  );
}

/** The list above says already which parts pass. */
function withoutPassed(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^[✓○–] /.test(line))
    .join("\n");
}

interface SubmissionsProps {
  readonly submissions: readonly SubmissionView[];
  use?(one: SubmissionView): void;
}

function Submissions({ submissions, use }: SubmissionsProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  if (submissions.length === 0) return <p class="muted">{use ? words.noSubmissions : words.over.nothing}</p>;
  return (
    <ul class="submissions">
      {submissions.toReversed().map((one, i) => (
        <li key={one.submission}>
          <span class="muted">{submissions.length - i}.</span>{" "}
          <SubmissionLine one={one} words={words} language={language} />
          {use && (
            <button type="button" class="quiet small linked" onClick={() => use(one)}>
              {words.use}
            </button>
          )}
          {one.marks?.feedback === "full" && <PartMarks marks={one.marks} isNewest={i === 0} />}
        </li>
      ))}
    </ul>
  );
}

interface LineProps {
  readonly one: SubmissionView;
  readonly words: RoomWords;
  readonly language: Language;
}

export function SubmissionLine({ one, words, language }: LineProps) {
  const { at, by, status, position, marks } = one;
  const isScored = marks !== null && marks.feedback !== "none";
  return (
    <span>
      <time dateTime={new Date(at).toISOString()}>{timeOfDay(at, language)}</time>{" "}
      <span class="muted">{words.by[by]}</span> ·{" "}
      {isScored ? (
        <strong class={marks.verdict === "passed" ? "good" : undefined}>
          {words.score(marks.score, marks.verdict === "passed" ? undefined : wordsIn(language).verdict[marks.verdict])}
        </strong>
      ) : (
        <span class={status === "late" || status === "ungradable" ? "warn" : undefined}>
          {status === "graded" ? words.arrived : words.status[status]}
        </span>
      )}
      {status === "waiting" && position !== null && <span class="muted"> ({words.position(position)})</span>}
    </span>
  );
}

type FullMarks = Extract<NonNullable<SubmissionView["marks"]>, { feedback: "full" }>;

function PartMarks({ marks, isNewest }: { readonly marks: FullMarks; readonly isNewest: boolean }) {
  const words = useWords(WORDS);
  const verdicts = wordsIn(useLanguage()).verdict;
  const [isOpen, open] = useState(isNewest);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        {words.parts(marks.parts.filter(({ verdict }) => verdict === "passed").length, marks.parts.length)}
      </summary>
      <ul class="parts">
        {marks.parts.map(({ part, points, maxPoints, verdict }) => (
          <li key={part}>
            <Mark verdict={verdict} /> <code>{part}</code>{" "}
            <span class="muted">
              {points}/{maxPoints} · {verdicts[verdict]}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
