/** How the command line chooses the reference and the backend behind it. */
import { InvalidArgumentError, Option } from "commander";
import { UsageError } from "../fault.ts";
import type { Language } from "../kata.ts";
import { whyMissing } from "../witness/missing.ts";
import { BACKEND_CHOICES, type BackendChoice } from "../witness/protocol.ts";
import { Witness } from "../witness/witness.ts";
import { wordsIn } from "../words/words.ts";

export interface ReferenceOptions {
  readonly reference?: "float64" | "tfjs";
  readonly backend?: BackendChoice;
}

export function referenceOption(): Option {
  return new Option("--reference <reference>", "what to grade against (default: float64)").choices(["float64", "tfjs"]);
}

export function backendOption(description: string): Option {
  return new Option("--backend <backend>", description).choices(BACKEND_CHOICES);
}

/** For an option that may be repeated, which commander lets parse its own values. @throws InvalidArgumentError */
export function chosenBackend(name: string): BackendChoice {
  const found = BACKEND_CHOICES.find((choice) => choice === name);
  if (!found) throw new InvalidArgumentError(`Allowed choices are ${BACKEND_CHOICES.join(", ")}.`);
  return found;
}

/** The witness that the options ask for, undefined for float64; tells on standard error when `auto` fell back. @throws UsageError, HarnessFault */
export async function openReference(
  { reference, backend }: ReferenceOptions,
  language: Language,
): Promise<Witness | undefined> {
  if (reference === "float64" && backend !== undefined)
    throw new UsageError(
      { en: "The float64 reference has no backend.", zh: "float64 参考实现没有后端可选。" },
      { en: "Leave out --backend, or say --reference tfjs.", zh: "请去掉 --backend，或改用 --reference tfjs。" },
    );
  if (reference !== "tfjs" && backend === undefined) return undefined;
  const witness = await Witness.open(backend ?? "auto");
  const [missing] = witness.info.missing;
  if (missing) console.error(wordsIn(language).fellBack(whyMissing(missing)[language], witness.info.name));
  return witness;
}
