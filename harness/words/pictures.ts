/** The words of pictures: what stands beside them, and what they say to whom they cannot be shown. */
import type { Language } from "../kata.ts";

type Span = readonly [from: number, to: number];

const en = {
  title: "Pictures",
  caseOf: (name: string, shown: boolean) => `${shown ? "public example" : "hidden case"} “${name}”`,
  result: "the result",
  errors: "Where it is wrong",
  wrongOf: (tensor: string, shape: string, wrong: number, total: number) =>
    wrong === total
      ? `${tensor} ${shape}: all ${total} entries are wrong.`
      : `${tensor} ${shape}: ${wrong} of ${total} entries ${wrong === 1 ? "is" : "are"} wrong.`,
  within: (rows: Span | null, columns: Span | null) =>
    `All errors drawn lie in ${[rows && span("row", rows), columns && span("column", columns)].filter((one) => one !== null).join(", ")}.`,
  worst: (at: string) => `Worst at ${at}`,
  worstNumbers: (got: string, expected: string) => `got ${got}, expected ${expected}`,
  worstError: (error: string, allowed: string) => `off by ${error}, allowed ${allowed}`,
  noDistance: "it has no distance to what is expected",
  slice: (at: string, length: number) =>
    `The matrix drawn is ${at}, the worst of ${length}; the strip has a cell for each.`,
  perCell: (rows: number, columns: number) => `A cell shows the worst of ${rows} × ${columns} entries.`,
  others: "The other tensors",
  right: "right",
  wrongHere: (wrong: number, total: number) => `${wrong} of ${total} wrong`,
  legend: "error / allowed",
  ok: "within tolerance",
  times: (decade: number) => `10${raised(decade)}×`,
  differs: "differs",
  infinite: "not finite",
  row: "row",
  column: "column",
  rowsAre: (name: string) => `rows ${name}`,
  columnsAre: (name: string) => `columns ${name}`,
  expected: "expected",
  got: "got",
  input: "input",
  both: "expected and got",
  step: "step",
  point: "point",
  curve: "Course",
  trajectory: "Way",
  image: "Images",
  asExpected: (name: string, from: string, to: string) => `${name}: as expected, from ${from} to ${to}.`,
  wrongSteps: (name: string, wrong: number, steps: number, first: string) =>
    `${name}: ${wrong} of ${steps} steps ${wrong === 1 ? "is" : "are"} wrong, the first at ${first}.`,
  wrongPoints: (name: string, wrong: number, points: number) =>
    `${name}: ${wrong} of ${points} points ${wrong === 1 ? "is" : "are"} wrong.`,
  pathAsExpected: (name: string, points: number) => `${name}: all ${points} points as expected.`,
  allAsExpected: (paths: number) => `All ${paths} as expected.`,
  asExpectedToo: (names: readonly string[]) => `As expected: ${names.join(", ")}.`,
  wrongPaths: (paths: readonly (readonly [name: string, wrong: number, points: number])[]) =>
    `Wrong: ${paths.map(([name, wrong, points]) => `${name} (${wrong} of ${points} points)`).join(", ")}.`,
  lengths: (expected: number, got: number) => `Expected are ${expected}, there are ${got}.`,
  panel: (role: string, name: string, rows: number, columns: number, low: string, high: string) =>
    `${role} ${name}: ${rows} × ${columns}, from ${low} to ${high}.`,
  outside: "< and > mark numbers outside the scale of what is expected, × what is not finite",
  scale: (low: string, high: string) => `scale from ${low} to ${high}`,
  start: "start",
  numbers: "The numbers",
  cells: "The cells as a table",
  thinned: "Of many steps some are drawn.",
};

export type PictureWords = typeof en;

const zh: PictureWords = {
  title: "图",
  caseOf: (name, shown) => `${shown ? "公开样例" : "隐藏用例"}“${name}”`,
  result: "结果",
  errors: "错在哪里",
  wrongOf: (tensor, shape, wrong, total) =>
    wrong === total
      ? `${tensor} ${shape}：${total} 个元素全部错误。`
      : `${tensor} ${shape}：${total} 个元素中有 ${wrong} 个错误。`,
  within: (rows, columns) =>
    `图中的错误都在${[rows && spanInChinese("行", rows), columns && spanInChinese("列", columns)].filter((one) => one !== null).join("、")}。`,
  worst: (at) => `误差最大处 ${at}`,
  worstNumbers: (got, expected) => `得到 ${got}，应为 ${expected}`,
  worstError: (error, allowed) => `误差 ${error}，容许 ${allowed}`,
  noDistance: "与期望值之间没有可度量的差",
  slice: (at, length) => `图中的矩阵是 ${at}，是 ${length} 个中误差最大的一个；长条中每格对应一个矩阵。`,
  perCell: (rows, columns) => `每格表示 ${rows} × ${columns} 个元素中误差最大的一个。`,
  others: "其他张量",
  right: "正确",
  wrongHere: (wrong, total) => `${total} 个中 ${wrong} 个错误`,
  legend: "误差 / 容许误差",
  ok: "在容许范围内",
  times: (decade) => `10${raised(decade)} 倍`,
  differs: "不同",
  infinite: "非有限数",
  row: "行",
  column: "列",
  rowsAre: (name) => `行 ${name}`,
  columnsAre: (name) => `列 ${name}`,
  expected: "期望",
  got: "得到",
  input: "输入",
  both: "期望与得到",
  step: "步",
  point: "点",
  curve: "曲线",
  trajectory: "轨迹",
  image: "图像",
  asExpected: (name, from, to) => `${name}：与期望一致，从 ${from} 到 ${to}。`,
  wrongSteps: (name, wrong, steps, first) => `${name}：${steps} 步中有 ${wrong} 步错误，最早在 ${first}。`,
  wrongPoints: (name, wrong, points) => `${name}：${points} 个点中有 ${wrong} 个错误。`,
  pathAsExpected: (name, points) => `${name}：${points} 个点全部与期望一致。`,
  allAsExpected: (paths) => `${paths} 条全部与期望一致。`,
  asExpectedToo: (names) => `与期望一致：${names.join("、")}。`,
  wrongPaths: (paths) =>
    `错误：${paths.map(([name, wrong, points]) => `${name}（${points} 个点中 ${wrong} 个）`).join("、")}。`,
  lengths: (expected, got) => `应有 ${expected} 个，实有 ${got} 个。`,
  panel: (role, name, rows, columns, low, high) => `${role} ${name}：${rows} × ${columns}，从 ${low} 到 ${high}。`,
  outside: "< 和 > 表示超出期望值的范围，× 表示非有限数",
  scale: (low, high) => `刻度从 ${low} 到 ${high}`,
  start: "起点",
  numbers: "数值",
  cells: "各格列表",
  thinned: "步数较多，只画出其中一部分。",
};

export function pictureWordsIn(language: Language): PictureWords {
  return language === "zh" ? zh : en;
}

function span(name: string, [from, to]: Span): string {
  return from === to ? `${name} ${from}` : `${name}s ${from}–${to}`;
}

function spanInChinese(name: string, [from, to]: Span): string {
  return from === to ? `第 ${from} ${name}` : `第 ${from}–${to} ${name}`;
}

/** As an exponent. */
function raised(decade: number): string {
  return String(decade).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}
