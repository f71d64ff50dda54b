/** How a backend of tfjs is chosen on the command line and named in what is printed. */
import { InvalidArgumentError, Option } from "commander";
import type { Text } from "../kata.ts";
import { BACKEND_CHOICES, type BackendChoice, type BackendInfo } from "../witness/protocol.ts";

export function backendOption(description: string): Option {
  return new Option("--backend <backend>", description).choices(BACKEND_CHOICES);
}

/** For an option that may be repeated, which commander lets parse its own values. @throws InvalidArgumentError */
export function chosenBackend(name: string): BackendChoice {
  const found = BACKEND_CHOICES.find((choice) => choice === name);
  if (!found) throw new InvalidArgumentError(`Allowed choices are ${BACKEND_CHOICES.join(", ")}.`);
  return found;
}

/** `webgpu on llvmpipe (software adapter)`: a software adapter is never called a GPU. */
export function describeBackend({ name, adapter, software }: BackendInfo): Text {
  if (adapter === undefined) return { en: name, zh: name };
  return software
    ? { en: `${name} on ${adapter} (a software adapter, no GPU)`, zh: `${name}，${adapter}（软件适配器，不是 GPU）` }
    : { en: `${name} on ${adapter}`, zh: `${name}，${adapter}` };
}
