/** What came of one part: the one place where it is drawn, for the room and for practice. */
import type { ComponentChildren } from "preact";
import type { Verdict } from "../../../verdict.ts";
import { wordsIn } from "../../../words/words.ts";
import { useLanguage } from "./language.ts";
import "./results.css";

interface CaseShown {
  readonly name: string;
  readonly verdict: Verdict;
  readonly ran: boolean;
}

interface PartResultProps {
  readonly part: string;
  /** Undefined: not graded yet. */
  readonly verdict: Verdict | undefined;
  readonly cases: readonly CaseShown[];
  /** How many cases passed, in words. */
  counted(passed: number, all: number): string;
  /** `2 of 3`; absent where no points are told. */
  readonly points?: string;
  /** What is wrong, in lines; empty: nothing to say. */
  readonly report?: string;
  /** What can be done about it, in its line. */
  readonly aside?: ComponentChildren;
  /** What else belongs to the part. */
  readonly children?: ComponentChildren;
}

export function PartResult({ part, verdict, cases, counted, points, report, aside, children }: PartResultProps) {
  const verdicts = wordsIn(useLanguage()).verdict;
  return (
    <li class="part">
      <div class="part-line">
        <Mark verdict={verdict} /> <code class="part-name">{part}</code>{" "}
        {verdict !== undefined && <span class="muted">{verdicts[verdict]}</span>}{" "}
        {cases.length > 0 && verdict !== undefined && <Cases cases={cases} counted={counted} />}{" "}
        <span class="part-aside">
          {aside}
          {points !== undefined && <span class="part-points">{points}</span>}
        </span>
      </div>
      {report !== undefined && report !== "" && <Report text={report} />}
      {children}
    </li>
  );
}

/** A cell for each case, and how many passed. */
function Cases({ cases, counted }: Pick<PartResultProps, "cases" | "counted">) {
  const passed = cases.filter(({ verdict }) => verdict === "passed").length;
  return (
    <span class="cases muted">
      <span class="case-cells" aria-hidden="true">
        {cases.map(({ name, verdict, ran }) => (
          <span key={name} title={name} class={`case-cell ${cellOf(verdict, ran)}`} />
        ))}
      </span>{" "}
      {counted(passed, cases.length)}
    </span>
  );
}

function cellOf(verdict: Verdict, ran: boolean): string {
  if (verdict === "passed") return "case-good";
  return ran && verdict !== "not-implemented" ? "case-bad" : "case-idle";
}

/** A report as a terminal shows it: with numbers, expected and got; what was diagnosed stands out. */
export function Report({ text }: { readonly text: string }) {
  return (
    <pre class="report">
      {text.split("\n").map((line, i) => (
        <span key={i} class={toneOf(line)}>
          {`${line}\n`}
        </span>
      ))}
    </pre>
  );
}

function toneOf(line: string): string | undefined {
  if (/^\s*→ /.test(line)) return "diagnosis";
  if (/^\s*(✗|\+\s)/.test(line)) return "bad";
  if (/^\s*(✓|-\s)/.test(line)) return "good";
  return undefined;
}

export function Mark({ verdict }: { readonly verdict: Verdict | undefined }) {
  if (verdict === "passed") return <span class="mark good">✓</span>;
  const isOpen = verdict === undefined || verdict === "not-implemented" || verdict === "not-graded";
  return <span class={isOpen ? "mark muted" : "mark bad"}>{isOpen ? "○" : "✗"}</span>;
}
