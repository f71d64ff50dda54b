/** The combinations of layers that the specimens run under, and which of them this machine has. */
import { type LayerOptions, type Layers, probeLayers } from "../sandbox/layers.ts";

const OPTIONS = {
  process: { atMost: "process" },
  "process without limits": { atMost: "process", without: ["limits"] },
  "process without permission": { atMost: "process", without: ["permission"] },
  os: {},
  "os without permission": { without: ["permission"] },
  "os without seccomp": { without: ["seccomp"] },
  "os without permission, seccomp": { without: ["permission", "seccomp"] },
} as const satisfies Record<string, LayerOptions>;

export type LayerSetName = keyof typeof OPTIONS;

export interface LayerSet {
  readonly name: LayerSetName;
  readonly layers: Layers;
  readonly without: readonly string[];
  /** Why it cannot be tried here. */
  readonly skip?: string;
}

/** Finds out what each combination comes to here. What is skipped is said, with the reason. */
export function layerSets(names: readonly LayerSetName[] = Object.keys(OPTIONS) as LayerSetName[]): LayerSet[] {
  return names.map((name) => {
    const options: LayerOptions = OPTIONS[name];
    const layers = probeLayers(options);
    const skip = reasonToSkip(name, layers);
    if (skip) console.log(`skipped: specimens under "${name}": ${skip}`);
    return { name, layers, without: options.without ?? [], skip };
  });
}

function reasonToSkip(name: LayerSetName, layers: Layers): string | undefined {
  const reasonFor = (layer: string) => layers.missing.find((one) => one.layer === layer)?.reason ?? `no ${layer} here`;
  if (name.startsWith("os") && !layers.namespaces) return reasonFor("namespaces");
  if ((name === "os" || name === "os without permission") && !layers.seccomp) return reasonFor("seccomp");
  return undefined;
}

/** The layers, with a mark in the command line of every process that they start. */
export function marked(layers: Layers, mark: string): Layers {
  return withSource(layers, (source) => `${source}\n// ${mark}`);
}

/** The layers with another program in the place of the runner. */
export function withSource(layers: Layers, change: (source: string) => string): Layers {
  const args = [...layers.launch.args];
  args.push(change(args.pop()!));
  return { ...layers, launch: { ...layers.launch, args } };
}
