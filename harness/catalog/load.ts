/** Runs a TypeScript module of ours or of a pack: bundled by esbuild in memory, since Node 20 does not read TypeScript. Never candidate code. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { type BuildFailure, build, type Plugin } from "esbuild";
import { bundling } from "../bundler.ts";
import { HarnessFault } from "../fault.ts";
import { built, packageRoot } from "../paths.ts";

/** What content may import by the package's name, wherever it lies. */
const OWN_MODULES: Readonly<Record<string, string>> = {
  "katagrad/nd": "katas/lib/nd.ts",
  "katagrad/kata": "harness/kata.ts",
  "katagrad/grading": "harness/grading.ts",
};

/** Bundled by the build, with gradients that it does not have by itself; only twins need it. */
const TFJS = "katagrad/tfjs";

export interface Loaded {
  readonly exports: Record<string, unknown>;
  /** Every source file that it is made of, absolute. */
  readonly inputs: readonly string[];
}

/** Loads modules by one bundling. @throws HarnessFault that names the file and line. */
export async function loadModules(files: readonly string[]): Promise<Map<string, Loaded>> {
  const entries = files.map((file, i) => ({ in: file, out: String(i) }));
  const outputs = await bundle(entries, [ownModules]);
  return new Map(outputs.map((output, i) => [files[i], output]));
}

/** A module with some of its text replaced: how a known mistake is made from its reference. */
export interface Variant {
  readonly name: string;
  readonly file: string;
  readonly edits: readonly (readonly [find: string, replace: string])[];
}

/** Loads variants of modules by one bundling. @throws HarnessFault when a text to replace does not occur exactly once. */
export async function loadVariants(variants: readonly Variant[]): Promise<Map<string, Loaded>> {
  const entries = variants.map((_, i) => ({ in: `variant:${i}`, out: String(i) }));
  const plugin: Plugin = {
    name: "variants",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^variant:/ }, ({ path }) => ({ path, namespace: "variant" }));
      onLoad({ filter: /.*/, namespace: "variant" }, ({ path }) => {
        const variant = variants[Number(path.slice("variant:".length))];
        return { contents: editText(variant), loader: "ts", resolveDir: dirname(variant.file) };
      });
    },
  };
  const outputs = await bundle(entries, [plugin, ownModules]);
  return new Map(outputs.map((output, i) => [variants[i].name, output]));
}

/** The hash of what made a generated file: names and contents of its sources, whatever their line endings. */
export function hashOf(files: readonly string[], base: string): string {
  const hash = createHash("sha256");
  const named = files.map((file) => [relative(base, file).replaceAll("\\", "/"), file] as const);
  for (const [name, file] of named.sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${readFileSync(file, "utf8").replaceAll("\r\n", "\n")}\n`);
  return hash.digest("hex");
}

const ownModules: Plugin = {
  name: "katagrad",
  setup({ onResolve }) {
    onResolve({ filter: /^katagrad\// }, ({ path }) => {
      if (path === TFJS) return { path: built("tfjs.cjs"), external: true };
      return path in OWN_MODULES
        ? { path: join(packageRoot, OWN_MODULES[path]) }
        : { errors: [{ text: `There is no "${path}"; there are ${[...Object.keys(OWN_MODULES), TFJS].join(", ")}.` }] };
    });
  },
};

async function bundle(entryPoints: { in: string; out: string }[], plugins: Plugin[]): Promise<Loaded[]> {
  if (entryPoints.length === 0) return [];
  try {
    const call = () =>
      build({
        entryPoints,
        plugins,
        bundle: true,
        write: false,
        metafile: true,
        format: "cjs",
        platform: "node",
        target: "node20",
        sourcemap: "inline",
        outdir: "content",
        absWorkingDir: packageRoot,
        nodePaths: [join(packageRoot, "node_modules")],
        tsconfigRaw: "{}",
        logLevel: "silent",
        charset: "utf8",
      });
    const { outputFiles, metafile } = (await bundling(call))!;
    const byName = new Map(outputFiles.map((file) => [basename(file.path, ".js"), file.text]));
    const inputs = inputsByOutput(metafile.outputs);
    return entryPoints.map(({ out }) => ({ exports: evaluate(byName.get(out)!, out), inputs: inputs.get(out)! }));
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? [];
    if (!first) throw error;
    const at = first.location ? `${first.location.file}:${first.location.line}: ` : "";
    throw new HarnessFault(`${at}${first.text}`, "Mend that file; `kata dev check` tells when it is right.");
  }
}

function inputsByOutput(outputs: Record<string, { inputs: object }>): Map<string, string[]> {
  const files = (inputs: object) =>
    Object.keys(inputs)
      .filter((path) => !path.startsWith("variant:"))
      .map((path) => resolve(packageRoot, path));
  return new Map(Object.entries(outputs).map(([out, { inputs }]) => [basename(out, ".js"), files(inputs)]));
}

function evaluate(code: string, name: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  const run = compileFunction(code, ["module", "exports", "require"], { filename: `content-${name}.js` });
  run(module, module.exports, createRequire(join(packageRoot, "package.json")));
  return module.exports;
}

function editText({ name, file, edits }: Variant): string {
  let text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  for (const [find, replace] of edits) {
    const count = text.split(find).length - 1;
    if (count !== 1)
      throw new HarnessFault(
        `The mistake "${name}" replaces a text that occurs ${count} times in ${relative(packageRoot, file)}: ${JSON.stringify(find)}`,
        "Choose a text that occurs exactly once.",
      );
    text = text.replace(find, () => replace);
  }
  return text;
}
