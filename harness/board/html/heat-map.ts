/** Which katas are hard: how many people have which score in each. */
import type { Language } from "../../kata.ts";
import type { Cell } from "../board.ts";
import type { RankedKata } from "../ranking.ts";
import type { View } from "../summary.ts";
import { html, type Markup } from "./markup.ts";
import { tint } from "./style.ts";

/** Each holds the scores below its bound that no earlier one holds. */
const BANDS: readonly { readonly title: string; readonly holds: (score: number) => boolean }[] = [
  { title: "0", holds: (score) => score === 0 },
  ...[20, 40, 60, 80, 100].map((bound) => ({ title: `< ${bound}`, holds: (score: number) => score < bound })),
  { title: "100", holds: () => true },
];

export function heatMap({ ranking, words }: View, language: Language): Markup {
  const counts = countsByKata(ranking);
  const most = Math.max(1, ...counts.flat());
  const heads = [words.noAttempt, ...BANDS.map(({ title }) => title)];
  const rows = ranking.katas.map(
    (kata, i) =>
      html`<tr><th scope="row" class="t">${titleOf(kata, language)}</th>${counts[i].map((count) => html`<td class="c ${count === 0 ? "z" : tint(Math.max(0.1, count / most))}">${count}</td>`)}</tr>
`,
  );
  return html`<section aria-labelledby="heat">
<h2 id="heat">${words.heat}</h2>
<p>${words.heatNote}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="heat">
<table class="bands"><caption>${words.heat}</caption>
<thead><tr><th scope="col" class="t">${words.kata}</th>${heads.map((head) => html`<th scope="col" class="c">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>
</section>`;
}

/** Its number, and its title where it is known. */
export function titleOf({ id, known }: RankedKata, language: Language): string {
  return known ? `${numberOf(id)} ${known.title[language]}` : id;
}

export function numberOf(id: string): string {
  return id.split("-")[0];
}

function columnOf(cell: Cell | undefined): number {
  return cell ? 1 + BANDS.findIndex(({ holds }) => holds(cell.score)) : 0;
}

/** By kata: how many people without an attempt, then by band. */
function countsByKata({ people, katas }: View["ranking"]): number[][] {
  const counts = katas.map(() => new Array<number>(BANDS.length + 1).fill(0));
  for (const { cells } of people) for (const [i, cell] of cells.entries()) counts[i][columnOf(cell)]++;
  return counts;
}
