/** A curve whose numbers follow the mouse. Loaded apart from the page, since most results have none. */
import uPlot from "uplot";
import type { Language } from "../../../../kata.ts";
import { number } from "../../../../report/numbers.ts";
import type { Curve } from "../../../../report/pictures/picture.ts";
import type { PictureWords } from "../../../../words/pictures.ts";

const HEIGHT = 260;
const [NARROWEST, WIDEST] = [220, 640];
/** Distances of ticks between whole steps. */
const WHOLE = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat();
/** More points would be a line of dots. */
const MARKED = 40;
const FONT = "12px system-ui, sans-serif";

/** Draws into an element until the returned function is called; follows its width and the theme. */
export function showCurve(place: HTMLElement, curve: Curve, language: Language, words: PictureWords): () => void {
  let plot = draw(place, curve, language, words);
  const again = () => {
    plot.destroy();
    plot = draw(place, curve, language, words);
  };
  const theme = matchMedia("(prefers-color-scheme: dark)");
  theme.addEventListener("change", again);
  const sized = new ResizeObserver(() => plot.setSize({ width: widthIn(place), height: HEIGHT }));
  sized.observe(place.parentElement ?? place);
  return () => {
    theme.removeEventListener("change", again);
    sized.disconnect();
    plot.destroy();
  };
}

function draw(place: HTMLElement, curve: Curve, language: Language, words: PictureWords): uPlot {
  const { at, series, low, high, log } = curve;
  const axis = {
    stroke: colourIn(place, "--muted"),
    font: FONT,
    labelFont: FONT,
    labelSize: 20,
    grid: { stroke: colourIn(place, "--line"), width: 1 },
    ticks: { show: false },
    values: (_: uPlot, ticks: readonly (number | null)[]) =>
      ticks.map((tick) => (tick === null ? "" : number(tick, 4))),
  };
  const lines = series.flatMap((_, i) => linesOf(curve, i, colourIn(place, `--line-${i}`), words));
  const options: uPlot.Options = {
    width: widthIn(place),
    height: HEIGHT,
    scales: { x: { time: false }, y: { distr: log ? 3 : 1, range: [low, high] } },
    axes: [
      { ...axis, label: curve.x[language], size: 24, ...(at.every(Number.isInteger) && { incrs: WHOLE }) },
      { ...axis, label: curve.y[language], size: 56 },
    ],
    series: [{ label: curve.x[language], value: told }, ...lines.map((line) => line.series)],
    cursor: { drag: { x: false, y: false } },
  };
  return new uPlot(options, [at, ...lines.map(({ data }) => data)], place);
}

interface Line {
  readonly data: (number | null)[];
  readonly series: uPlot.Series;
}

/** What is expected as a broad line, and what came, where it is another, as a dashed one over it. */
function linesOf({ at, series }: Curve, i: number, stroke: string, words: PictureWords): Line[] {
  const { name, expected, got } = series[i];
  const label = (what: string) => [series.length > 1 ? name : "", what].filter((one) => one !== "").join(" ");
  const broad = { label: label(got ? words.expected : words.both), stroke, alpha: 0.5, width: 5 };
  const dashed = { label: label(words.got), stroke, width: 2, dash: [5, 4] };
  return [
    { data: expected, series: { ...broad, value: told, points: { show: false } } },
    ...(got ? [{ data: got, series: { ...dashed, value: told, points: { show: at.length <= MARKED, size: 5 } } }] : []),
  ];
}

function told(_: uPlot, value: number | null): string {
  return value === null ? "–" : number(value);
}

function widthIn(place: HTMLElement): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, (place.parentElement ?? place).clientWidth)));
}

function colourIn(place: HTMLElement, name: string): string {
  return getComputedStyle(place).getPropertyValue(name).trim();
}
