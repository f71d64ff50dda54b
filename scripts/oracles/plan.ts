/** Which cases an adapter uses and which it leaves. Whatever it does not speak of is a failure. */
import type { Adapter, Section, Use } from "../../fixtures/oracles/adapter.ts";
import type { OracleCase } from "./cases.ts";

export interface Plan {
  readonly used: readonly { readonly oracle: OracleCase; readonly key: string; readonly use: Use }[];
  readonly left: readonly { readonly key: string; readonly reason: string }[];
  /** Cases without a word, keys without a case. */
  readonly failures: readonly string[];
}

/** @param onnx undefined where those cases are not at hand; what an adapter says of them is then not looked at */
export function planKata(
  number: number,
  adapter: Adapter,
  cases: readonly OracleCase[],
  onnx: readonly OracleCase[] | undefined,
): Plan {
  const own = planSection(number, adapter, cases);
  if (!onnx) return own;
  const other = planSection(number, adapter.onnx ?? { use: {}, leave: {} }, onnx);
  return {
    used: [...own.used, ...other.used],
    left: [...own.left, ...other.left],
    failures: [...own.failures, ...other.failures],
  };
}

function planSection(number: number, { use, leave }: Section, cases: readonly OracleCase[]): Plan {
  const used: Plan["used"][number][] = [];
  const left: Plan["left"][number][] = [];
  const failures: string[] = [];
  const keys = [...Object.keys(use), ...Object.keys(leave)];
  const met = new Set<string>();
  for (const oracle of cases) {
    const ours = oracle.topics.includes(number);
    const named = keys.filter((key) => key.includes("/") && matches(key, oracle.id));
    const [key, second] = named.length > 0 ? named : ours ? keys.filter((one) => one === oracle.op) : [];
    if (second) failures.push(`${oracle.id} is spoken of twice, by "${key}" and "${second}"`);
    else if (key) met.add(key);
    else if (ours) failures.push(`${oracle.id} (${oracle.op}) is neither used nor left with a reason`);
    if (second || !key) continue;
    const ask = use[key];
    if (ask) used.push({ oracle, key, use: typeof ask === "function" ? { ask } : ask });
    else left.push({ key, reason: leave[key] });
  }
  for (const key of keys.filter((one) => !met.has(one))) failures.push(`"${key}" meets no case`);
  return { used, left, failures };
}

/** Whether a text is what a pattern says; `*` stands for any text. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
