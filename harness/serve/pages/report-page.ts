/** The report of one sitting as one file: to read, to print, to keep. */
import type { SessionReport } from "../../assess/report.ts";
import type { Language } from "../../kata.ts";
import { packageVersion } from "../../paths.ts";
import type { WholeReport } from "../desk/report.ts";
import { type Html, html, trusted } from "./html.ts";
import { lasting, utc } from "./moments.ts";
import { drawSitting } from "./report-drawing.ts";
import { renderKata } from "./report-kata.ts";
import { renderLog, renderTimeline } from "./report-log.ts";
import { STYLE } from "./report-style.ts";
import { type ReportWords, reportWordsIn } from "./report-words.ts";

/** Nothing of the page runs or loads anything, not even where a file of it is opened. */
export const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** @param now when it is made */
export function renderReport(whole: WholeReport, language: Language, now: number): string {
  const words = reportWordsIn(language);
  const { name, title, report, events, titles } = whole;
  const who = name ?? words.nobody;
  return html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<title>${words.report}: ${who}, ${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<h1>${who}</h1>
<p>${words.report}: ${title}</p>
${renderSummary(report, words)}
${report.katas.length > 0 && renderScores(whole, language, words)}
<h2>${words.signals}</h2>
${renderSignals(report, words)}
<h2>${words.timeline}</h2>
${drawSitting(report, events, words)}
${renderTimeline(report.timeline, words)}
${report.katas.map((kata) => renderKata(whole, kata, titles.get(kata.kata)?.[language], language, words))}
<h2>${words.log}</h2>
${renderLog(events, report.log, words)}
</main>
<footer><p class="quiet">${words.made(`${utc(now)} UTC`, packageVersion)}</p></footer>
</body>
</html>
`.text;
}

function renderSummary(report: SessionReport, words: ReportWords): Html {
  const { session, phase, settings, startedAt, deadline, endedAt, endedBy, extraSeconds, score, final } = report;
  const rows: [string, string | Html][] = [
    [words.score, score === null ? words.notStarted : html`<span class="score">${score}</span> ${words.of} 100`],
  ];
  if (score !== null && !final) rows.push(["", words.provisional]);
  if (startedAt !== null) rows.push([words.started, `${utc(startedAt)} UTC`]);
  if (deadline !== null) rows.push([words.deadline, `${utc(deadline)} UTC`]);
  rows.push([
    words.ended,
    endedAt === null ? words.phase[phase] : `${utc(endedAt)} UTC (${endedBy === null ? "" : words.kind[endedBy]})`,
  ]);
  if (settings) rows.push([words.limit, lasting(settings.limitSeconds * 1_000)]);
  if (extraSeconds !== 0) rows.push([words.extra, lasting(extraSeconds * 1_000)]);
  rows.push([words.session, html`<span class="mono">${session}</span>`]);
  return html`<dl>${rows.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>`;
}

function renderScores({ report, titles }: WholeReport, language: Language, words: ReportWords): Html {
  return html`<table>
<thead><tr><th>${words.kata}</th><th>${words.score}</th><th>${words.points}</th><th>${words.submissions}</th></tr></thead>
<tbody>${report.katas.map(
    ({
      kata,
      score,
      marks,
      submissions,
    }) => html`<tr><td>${titles.get(kata)?.[language] ?? kata}</td><td class="number">${score}</td><td class="number">${
      marks && `${marks.points} ${words.of} ${marks.maxPoints}`
    }</td><td class="number">${submissions}</td></tr>
`,
  )}</tbody>
</table>`;
}

function renderSignals({ signals: { focusLost, pastes, clientChanges } }: SessionReport, words: ReportWords): Html {
  return html`<ul>
<li>${words.left(focusLost)}</li>
<li>${words.pasted(pastes)}</li>
<li>${words.machines(clientChanges)}</li>
</ul>
<p class="note">${words.signalsNote}</p>`;
}
