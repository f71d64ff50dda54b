/** What an attempt's types are checked against, the same in the terminal and in a browser: ES2023, no DOM, and what the sandbox adds. */
import ts from "typescript";

export const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // esbuild makes a module of each file, also of one that exports nothing, and sees one file at a time.
  moduleDetection: ts.ModuleDetectionKind.Force,
  isolatedModules: true,
  noUncheckedSideEffectImports: true,
  allowImportingTsExtensions: true,
  libReplacement: false,
  skipLibCheck: true,
  noEmit: true,
};

/** Keep it with what `sandbox/child/realm.ts` installs. */
export const GLOBALS_TEXT = `
declare var console: {
  ${["log", "info", "warn", "error", "debug", "table", "trace"].map((name) => `${name}(...values: unknown[]): void;`).join("\n  ")}
};
declare function structuredClone<T>(value: T): T;
`;
