/**
 * The thread behind `TypeChecker`: one LanguageService that sees TypeScript's ES2023 library, `katagrad/nd`, the two globals that the
 * sandbox adds, and one attempt. Nothing else is ever read, and an attempt is parsed and checked, never run.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { parentPort } from "node:worker_threads";
import ts from "typescript";
import { packageRoot } from "../paths.ts";
import { printable } from "../text.ts";
import { readSource, resolveWithin } from "./source.ts";
import type { READY, TypeProblem, TypeRequest } from "./type-check.ts";
import { GLOBALS_TEXT, OPTIONS } from "./type-options.ts";

const PROBLEMS = 20;
const MESSAGE_CHARACTERS = 300;

const LIBRARY = slashed(join(packageRoot, "katas", "lib", "nd.ts"));
const LANGUAGE = slashed(dirname(ts.getDefaultLibFilePath(OPTIONS)));
/** No DOM, no script host, no newer year: an attempt can name a library too, by `/// <reference lib="dom" />`. */
const LANGUAGE_FILE = /^lib\.(es5|es20(1[5-9]|2[0-3])(\.[a-z]+)*|decorators(\.legacy)?)\.d\.ts$/;

/** In memory only. */
const GLOBALS = slashed(join(packageRoot, "katas", "lib", "sandbox-globals.d.ts"));

interface Source {
  readonly text: string;
  readonly version: string;
}

let attempt = { folder: "", entry: "" };
/** What this check has read of the attempt: each check reads again, and an equal version spares the parsing. */
const ofAttempt = new Map<string, Source | undefined>();
const ofPackage = new Map<string, Source | undefined>([[GLOBALS, { text: GLOBALS_TEXT, version: "1" }]]);

const service = ts.createLanguageService({
  getCompilationSettings: () => OPTIONS,
  getCurrentDirectory: () => slashed(packageRoot),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  getScriptFileNames: () => (attempt.entry ? [GLOBALS, attempt.entry] : [GLOBALS]),
  getScriptVersion: (file) => sourceOf(file)?.version ?? "",
  getScriptSnapshot: (file) => {
    const source = sourceOf(file);
    return source && ts.ScriptSnapshot.fromString(source.text);
  },
  fileExists: (file) => sourceOf(file) !== undefined,
  readFile: (file) => sourceOf(file)?.text,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  resolveModuleNameLiterals: (literals, importer) =>
    literals.map(({ text }) => ({ resolvedModule: resolvedModule(resolveImport(text, importer)) })),
  resolveTypeReferenceDirectiveReferences: (references) =>
    references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
});

parentPort?.on("message", (request: TypeRequest) => parentPort?.postMessage(findProblems(request)));

// The library is read and bound before the first attempt, whose time it is not.
service.getProgram()?.getTypeChecker();
parentPort?.postMessage("ready" satisfies typeof READY);

function findProblems({ folder, entry }: TypeRequest): TypeProblem[] {
  attempt = { folder: slashed(folder), entry: slashed(entry) };
  ofAttempt.clear();
  if (!sourceOf(attempt.entry)) return [];
  // Asked once: each question to the service itself would look at every file again.
  const program = service.getProgram();
  const own = program?.getSourceFiles().filter(({ fileName }) => ofAttempt.has(fileName)) ?? [];
  const files = own.toSorted((a, b) => Number(b.fileName === attempt.entry) - Number(a.fileName === attempt.entry));
  // As `tsc` has it: of what does not parse, the types only follow from how the parser went on.
  const broken = problemsOf(files, (file) => program!.getSyntacticDiagnostics(file));
  return broken.length > 0 ? broken : problemsOf(files, (file) => program!.getSemanticDiagnostics(file));
}

/** The first of what is found in the files. */
function problemsOf(
  files: readonly ts.SourceFile[],
  find: (file: ts.SourceFile) => readonly ts.Diagnostic[],
): TypeProblem[] {
  const problems: TypeProblem[] = [];
  for (const file of files) {
    if (problems.length >= PROBLEMS) break;
    problems.push(...ts.sortAndDeduplicateDiagnostics(find(file)).map((diagnostic) => toProblem(diagnostic, file)));
  }
  return problems.slice(0, PROBLEMS);
}

function toProblem({ start = 0, code, messageText }: ts.Diagnostic, file: ts.SourceFile): TypeProblem {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const message = ts.flattenDiagnosticMessageText(messageText, " ").replaceAll(/\s+/g, " ");
  return {
    file: slashed(relative(attempt.folder, file.fileName)),
    line: line + 1,
    column: character + 1,
    code,
    message: printable(message, MESSAGE_CHARACTERS - 1),
  };
}

/** The one door to the disk. */
function sourceOf(file: string): Source | undefined {
  const [kept, read] = isOfPackage(file) ? [ofPackage, readPackageFile] : [ofAttempt, readAttemptFile];
  if (!kept.has(file)) kept.set(file, read(file));
  return kept.get(file);
}

function isOfPackage(file: string): boolean {
  return file === GLOBALS || file === LIBRARY || file.startsWith(`${LANGUAGE}/`);
}

function readPackageFile(file: string): Source | undefined {
  if (file !== LIBRARY && !LANGUAGE_FILE.test(file.slice(LANGUAGE.length + 1))) return undefined;
  return { text: readFileSync(file, "utf8"), version: "1" };
}

function readAttemptFile(file: string): Source | undefined {
  if (!isPlainWithin(attempt.folder, file)) return undefined;
  const source = readSource(file);
  if (!("text" in source)) return undefined;
  // What an import names can change while its importer does not, so it belongs to the importer's version.
  const imports = ts.preProcessFile(source.text).importedFiles.map(({ fileName }) => resolveImport(fileName, file));
  const version = createHash("sha256")
    .update(JSON.stringify([source.text, imports]))
    .digest("hex");
  return { text: source.text, version };
}

/** The file that an import means: as in `compile.ts`, the library or a file of the attempt's folder. */
function resolveImport(specifier: string, importer: string): string | undefined {
  if (specifier === "katagrad/nd") return LIBRARY;
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const target = resolveWithin(attempt.folder, importer, specifier);
  if (!target) return undefined;
  const file =
    extname(target) === ".ts" ? target : extname(target) === ".js" ? target.replace(/\.js$/, ".ts") : `${target}.ts`;
  return isPlainWithin(attempt.folder, file) ? slashed(file) : undefined;
}

function resolvedModule(file: string | undefined): ts.ResolvedModuleFull | undefined {
  return file === undefined
    ? undefined
    : { resolvedFileName: file, extension: ts.Extension.Ts, isExternalLibraryImport: false };
}

/** Exists in the folder, with no link on the way from it. */
function isPlainWithin(folder: string, file: string): boolean {
  const inside = relative(folder, file);
  if (inside.startsWith("..")) return false;
  try {
    return realpathSync(file) === join(realpathSync(folder), inside);
  } catch {
    return false;
  }
}

/** As TypeScript writes paths. */
function slashed(path: string): string {
  return path.split(sep).join("/");
}
