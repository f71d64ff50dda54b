/** The curves in the statement of the kata on learning rates, drawn from its reference as text, so that a terminal shows them too. */
import {
  cosineAnnealing,
  exponentialDecay,
  oneCycle,
  stepDecay,
  warmRestarts,
  warmupCosine,
} from "../reference/11-learning-rate/float64.ts";

const STEPS = 33;
const ROWS = 7;

/** Two curves side by side, three times. */
export function drawSchedules(): string {
  const t = Array.from({ length: STEPS }, (_, i) => i);
  const cycle = { peak: 1, total: STEPS, warmFraction: 0.3, divFactor: 25, finalDivFactor: 1e4 };
  const curves = [
    curve("stepDecay, every 8, gamma 0.5", stepDecay(t, 1, 0.5, 8)),
    curve("exponentialDecay, gamma 0.92", exponentialDecay(t, 1, 0.92)),
    curve("cosineAnnealing, half 32", cosineAnnealing(t, 1, 0, 32)),
    curve("warmRestarts, first 8, mult 2", warmRestarts(t, 1, 0, 8, 2)),
    curve("warmupCosine, warmup 8, total 33", warmupCosine(t, 1, 0, 8, STEPS)),
    curve("oneCycle, total 33, cos", oneCycle(t, { ...cycle, anneal: "cos", threePhase: false })),
  ];
  const pairs = [0, 2, 4].map((i) => curves[i].map((line, k) => `${line}    ${curves[i + 1][k]}`.trimEnd()).join("\n"));
  return pairs.join("\n\n");
}

/** Rates between 0 and 1 over the steps, highest row first. */
function curve(title: string, rates: readonly number[]): string[] {
  const rows = Array.from({ length: ROWS }, () => Array<string>(STEPS).fill(" "));
  for (const [i, rate] of rates.entries()) rows[ROWS - 1 - Math.round(rate * (ROWS - 1))][i] = "•";
  const scale = (k: number) => (k === 0 ? "1" : k === ROWS - 1 ? "0" : " ");
  return [title.padEnd(STEPS + 2), ...rows.map((row, k) => `${scale(k)}│${row.join("")}`)];
}
