/** What some formats must be told beside the records: whose result it is, and of what. It is given, or it is missing; nothing is guessed. */
import { UsageError } from "../../fault.ts";
import type { Text } from "../../kata.ts";
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
    throw new UsageError(
      { en: `--format ${format} takes no --meta.`, zh: `--format ${format} 不接受 --meta。` },
      { en: "Leave it out, or choose --format classroom50.", zh: "请去掉它，或选择 --format classroom50。" },
    );
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
    if (at < 1) throw noKey(printable(JSON.stringify(one)));
    const key = one.slice(0, at);
    if (told.has(key)) throw givenTwice(printable(JSON.stringify(key)));
    told.set(key, one.slice(at + 1));
  }
  return told;
}

function noKey(one: string): UsageError {
  return new UsageError(
    { en: `--meta ${one} has no key.`, zh: `--meta ${one} 没有键。` },
    { en: "Write --meta key=value.", zh: "请写成 --meta key=value。" },
  );
}

function givenTwice(key: string): UsageError {
  return new UsageError(
    { en: `--meta gives ${key} twice.`, zh: `--meta 给出了两次 ${key}。` },
    { en: "Keep one of the two.", zh: "请只保留一个。" },
  );
}

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string };

function refusal(told: ReadonlyMap<string, string>, issues: readonly (Issue & { keys?: string[] })[]): UsageError {
  const missing: string[] = [];
  const wrong: Text[] = [];
  for (const { code, path, message, keys = [] } of issues) {
    const key = String(path[0] ?? "");
    if (code === "unrecognized_keys")
      wrong.push(
        ...keys
          .map(JSON.stringify as (key: string) => string)
          .map((one) => ({ en: `${one} is no key of it`, zh: `没有 ${one} 这个键` })),
      );
    else if (told.has(key)) wrong.push(alike(`${key} ${JSON.stringify(told.get(key))}: ${message}`));
    else missing.push(key);
  }
  const names = missing.join(", ");
  const all = [...(missing.length > 0 ? [{ en: `needs ${names}`, zh: `需要 ${names}` }] : []), ...wrong];
  const what = { en: all.map(({ en }) => en).join("; "), zh: all.map(({ zh }) => zh).join("；") };
  const example = missing[0] ?? "key";
  const variables = missing.map((key) => (CLASSROOM50_ENVIRONMENT as Record<string, string>)[key]).filter((one) => one);
  const listed = variables.join(", ");
  const set =
    listed === "" ? alike("") : { en: `, or set ${listed} in the environment`, zh: `，或设置环境变量 ${listed}` };
  return new UsageError(
    { en: `--format classroom50: ${printable(what.en)}.`, zh: `--format classroom50：${printable(what.zh)}。` },
    { en: `Give each as --meta ${example}=…${set.en}.`, zh: `请逐个写成 --meta ${example}=…${set.zh}。` },
  );
}

function alike(text: string): Text {
  return { en: text, zh: text };
}
