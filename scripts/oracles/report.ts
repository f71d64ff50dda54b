/** A run as lines for a terminal. */
import type { KataRun, OracleRun } from "./run.ts";

const NO_ONNX =
  "ONNX: skipped. Its node tests are third-party data that this repository does not hold; they are read from shared/oracles/ beside the checkout, or from the file that KATAGRAD_ONNX names.";

export function renderRun({ katas, waiting, onnx, failures }: OracleRun): string[] {
  return [
    ...katas.map(renderKata),
    "",
    ...(waiting.length > 0 ? [`No kata yet, and how many cases wait: ${waiting.map(renderWaiting).join(", ")}.`] : []),
    onnx === undefined ? NO_ONNX : `ONNX: ${onnx} node tests read.`,
    "",
    "Not used, and why:",
    ...katas.flatMap(renderReasons),
    ...(failures.length > 0 ? ["", ...failures.map((failure) => `✗ ${failure}`)] : []),
    "",
    failures.length > 0
      ? `✗ ${failures.length} failures.`
      : `✓ ${katas.reduce((sum, { used }) => sum + used, 0)} comparisons hold.`,
  ];
}

function renderKata({ id, used, left, worst, unreached, failures }: KataRun): string {
  const reasons = new Set(left.map(({ reason }) => reason)).size;
  const errors = Object.entries(worst).map(([kind, error]) => `${kind} ${error === 0 ? "0" : error.toExponential(1)}`);
  return [
    `${failures.length > 0 ? "✗" : "✓"} ${id.padEnd(26)}`,
    `${String(used).padStart(3)} used`,
    ...(errors.length > 0 ? [`worst error: ${errors.join(", ")}`] : []),
    ...(left.length > 0 ? [`${left.length} not used (${reasons} reasons)`] : []),
    ...(unreached.length > 0 ? [`no case reaches ${unreached.join(", ")}`] : []),
  ].join("  ");
}

function renderWaiting({ number, cases, adapter }: OracleRun["waiting"][number]): string {
  return `${String(number).padStart(2, "0")} (${cases}${adapter ? ", its adapter too" : ""})`;
}

function renderReasons({ id, left, reservations }: KataRun): string[] {
  const reasons = [...new Set(left.map(({ reason }) => reason))];
  return [
    `  ${id}`,
    ...reasons.map((reason) => {
      const keys = left.filter((one) => one.reason === reason).map(({ key }) => key);
      return `    ${String(keys.length).padStart(3)}  ${reason}: ${counted(keys)}`;
    }),
    ...reservations.map(({ key, patterns, because, error }) =>
      error === undefined
        ? `         ${key} without ${patterns.join(", ")}: ${because}`
        : `         ${key}, ${patterns.join(", ")} only within ${error}: ${because}`,
    ),
  ];
}

/** Each once, with the number of its cases when it has several. */
function counted(keys: readonly string[]): string {
  const count = (key: string) => keys.filter((one) => one === key).length;
  return [...new Set(keys)].map((key) => (count(key) > 1 ? `${key} (${count(key)})` : key)).join(", ");
}
