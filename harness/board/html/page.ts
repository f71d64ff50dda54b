/** The board as one file that stands alone: no script, nothing is loaded, and a policy of its own forbids both. */
import { createHash } from "node:crypto";
import type { Language } from "../../kata.ts";
import type { Cell } from "../board.ts";
import { shownName } from "../names.ts";
import { showsSpeed } from "../policy.ts";
import type { RankedPerson } from "../ranking.ts";
import { formatScore, formatSpeed, formatTime, policySentence, remarks, type View } from "../summary.ts";
import { heatMap, numberOf, titleOf } from "./heat-map.ts";
import { histogram } from "./histogram.ts";
import { html, type Markup, raw } from "./markup.ts";
import { STYLE, tint } from "./style.ts";

const SAFE = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

export function toHtml(view: View, language: Language): string {
  const { ranking, words } = view;
  const charts = ranking.people.length === 0 ? [] : [histogram(view), heatMap(view, language)];
  const page = html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(SAFE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${words.title}</h1>
${figures(view)}
</header>
<main>
${rankingTable(view, language)}
${charts}
</main>
<footer>${words.madeBy}</footer>
</body>
</html>
`;
  return page.source;
}

function figures({ ranking, words }: View): Markup {
  const { people, katas, records, maxScore } = ranking;
  const middle = people.length === 0 ? "–" : `${formatScore(median(people))} / ${formatScore(maxScore)}`;
  const facts = [
    [words.people, people.length.toLocaleString("en")],
    [words.katas, katas.length.toLocaleString("en")],
    [words.median, middle],
    [words.records, records.toLocaleString("en")],
  ];
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function rankingTable(view: View, language: Language): Markup {
  const { ranking, people, words } = view;
  const notes = [policySentence(view), ...remarks(view), ...(people.length > 0 ? [words.cellNote] : [])];
  const told = html`<h2 id="ranking">${words.ranking}</h2>${notes.map((note) => html`<p>${note}</p>`)}`;
  if (people.length === 0) return html`<section aria-labelledby="ranking">${told}<p>${words.nobody}</p></section>`;
  const extras = extrasOf(view);
  const heads = [
    html`<th scope="col">${words.rank}</th><th scope="col" class="t n">${words.name}</th>`,
    ...[words.score, words.full, ...extras.map(({ title }) => title)].map((head) => html`<th scope="col">${head}</th>`),
    ...ranking.katas.map(
      (kata) =>
        html`<th scope="col" class="c"><abbr title="${titleOf(kata, language)}">${numberOf(kata.id)}</abbr></th>`,
    ),
  ];
  return html`<section aria-labelledby="ranking">${told}
<div class="scroll" tabindex="0" role="region" aria-labelledby="ranking">
<table><caption>${words.ranking}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${people.map((person) => row(person, extras))}</tbody></table></div>
</section>`;
}

interface Extra {
  readonly title: string;
  readonly textOf: (person: RankedPerson) => string;
}

/** Columns that the policy asks for. */
function extrasOf({ ranking: { policy }, words }: View): Extra[] {
  return [
    ...(policy.ties === "duration"
      ? [{ title: words.time, textOf: ({ durationMs }: RankedPerson) => formatTime(durationMs) }]
      : []),
    ...(showsSpeed(policy) ? [{ title: words.speed, textOf: ({ speed }: RankedPerson) => formatSpeed(speed) }] : []),
  ];
}

function row(person: RankedPerson, extras: readonly Extra[]): Markup {
  const { rank, name, score, full, cells } = person;
  const more = extras.map(({ textOf }) => html`<td>${textOf(person)}</td>`);
  return html`<tr><td>${rank}</td><th scope="row" class="t n"><bdi>${shownName(name)}</bdi></th><td class="s">${formatScore(score)}</td><td>${full}</td>${more}${cells.map(cellOf)}</tr>
`;
}

function cellOf(cell: Cell | undefined): Markup {
  if (!cell) return html`<td class="c z">–</td>`;
  return html`<td class="c ${tint(cell.score / 100)}${cell.score === 100 ? " f" : ""}">${Math.floor(cell.score)}</td>`;
}

function median(people: readonly RankedPerson[]): number {
  const middle = people.length / 2;
  return (people[Math.ceil(middle) - 1].score + people[Math.floor(middle)].score) / 2;
}
