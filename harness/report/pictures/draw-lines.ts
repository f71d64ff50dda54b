/** Curves and trajectories as shapes: what is expected as a broad line, what came as a thin dashed one over it. */
import type { Language } from "../../kata.ts";
import { number } from "../numbers.ts";
import { type Drawing, frameOf, rounded, type Shape, textAt } from "./drawing.ts";
import type { Curve, Trajectory } from "./picture.ts";

const [WIDTH, HEIGHT] = [460, 260];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 448, 22, 222];
/** More would be a line of dots. */
const MARKED = 40;

type Numbers = readonly (number | null)[];

/** From a number to its place on the drawing, no further than the frame. */
type Scale = (value: number) => number;

export function drawCurve(curve: Curve, language: Language): Drawing {
  const { at, series, log, low, high } = curve;
  const [x, y] = [scaleOf(at[0], at.at(-1)!, LEFT, RIGHT), scaleOf(low, high, BOTTOM, TOP, log)];
  const lines = series.flatMap(({ expected, got }, i) => [
    ...lineOf(at, expected, x, y, `line-${i} line-expected`),
    ...(got ? lineOf(at, got, x, y, `line-${i} line-got`) : []),
  ]);
  return {
    width: WIDTH,
    height: HEIGHT,
    shapes: [
      ...axesOf(stepTicks(at), x, log ? decadesOf(low, high) : ticksOf(low, high), y),
      ...lines,
      ...titlesOf(curve.x[language], curve.y[language]),
    ],
  };
}

export function drawTrajectory(way: Trajectory, language: Language): Drawing {
  const { across, up, paths } = way;
  const [x, y] = [scaleOf(across.low, across.high, LEFT, RIGHT), scaleOf(up.low, up.high, BOTTOM, TOP)];
  const lines = paths.flatMap(({ expected, got }, i) => [
    ...lineOf(expected.x, expected.y, x, y, `line-${i % COLOURS} line-expected`),
    ...(got ? lineOf(got.x, got.y, x, y, `line-${i % COLOURS} line-got`) : []),
    ...startOf(expected.x, expected.y, x, y),
  ]);
  return {
    width: WIDTH,
    height: HEIGHT,
    shapes: [
      ...axesOf(ticksOf(across.low, across.high), x, ticksOf(up.low, up.high), y),
      ...lines,
      ...titlesOf(way.x[language], way.y[language]),
    ],
  };
}

/** The lines alone, small enough to stand in a sentence. */
export function drawSpark(picture: Curve | Trajectory): Drawing {
  const [width, height, edge] = [96, 28, 3];
  const isCurve = picture.kind === "curve";
  const { low, high } = isCurve ? picture : picture.up;
  const [from, to] = isCurve ? [picture.at[0], picture.at.at(-1)!] : [picture.across.low, picture.across.high];
  const [x, y] = [
    scaleOf(from, to, edge, width - edge),
    scaleOf(low, high, height - edge, edge, isCurve && picture.log),
  ];
  const lines = isCurve
    ? picture.series.map(({ expected }) => ({ x: picture.at, y: expected }))
    : picture.paths.map(({ expected }) => expected);
  const shapes = lines.flatMap((line, i) =>
    lineOf(line.x, line.y, x, y, `line-${i % COLOURS} line-spark`).filter(({ tag }, j) => tag === "path" && j === 0),
  );
  return { width, height, shapes };
}

/** Of series and paths; later ones begin again. */
export const COLOURS = 8;

function scaleOf(low: number, high: number, from: number, to: number, log = false): Scale {
  const on = (value: number) => (log ? Math.log10(value) : value / 2);
  const span = on(high) - on(low) || 1;
  return (value) => {
    const share = log && value <= 0 ? 0 : (on(value) - on(low)) / span;
    return rounded(from + (to - from) * Math.min(1, Math.max(0, share)));
  };
}

/** Round numbers between two, about five. */
function ticksOf(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** Between whole steps there is nothing. */
function stepTicks(at: readonly number[]): number[] {
  const ticks = ticksOf(at[0], at.at(-1)!);
  return at.every(Number.isInteger) ? ticks.filter(Number.isInteger) : ticks;
}

/** Powers of ten between two numbers, at most six. */
function decadesOf(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => 10 ** (first + i * step));
}

function axesOf(across: readonly number[], x: Scale, up: readonly number[], y: Scale): Shape[] {
  return [
    ...across.map((tick) => grid(`M${x(tick)} ${TOP}V${BOTTOM}`)),
    ...up.map((tick) => grid(`M${LEFT} ${y(tick)}H${RIGHT}`)),
    ...across.map((tick) => textAt(x(tick), BOTTOM + 14, number(tick, 4), "middle")),
    ...up.map((tick) => textAt(LEFT - 6, y(tick) + 4, number(tick, 4), "end")),
    frameOf(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, "pic-frame"),
  ];
}

function grid(d: string): Shape {
  return { tag: "path", d, class: "pic-grid" };
}

function titlesOf(x: string, y: string): Shape[] {
  return [textAt((LEFT + RIGHT) / 2, HEIGHT - 6, x, "middle", "pic-name"), textAt(LEFT, 13, y, "start", "pic-name")];
}

/** A line with gaps where there is no number, and a dot at each point where they are few. */
function lineOf(xs: Numbers, ys: Numbers, x: Scale, y: Scale, name: string): Shape[] {
  const points = xs.map((value, i) => (value === null || (ys[i] ?? null) === null ? null : [x(value), y(ys[i]!)]));
  const d = points.map((point, i) => (point ? `${points[i - 1] ? "L" : "M"}${point[0]} ${point[1]}` : "")).join("");
  const there = points.filter((point) => point !== null);
  const dots = there.length <= MARKED ? there.map(([px, py]) => `M${rounded(px - 0.05)} ${py}h0.1`).join("") : "";
  return [
    ...(d === "" ? [] : [{ tag: "path", d, class: name } as const]),
    ...(dots === "" ? [] : [{ tag: "path", d: dots, class: `${name} line-dots` } as const]),
  ];
}

function startOf(xs: Numbers, ys: Numbers, x: Scale, y: Scale): Shape[] {
  const [px, py] = [xs[0] ?? null, ys[0] ?? null];
  return px === null || py === null ? [] : [frameOf(rounded(x(px) - 5), rounded(y(py) - 5), 10, 10, "pic-start")];
}
