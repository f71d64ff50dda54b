/** What some formats must be told beside the records: whose result it is, and of what. It is given, or it is missing; nothing is guessed. */
import { UsageError } from "../../fault.ts";
import { printable } from "../../text.ts";
import { CLASSROOM50_ENVIRONMENT, classroom50Context } from "./classroom50.ts";

/** By key, checked by `readContext`. */
export type FormatContext = Readonly<Record<string, string>>;

/**
 * The context of a format, from `key=value` texts, else from the variables that its platform sets.
 * @throws UsageError that names everything that is missing or wrong
 */
export function readContext(
  format: string,
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): FormatContext {
  const told = keysAndValues(given);
  if (format !== "classroom50") {
    if (told.size === 0) return {};
    throw new UsageError(`--format ${format} takes no --meta.`, "Leave it out, or choose --format classroom50.");
  }
  for (const [key, variable] of Object.entries(CLASSROOM50_ENVIRONMENT)) {
    const value = environment[variable];
    if (value && !told.has(key)) told.set(key, value);
  }
  const { data, error } = classroom50Context.safeParse(Object.fromEntries(told));
  if (error) throw refusal(told, error.issues);
  return data as FormatContext;
}

function keysAndValues(given: readonly string[]): Map<string, string> {
  const told = new Map<string, string>();
  for (const one of given) {
    const at = one.indexOf("=");
    if (at < 1) throw new UsageError(`--meta ${printable(JSON.stringify(one))} has no key.`, "Write --meta key=value.");
    const key = one.slice(0, at);
    if (told.has(key))
      throw new UsageError(`--meta gives ${printable(JSON.stringify(key))} twice.`, "Keep one of the two.");
    told.set(key, one.slice(at + 1));
  }
  return told;
}

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string };

function refusal(told: ReadonlyMap<string, string>, issues: readonly (Issue & { keys?: string[] })[]): UsageError {
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const { code, path, message, keys = [] } of issues) {
    const key = String(path[0] ?? "");
    if (code === "unrecognized_keys") wrong.push(...keys.map((one) => `${JSON.stringify(one)} is no key of it`));
    else if (told.has(key)) wrong.push(`${key} ${JSON.stringify(told.get(key))}: ${message}`);
    else missing.push(key);
  }
  const what = [...(missing.length > 0 ? [`needs ${missing.join(", ")}`] : []), ...wrong].join("; ");
  const example = missing[0] ?? "key";
  const variables = missing.map((key) => (CLASSROOM50_ENVIRONMENT as Record<string, string>)[key]).filter((one) => one);
  const set = variables.length > 0 ? `, or set ${variables.join(", ")} in the environment` : "";
  return new UsageError(`--format classroom50: ${printable(what)}.`, `Give each as --meta ${example}=…${set}.`);
}
