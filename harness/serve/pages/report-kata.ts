/** One kata of a report: marks, mistakes, submissions, how it was written, what it is like, and the text itself. */
import type { ReportKata, ReportRound, ReportSubmission } from "../../assess/report.ts";
import type { Likeness } from "../../assess/similarity.ts";
import type { Writing } from "../../assess/writing.ts";
import { GROUPS } from "../../grading.ts";
import type { Language } from "../../kata.ts";
import { wordsIn } from "../../words/words.ts";
import type { WholeReport } from "../desk/report.ts";
import type { PartPictures, TeamRecord } from "../grader/protocol.ts";
import { type Html, html } from "./html.ts";
import { lasting, utc } from "./moments.ts";
import { renderPictures } from "./report-pictures.ts";
import type { ReportWords } from "./report-words.ts";

export function renderKata(
  { report, records, writing, attempts }: WholeReport,
  one: ReportKata,
  title: string | undefined,
  language: Language,
  words: ReportWords,
): Html {
  const { kata } = one;
  const written = writing.find((other) => other.kata === kata);
  const attempt = attempts.find((other) => other.kata === kata)?.text;
  return html`<section class="kata">
<h2>${title ?? kata} <span class="quiet">${kata}</span></h2>
<p><span class="score">${one.score}</span> ${words.of} 100</p>
${renderMarks(one, language, words)}
${renderMistakes(one, language, words)}
${renderPictures(picturesIn(records, one), language)}
<h3>${words.submissions}</h3>
${renderSubmissions(one.history, words)}
<h3>${words.writing}</h3>
${written && renderWriting(written, words)}
<h3>${words.similarity}</h3>
${renderSimilarity(one, report.session, language, words)}
<h3>${words.attempt}</h3>
${attempt === undefined ? html`<p>${words.noAttempt}</p>` : html`<pre>${attempt}</pre>`}
</section>
`;
}

/** Of the grading that the score is from. */
function picturesIn(records: WholeReport["records"], { submission, round }: ReportKata): readonly PartPictures[] {
  const graded = records.find((one) => one.submission === submission && one.round === round);
  return (graded?.record as TeamRecord | null | undefined)?.pictures ?? [];
}

function renderMarks({ marks }: ReportKata, language: Language, words: ReportWords): Html {
  if (!marks) return html`<p>${words.noMarks}</p>`;
  const { verdict } = wordsIn(language);
  const groups = GROUPS.filter((name) => marks.parts.some(({ groups }) => groups.some(({ group }) => group === name)));
  return html`<table>
<thead><tr><th>${words.part}</th><th>${words.points}</th><th>${words.verdict}</th>${groups.map((name) => html`<th>${words.group[name]}</th>`)}</tr></thead>
<tbody>${marks.parts.map(
    (
      part,
    ) => html`<tr><td class="mono">${part.part}</td><td class="number">${part.points} ${words.of} ${part.maxPoints}</td><td class="${
      part.verdict === "passed" ? "good" : "bad"
    }">${verdict[part.verdict]}</td>${groups.map((name) => {
      const cases = part.groups.find(({ group }) => group === name);
      return html`<td class="number">${cases && `${cases.passed} ${words.of} ${cases.cases}`}</td>`;
    })}</tr>
`,
  )}</tbody>
</table>`;
}

function renderMistakes({ marks, diagnoses }: ReportKata, language: Language, words: ReportWords): Html | null {
  if (!marks || marks.verdict === "passed") return null;
  const known = diagnoses.map(
    ({ part, diagnosis }) => html`<li><span class="mono">${part}</span>: ${diagnosis.text[language]}</li>
`,
  );
  return html`<h3>${words.mistakes}</h3>
${known.length > 0 ? html`<ul>${known}</ul>` : html`<p>${words.noMistakes}</p>`}`;
}

function renderSubmissions(history: readonly ReportSubmission[], words: ReportWords): Html {
  if (history.length === 0) return html`<p>${words.noSubmissions}</p>`;
  return html`<table>
<thead><tr><th>${words.time}</th><th>${words.sinceStart}</th><th>${words.byWhom}</th><th>${words.rounds}</th><th>${words.hash}</th></tr></thead>
<tbody>${history.map(
    ({
      at,
      ms,
      by,
      bytes,
      hash,
      late,
      counts,
      rounds,
    }) => html`<tr><td class="time">${utc(at)}</td><td class="number">${lasting(ms)}</td><td>${words.by[by]}${
      late && html` <span class="bad">${words.late}</span>`
    }</td><td>${rounds.map((one, i) => html`${i > 0 && ", "}${roundIn(one, words)}`)}${
      counts && html` <strong>${words.counts}</strong>`
    }</td><td class="mono">${hash} (${words.bytes(bytes)})</td></tr>
`,
  )}</tbody>
</table>`;
}

function roundIn({ marks, ungradable }: ReportRound, words: ReportWords): string {
  if (marks) return String(marks.score);
  return ungradable === null ? words.waiting : `${words.ungradable}: ${ungradable}`;
}

function renderWriting(written: Writing, words: ReportWords): Html {
  const { edits, lateEdits, firstMs, lastMs, inserted, removed, largest, devices, runs, pastes, gaps } = written;
  const rows = [
    [words.edits, lateEdits > 0 ? `${edits} (${words.late}: ${lateEdits})` : String(edits)],
    [words.written, firstMs === null || lastMs === null ? "" : `${lasting(firstMs)}–${lasting(lastMs)}`],
    ["", words.typed(inserted, removed)],
    [words.largest, largest ? words.atOnce(largest.inserted, lasting(largest.ms)) : ""],
    [words.devices, String(devices)],
    [words.runs, String(runs)],
    [words.kind.pasted, String(pastes)],
    [words.silences, words.longest(gaps, lasting(written.longestGapMs))],
  ];
  return html`<dl>${rows.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>`;
}

function renderSimilarity({ similarity }: ReportKata, session: string, language: Language, words: ReportWords): Html {
  if (similarity === null) return html`<p>${words.notCompared}</p>`;
  if (similarity.pairs.length === 0) return html`<p>${words.alone}</p>`;
  return html`<p class="note">${similarity.note[language]}</p>
<table>
<thead><tr><th>${words.other}</th><th>${words.share}</th><th>${words.own}</th><th></th></tr></thead>
<tbody>${similarity.pairs.slice(0, MOST_PAIRS).map((pair) => pairIn(pair, session, words))}</tbody>
</table>`;
}

/** The most alike ones say all that a report can. */
const MOST_PAIRS = 10;

/** The other one by number alone: a report may be handed to whom it is about. */
function pairIn({ sessions, similarity, own, standsOut }: Likeness, session: string, words: ReportWords): Html {
  const mine = sessions.indexOf(session);
  return html`<tr><td class="mono">${sessions[1 - mine]}</td><td class="number">${Math.round(similarity * 100)} %</td><td class="number">${own[mine]}, ${own[1 - mine]}</td><td>${
    standsOut && html`<strong>${words.standsOut}</strong>`
  }</td></tr>
`;
}
