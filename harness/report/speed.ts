/** The speed of an attempt as lines: what was measured, how noisy it was, and why a ratio is not ranked. */
import type { KataResult, PartSpeed } from "../verdict.ts";
import type { Words } from "../words/en.ts";
import { fold } from "./fold.ts";
import type { ReportStyle } from "./terminal.ts";

/** Nothing, where speed was not asked for. */
export function renderSpeed({ speed, parts }: KataResult, { words, paint, width }: ReportStyle): string[] {
  if (!speed) return [];
  const timed = parts.flatMap(({ part, speed: own }) => (own ? [{ part, own }] : []));
  const wide = Math.max(...timed.map(({ part }) => part.length));
  const lines = timed.map(({ part, own }) => {
    const text = `  ${part.padEnd(wide)}  ${speedText(own, words)}`;
    return own.flag === undefined ? text : paint.dim(text);
  });
  const whole = [
    ...(speed.ratio === undefined ? [] : [words.speedOfAll(ratioText(speed.ratio), percent(speed.noise), speed.parts)]),
    ...(speed.flag === undefined ? [] : [words.kataSpeedFlag[speed.flag]]),
  ];
  return ["", words.speedTitle, ...lines, `  ${whole.join(" ")}`].flatMap((line) => fold(line, width, "    "));
}

/** One part in a line: `1.24× ± 3 % · 1.53 ms, reference 1.23 ms, 45 inputs`. Where there is no ratio, its reason alone. */
function speedText({ ratio, noise, attemptMs = 0, referenceMs = 0, samples, flag }: PartSpeed, words: Words): string {
  const reason = flag === undefined ? [] : [words.speedFlag[flag]];
  if (ratio === undefined) return reason.join("");
  const measured = words.speedRatio(ratioText(ratio), percent(noise));
  const times = words.speedTimes(msText(attemptMs), msText(referenceMs), samples);
  return [measured, times, ...reason].join(" · ");
}

/** Three digits. */
function ratioText(ratio: number): string {
  return ratio < 1_000 ? ratio.toPrecision(3) : ratio.toFixed(0);
}

function percent(noise = 0): string {
  return String(Math.round(noise * 100));
}

function msText(ms: number): string {
  return ms < 1_000 ? ms.toPrecision(3) : ms.toFixed(0);
}
