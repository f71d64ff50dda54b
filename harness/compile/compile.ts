/**
 * From an attempt's TypeScript to one script: esbuild, with every import answered by us. An attempt may import `katagrad/nd` and
 * files of its own folder; nothing else is ever read, so there is nothing to leak.
 */
import { lstatSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, extname, join, relative } from "node:path";
import { type BuildFailure, build, type Message, type OnLoadResult, type OnResolveArgs, type Plugin } from "esbuild";
import { bundling } from "../bundler.ts";
import { packageRoot } from "../paths.ts";
import { printable } from "../text.ts";
import type { Location } from "../verdict.ts";
import { compileLibrary, compileLone, type Library, STRICT } from "./lone.ts";
import { readSource, resolveWithin, SOURCE_BYTES, type SourceProblem } from "./source.ts";

const COMPILE_MS = 1_000;
const NAMESPACE = "attempt";
const LIBRARY = "katagrad/nd";
/** Marks of our own errors among esbuild's. */
const FORBIDDEN = "forbidden-import";
const COMPUTED = "computed-import";
const EMPTY_GLOB = "empty-glob";
/**
 * esbuild expands a path with a gap, `import(`./${name}.ts`)`, from its working directory, and asks no plugin before it has walked
 * there. So it works in one that does not exist; who climbs out of that only makes the walk long, since nothing that it finds is read.
 */
const NOWHERE = "/nowhere".repeat(100);

/** For one file and for several. */
const SETTINGS = {
  platform: "neutral",
  target: "es2023",
  sourcesContent: false,
  tsconfigRaw: "{}",
  supported: { "dynamic-import": false },
  legalComments: "none",
  charset: "utf8",
  logLevel: "silent",
} as const;

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
  const source = readSource(entry);
  if (!("text" in source)) return { kind: "source", file: printable(basename(entry)), problem: source };
  const file = basename(entry);
  const lone = await compileLone({ file, text: source.text }, await ourLibrary(), SETTINGS, COMPILE_MS);
  if (lone === "too-slow") return { kind: "too-slow", limitMs: COMPILE_MS };
  if (lone) return { code: lone.code, locate: locator(lone, new Map([[file, source.text]])) };
  return bundle(entry, siblings);
}

/** Starts the compiler's service ahead of the first save. */
export async function warmUpCompiler(): Promise<void> {
  await ourLibrary();
}

async function bundle(entry: string, siblings: boolean): Promise<Compiled | CompileProblem> {
  const problems: CompileProblem[] = [];
  const texts = new Map<string, string>();
  const result = await callBundler(answerImports({ entry, folder: dirname(entry), siblings, problems, texts }));
  if (result === "too-slow") return { kind: "too-slow", limitMs: COMPILE_MS };
  if (problems.length > 0) return problems[0];
  if ("errors" in result) return problemOf(result.errors[0], texts);
  return { code: result.code, locate: locator({ map: result.map, linesBefore: 0 }, texts) };
}

async function callBundler(
  plugin: Plugin,
): Promise<{ code: string; map: string } | { errors: Message[] } | "too-slow"> {
  const call = () =>
    build({
      ...SETTINGS,
      entryPoints: ["entry"],
      plugins: [plugin],
      bundle: true,
      write: false,
      outfile: "attempt.js",
      format: "cjs",
      sourcemap: "external",
      absWorkingDir: NOWHERE,
      banner: { js: STRICT },
    });
  try {
    const result = await bundling(call, COMPILE_MS);
    if (!result) return "too-slow";
    const computed = result.warnings.filter(({ id }) => id === EMPTY_GLOB);
    if (computed.length > 0) return { errors: computed };
    const [map, code] = result.outputFiles.toSorted(
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
    return { errors: [{ text: args.path, detail: FORBIDDEN }] };
  };
  const loadFile = (path: string): OnLoadResult => {
    if (path === LIBRARY) return { contents: librarySource(), loader: "ts" };
    const source = readSource(join(folder, path), budget);
    if (!("text" in source)) {
      problems.push({ kind: "source", file: printable(path), problem: source });
      return { errors: [{ text: source.why }] };
    }
    budget -= Buffer.byteLength(source.text);
    texts.set(path, source.text);
    return { contents: source.text, loader: "ts" };
  };
  return {
    name: "answer-imports",
    setup({ onResolve, onLoad }) {
      // A bundling that has to begin again sets its plugins up again.
      budget = SOURCE_BYTES;
      problems.length = 0;
      texts.clear();
      onResolve({ filter: /.*/ }, resolveImport);
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => loadFile(path));
      // What esbuild found by itself.
      onLoad({ filter: /.*/ }, () => ({ errors: [{ text: "", detail: COMPUTED }] }));
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

let library: Library | undefined;

async function ourLibrary(): Promise<Library> {
  library ??= await compileLibrary(librarySource(), SETTINGS);
  return library;
}

let libraryText: string | undefined;

function librarySource(): string {
  libraryText ??= readFileSync(join(packageRoot, "katas", "lib", "nd.ts"), "utf8");
  return libraryText;
}

function problemOf({ id, text, detail, location }: Message, texts: ReadonlyMap<string, string>): CompileProblem {
  const file = location?.file.replace(/^attempt:/, "") ?? "";
  const line = Buffer.from(location?.lineText ?? ""); // esbuild counts bytes
  const at: Location | undefined = location
    ? {
        file: printable(file),
        line: location.line,
        column: (line.length > 0 ? line.toString("utf8", 0, location.column).length : location.column) + 1,
        excerpt: location.lineText
          ? printable(location.lineText, SOURCE_BYTES)
          : lineOf(texts.get(file), location.line),
      }
    : undefined;
  if (detail === FORBIDDEN) return { kind: "forbidden-import", specifier: text, at };
  if (location && isComputed(id, text, detail))
    return {
      kind: "forbidden-import",
      specifier: line.toString("utf8", location.column, location.column + location.length),
      at,
    };
  return { kind: "syntax", message: text, at };
}

/** Whether an import has a gap in its path: the same answer whether files fit it or none do. */
function isComputed(id: string, text: string, detail: unknown): boolean {
  return detail === COMPUTED || id === EMPTY_GLOB || /^Could not resolve (import|require)\(/.test(text);
}

/** Reads the source map only when something was thrown. */
function locator(
  { map, linesBefore }: { map: string; linesBefore: number },
  texts: ReadonlyMap<string, string>,
): Compiled["locate"] {
  let parsed: SourceMap | undefined;
  return (line, column) => {
    parsed ??= new SourceMap(JSON.parse(map) as SourceMapPayload);
    const entry = parsed.findEntry(line - 1 - linesBefore, column - 1);
    if (!("originalSource" in entry)) return undefined;
    const file = entry.originalSource.replace(/^attempt:/, "");
    if (!texts.has(file)) return undefined;
    return {
      file: printable(file),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
      excerpt: lineOf(texts.get(file), entry.originalLine + 1),
    };
  };
}

/** A line as a terminal may show it: an attempt's source says things to terminals too. */
function lineOf(text: string | undefined, line: number): string | undefined {
  const found = text?.split("\n")[line - 1]?.replace(/\r$/, "");
  return found === undefined ? undefined : printable(found, SOURCE_BYTES);
}
