/** The verdict, part by part, as it comes with every pause in the typing; and the hints of each part. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { wordsIn } from "../../../words/words.ts";
import type { GradedView, HintsView } from "../../practice/schemas.ts";
import { MOD } from "../shared/keys-dialog.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { PartResult, Report } from "../shared/part-result.tsx";
import { Pictures } from "../shared/plots/pictures.tsx";
import { Notice } from "../shared/shell.tsx";
import { numberOf } from "./number.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./works.ts";

/** A grading that lasts longer is announced. */
const GRADING_SHOWN_MS = 150;

interface ResultsProps {
  readonly practice: Practice;
  readonly work: Work;
  /** What else can be done with the text. */
  readonly children: ComponentChildren;
}

export function Results({ practice, work, children }: ResultsProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [isRevealed, reveal] = useState(false);
  const [lastHint, openHints] = useState("");
  const more = (part: string) => {
    openHints(part);
    void practice.hint(part);
  };
  const { graded, fault, opened } = work;
  const results = new Map(graded?.parts.map((one) => [one.part, one]));
  return (
    <div class="results">
      <div class="actions">
        <Verdict work={work} isAway={practice.line !== "there"} />
        <div class="desk-tools">
          {children}
          <label class="check" title={words.revealAbout}>
            <input
              type="checkbox"
              checked={isRevealed}
              onChange={({ currentTarget }) => reveal(currentTarget.checked)}
            />
            {words.reveal}
          </label>
          <button
            type="button"
            class="small"
            aria-keyshortcuts="Control+Enter"
            title={`${MOD}+Enter`}
            onClick={() => practice.run()}
          >
            {words.grade}
          </button>
        </div>
      </div>
      {/* The keyboard scrolls it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="results-panel" aria-label={words.results} tabIndex={0}>
        {fault && <Notice kind="bad">{fault[language]}</Notice>}
        {graded?.verdict === "passed" && <Passed practice={practice} />}
        {graded?.problem && <Report text={graded.problem[language]} />}
        <ul class="parts part-cards">
          {opened.page.parts.map(({ part, points }) => {
            const result = results.get(part);
            const hints = work.hints.find((one) => one.part === part);
            return (
              <PartResult
                key={part}
                part={part}
                verdict={graded?.problem ? undefined : result?.verdict}
                cases={result?.cases ?? []}
                counted={words.cases}
                points={`${result?.points ?? 0} / ${result?.maxPoints ?? points}`}
                report={result?.[isRevealed ? "revealed" : "report"][language]}
                aside={hints && result?.verdict !== "passed" && <MoreHints hints={hints} more={() => more(part)} />}
              >
                <Pictures pictures={result?.[isRevealed ? "revealedPictures" : "pictures"] ?? []} />
                {hints && <SeenHints hints={hints} isOpen={lastHint === part} />}
              </PartResult>
            );
          })}
        </ul>
        {graded && graded.console !== "" && (
          <section class="printed">
            <h2>{words.console}</h2>
            <pre>{graded.console}</pre>
          </section>
        )}
      </section>
    </div>
  );
}

/** How it stands, in one line. */
function Verdict({ work, isAway }: { readonly work: Work; readonly isAway: boolean }) {
  const words = useWords(WORDS);
  const { graded, doc } = work;
  const isLate = useLate(work.isGrading, GRADING_SHOWN_MS);
  const pending = isLate ? words.grading : doc.isDirty && !doc.theirs && !isAway ? words.writing : undefined;
  return (
    <p class={pending ? "verdict verdict-old" : "verdict"}>
      {graded ? <Standing graded={graded} /> : <span class="muted">{words.notGraded}</span>}
      {pending && (
        <span class="pending muted">
          <span class="spinner" aria-hidden="true" />
          {pending}
        </span>
      )}
    </p>
  );
}

function Standing({ graded }: { readonly graded: GradedView }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { verdict, points, maxPoints, durationMs, problem } = graded;
  const tone = verdict === "passed" ? "good" : points > 0 ? "warn" : verdict === "not-implemented" ? "idle" : "bad";
  const face = problem || verdict === "passed" ? wordsIn(language).verdict[verdict] : words.pointsOf(points, maxPoints);
  return (
    <>
      <strong class={`badge badge-${tone}`}>
        <span aria-hidden="true">{verdict === "passed" ? "✓ " : tone === "bad" ? "✗ " : ""}</span>
        {face}
      </strong>
      {verdict === "passed" && <span class="muted">{words.pointsOf(points, maxPoints)}</span>}
      <span class="muted took">{words.gradedIn(durationMs.toFixed(durationMs < 10 ? 1 : 0))}</span>
    </>
  );
}

function Passed({ practice }: { readonly practice: Practice }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { next } = practice;
  return (
    <div class="passed notice notice-good">
      <strong>{words.allPassed}</strong>
      {next ? (
        <button type="button" class="primary" onClick={() => void practice.show(next.kata)}>
          {words.nextKata(`${numberOf(next.number)} · ${next.title[language]}`)}
        </button>
      ) : (
        <span>{words.allDone}</span>
      )}
    </div>
  );
}

/** One more each time: a nudge, then the formula, then pseudo-code. */
function MoreHints({ hints: { part, all, seen }, more }: { readonly hints: HintsView; more(): void }) {
  const words = useWords(WORDS);
  if (seen.length === all) return null;
  return (
    <button
      type="button"
      class="quiet small linked"
      aria-label={words.hintFor(seen.length + 1, all, part)}
      onClick={more}
    >
      {words.hint(seen.length + 1, all)}
    </button>
  );
}

function SeenHints({ hints: { all, seen }, isOpen }: { readonly hints: HintsView; readonly isOpen: boolean }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  if (seen.length === 0) return null;
  return (
    <details class="hints" open={isOpen}>
      <summary>{words.hints(seen.length, all)}</summary>
      <ol>
        {seen.map((hint, i) => (
          <li key={i}>{hint[language]}</li>
        ))}
      </ol>
    </details>
  );
}

/** True when something has been so for a while. */
function useLate(isSo: boolean, ms: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isSo) return setLate(false);
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [isSo, ms]);
  return isLate;
}
