/** TypeScript over texts in memory: the same library, arrays and options as a grading's own check, and one file for each kata. */
import { createSystem, createVirtualTypeScriptEnvironment } from "@typescript/vfs";
import ts from "typescript";
import { GLOBALS_TEXT, OPTIONS } from "../../../compile/type-options.ts";
import type { Answer, Asked, Completion, TypeProblem } from "./protocol.ts";

const PROBLEMS = 50;
const COMPLETIONS = 300;
const GLOBALS = "/sandbox-globals.d.ts";

export type Checker = (asked: Asked) => Answer;

/** @param libraries texts by path: `/lib.es2023.d.ts`, … and the arrays where an import finds them */
export function createChecker(libraries: Readonly<Record<string, string>>): Checker {
  const system = createSystem(new Map([...Object.entries(libraries), [GLOBALS, GLOBALS_TEXT]]));
  const service = createVirtualTypeScriptEnvironment(system, [GLOBALS], ts, OPTIONS);
  const known = new Set<string>();
  const write = (file: string, text: string) => {
    if (known.has(file)) service.updateFile(file, text);
    else service.createFile(file, text);
    known.add(file);
  };
  return (asked) => {
    const file = `/${asked.kata}.ts`;
    // An empty text has no file in TypeScript's eyes.
    write(file, asked.text === "" ? "\n" : asked.text);
    const { languageService } = service;
    switch (asked.ask) {
      case "check":
        return { ask: "check", problems: problemsOf(languageService, file) };
      case "complete":
        return { ask: "complete", completions: completionsOf(languageService, file, asked.at) };
      case "explain":
        return { ask: "explain", explanation: explanationOf(languageService, file, asked.at) };
    }
  };
}

/** As `tsc` has it: of what does not parse, the types only follow from how the parser went on. */
function problemsOf(service: ts.LanguageService, file: string): TypeProblem[] {
  const broken = service.getSyntacticDiagnostics(file);
  const found = broken.length > 0 ? broken : service.getSemanticDiagnostics(file);
  return ts
    .sortAndDeduplicateDiagnostics(found)
    .slice(0, PROBLEMS)
    .map(({ start = 0, length = 0, code, messageText }) => ({
      from: start,
      to: start + length,
      code,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
}

function completionsOf(service: ts.LanguageService, file: string, at: number): Completion[] {
  const found = service.getCompletionsAtPosition(file, at, { includeCompletionsForModuleExports: false });
  return (found?.entries ?? [])
    .filter(({ kind }) => kind !== ts.ScriptElementKind.warning)
    .slice(0, COMPLETIONS)
    .map(({ name, kind, sortText }) => ({ label: name, type: TYPES[kind] ?? "text", boost: sortText < "15" ? 1 : 0 }));
}

function explanationOf(service: ts.LanguageService, file: string, at: number) {
  const found = service.getQuickInfoAtPosition(file, at);
  if (!found) return undefined;
  const { start, length } = found.textSpan;
  return {
    from: start,
    to: start + length,
    signature: ts.displayPartsToString(found.displayParts),
    about: ts.displayPartsToString(found.documentation),
  };
}

/** How the editor pictures what TypeScript names. */
const TYPES: Readonly<Record<string, string>> = {
  [ts.ScriptElementKind.keyword]: "keyword",
  [ts.ScriptElementKind.functionElement]: "function",
  [ts.ScriptElementKind.localFunctionElement]: "function",
  [ts.ScriptElementKind.memberFunctionElement]: "method",
  [ts.ScriptElementKind.memberVariableElement]: "property",
  [ts.ScriptElementKind.constElement]: "constant",
  [ts.ScriptElementKind.letElement]: "variable",
  [ts.ScriptElementKind.variableElement]: "variable",
  [ts.ScriptElementKind.localVariableElement]: "variable",
  [ts.ScriptElementKind.parameterElement]: "variable",
  [ts.ScriptElementKind.classElement]: "class",
  [ts.ScriptElementKind.interfaceElement]: "interface",
  [ts.ScriptElementKind.typeElement]: "type",
  [ts.ScriptElementKind.moduleElement]: "namespace",
};
