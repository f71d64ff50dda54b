/**
 * From an attempt's TypeScript to one script: esbuild, with every import answered by us. An attempt may import `katagrad/nd` and
 * files of its own folder; nothing else is ever read, so there is nothing to leak.
 */
import { lstatSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, extname, join, relative } from "node:path";
import {
  type BuildFailure,
  build,
  type Message,
  type OnLoadResult,
  type OnResolveArgs,
  type Plugin,
  stop,
} from "esbuild";
import { packageRoot } from "../paths.ts";
import type { Location } from "../verdict.ts";
import { readSource, resolveWithin, SOURCE_BYTES, type SourceProblem } from "./source.ts";

const COMPILE_MS = 1_000;
const NAMESPACE = "attempt";
const LIBRARY = "katagrad/nd";

export type CompileProblem =
  | { readonly kind: "source"; readonly file: string; readonly problem: SourceProblem }
  | { readonly kind: "syntax"; readonly message: string; readonly at?: Location }
  | { readonly kind: "forbidden-import"; readonly specifier: string; readonly at?: Location }
  | { readonly kind: "too-slow"; readonly limitMs: number };

export interface Compiled {
  readonly code: string;
  /** Where a position of the compiled script comes from in the attempt. Lines and columns count from 1. */
  readonly locate: (line: number, column: number) => Location | undefined;
}

export interface CompileOptions {
  /** Whether relative imports within the entry's folder are allowed: not for a lone file among other people's. */
  readonly siblings: boolean;
}

/** @param entry the attempt's file */
export async function compile(entry: string, { siblings }: CompileOptions): Promise<Compiled | CompileProblem> {
  const folder = dirname(entry);
  const problems: CompileProblem[] = [];
  const texts = new Map<string, string>();
  const plugin = answerImports({ entry, folder, siblings, problems, texts });
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<"too-slow">((resolve) => {
    timer = setTimeout(resolve, COMPILE_MS, "too-slow");
  });
  try {
    const result = await Promise.race([bundle(plugin), tooSlow]);
    if (result === "too-slow") {
      // A call of the service cannot be cancelled, only its process ended; the next call starts another.
      await stop();
      return { kind: "too-slow", limitMs: COMPILE_MS };
    }
    if (problems.length > 0) return problems[0];
    if ("errors" in result) return problemOf(result.errors[0], texts);
    return { code: result.code, locate: locator(result.map, texts) };
  } finally {
    clearTimeout(timer);
  }
}

/** Starts the compiler's service ahead of the first save. */
export async function warmUpCompiler(): Promise<void> {
  await build({ stdin: { contents: "" }, write: false, logLevel: "silent" });
}

async function bundle(plugin: Plugin): Promise<{ code: string; map: string } | { errors: Message[] }> {
  try {
    const { outputFiles } = await build({
      entryPoints: ["entry"],
      plugins: [plugin],
      bundle: true,
      write: false,
      outfile: "attempt.js",
      format: "cjs",
      platform: "neutral",
      target: "es2023",
      sourcemap: "external",
      sourcesContent: false,
      tsconfigRaw: "{}",
      supported: { "dynamic-import": false },
      legalComments: "none",
      charset: "utf8",
      logLevel: "silent",
    });
    const [map, code] = outputFiles.toSorted(
      (a, b) => Number(b.path.endsWith(".map")) - Number(a.path.endsWith(".map")),
    );
    return { code: code.text, map: map.text };
  } catch (error) {
    const { errors } = error as BuildFailure;
    return { errors: errors?.length ? errors : [{ text: (error as Error).message, location: null } as Message] };
  }
}

interface Imports {
  readonly entry: string;
  readonly folder: string;
  readonly siblings: boolean;
  readonly problems: CompileProblem[];
  readonly texts: Map<string, string>;
}

/** Resolves every import itself. `onLoad` never names a `resolveDir`: with one, esbuild would follow globs and source map comments. */
function answerImports({ entry, folder, siblings, problems, texts }: Imports): Plugin {
  let budget = SOURCE_BYTES;
  const resolveImport = (args: OnResolveArgs) => {
    if (args.kind === "entry-point") return { path: basename(entry), namespace: NAMESPACE };
    if (args.path === LIBRARY) return { path: LIBRARY, namespace: NAMESPACE };
    const target = siblings && /^\.\.?\//.test(args.path) ? sibling(folder, args) : undefined;
    if (target) return { path: relative(folder, target), namespace: NAMESPACE };
    return { errors: [{ text: args.path, detail: "forbidden-import" }] };
  };
  const loadFile = (path: string): OnLoadResult => {
    if (path === LIBRARY) return { contents: librarySource(), loader: "ts" };
    const source = readSource(join(folder, path), budget);
    if (!("text" in source)) {
      problems.push({ kind: "source", file: path, problem: source });
      return { errors: [{ text: source.why }] };
    }
    budget -= Buffer.byteLength(source.text);
    texts.set(path, source.text);
    return { contents: source.text, loader: "ts" };
  };
  return {
    name: "answer-imports",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, resolveImport);
      onLoad({ filter: /.*/ }, ({ path }) => loadFile(path));
    },
  };
}

/** A TypeScript file of the attempt's folder; links on the way count as nothing there. */
function sibling(folder: string, { path, importer }: OnResolveArgs): string | undefined {
  const target = resolveWithin(folder, join(folder, importer), path);
  if (!target) return undefined;
  const candidates =
    extname(target) === ".ts"
      ? [target]
      : extname(target) === ".js"
        ? [target.replace(/\.js$/, ".ts")]
        : [`${target}.ts`];
  return candidates.find((file) => isPlainWithin(folder, file));
}

function isPlainWithin(folder: string, file: string): boolean {
  const steps = relative(folder, file).split(/[\\/]/);
  return steps.every((_, i) => {
    const status = lstatSync(join(folder, ...steps.slice(0, i + 1)), { throwIfNoEntry: false });
    return status !== undefined && (i === steps.length - 1 ? status.isFile() : status.isDirectory());
  });
}

let library: string | undefined;
function librarySource(): string {
  library ??= readFileSync(join(packageRoot, "katas", "lib", "nd.ts"), "utf8");
  return library;
}

function problemOf({ text, detail, location }: Message, texts: ReadonlyMap<string, string>): CompileProblem {
  const file = location?.file.replace(/^attempt:/, "");
  const at: Location | undefined = location
    ? {
        file: file!,
        line: location.line,
        column: location.column + 1,
        excerpt: location.lineText || lineOf(texts.get(file!), location.line),
      }
    : undefined;
  return detail === "forbidden-import"
    ? { kind: "forbidden-import", specifier: text, at }
    : { kind: "syntax", message: text, at };
}

/** Reads the source map only when something was thrown. */
function locator(map: string, texts: ReadonlyMap<string, string>): Compiled["locate"] {
  let parsed: SourceMap | undefined;
  return (line, column) => {
    parsed ??= new SourceMap(JSON.parse(map) as SourceMapPayload);
    const entry = parsed.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return undefined;
    const file = entry.originalSource.replace(/^attempt:/, "");
    if (!texts.has(file)) return undefined;
    return {
      file,
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
      excerpt: lineOf(texts.get(file), entry.originalLine + 1),
    };
  };
}

function lineOf(text: string | undefined, line: number): string | undefined {
  return text?.split("\n")[line - 1]?.replace(/\r$/, "");
}
