/** How the scores are spread: bars for the eye, the same numbers as a table for everybody else. */
import { formatScore, type View } from "../summary.ts";
import { html, type Markup } from "./markup.ts";

interface Bin {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const BINS = 10;
const PLOT = { width: 640, height: 190, top: 24, bottom: 24, left: 24, gap: 6 };

export function histogram(view: View): Markup {
  const { words, ranking } = view;
  const bins = binsOf(view);
  const told = words.histogramNote(formatScore(ranking.maxScore));
  return html`<section aria-labelledby="spread">
<h2 id="spread">${words.histogram}</h2>
<p>${told}</p>
<figure>
${drawing(bins, words.histogram, bins.map(({ from, to, count }) => `${words.range(from, to)}: ${count}`).join("; "))}
<details><summary>${words.numbers}</summary>
<table><caption>${told}</caption><thead><tr><th scope="col" class="t">${words.score}</th><th scope="col">${words.people}</th></tr></thead>
<tbody>${bins.map(({ from, to, count }) => html`<tr><th scope="row" class="t">${words.range(from, to)}</th><td>${count}</td></tr>`)}</tbody></table></details>
</figure>
</section>`;
}

function drawing(bins: readonly Bin[], title: string, description: string): Markup {
  const { width, height, top, bottom, left, gap } = PLOT;
  const floor = height - bottom;
  const step = (width - 2 * left) / bins.length;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bars = bins.map(({ count }, i) => {
    const high = Math.round(((floor - top) * count) / most);
    const x = left + i * step;
    const bar = html`<rect x="${x + gap / 2}" y="${floor - high}" width="${step - gap}" height="${high}" rx="2"/>`;
    return html`${bar}<text class="v" x="${x + step / 2}" y="${floor - high - 6}">${count}</text>`;
  });
  const edges = [...bins.map(({ from }) => from), bins.at(-1)!.to].map(
    (edge, i) => html`<text x="${left + i * step}" y="${height - 6}">${edge}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="spread-title spread-text"><title id="spread-title">${title}</title><desc id="spread-text">${description}</desc>
<line x1="${left}" y1="${floor}" x2="${width - left}" y2="${floor}"/>${bars}${edges}</svg>`;
}

/** People by tenths of the most that can be had; the last tenth holds full marks too. */
function binsOf({ ranking }: View): Bin[] {
  const { people, maxScore } = ranking;
  const counts = new Array<number>(BINS).fill(0);
  for (const { score } of people)
    counts[maxScore === 0 ? 0 : Math.min(BINS - 1, Math.floor((score / maxScore) * BINS))]++;
  const edge = (i: number) => formatScore((maxScore * i) / BINS);
  return counts.map((count, i) => ({ from: edge(i), to: edge(i + 1), count }));
}
