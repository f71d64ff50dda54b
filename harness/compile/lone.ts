/**
 * The short way for an attempt that imports nothing but our library: a transformation without plugins, which takes half of a bundling.
 * It answers where both would give the same. Everything else, errors too, is left to the bundler.
 */
import { type TransformOptions, transform } from "esbuild";
import { bundling } from "../bundler.ts";

const LIBRARY_IMPORT = /^import (type )?\{([^{}]*)\} from (["'])katagrad\/nd\3;?\s*$/gm;
/** What may name another file, or the names that a script of CommonJS has; an escape may spell any of them. In a comment too. */
const ELSE = /\b(?:import|require|module|exports)\b|\bfrom\s*(?:["'`/]|$)|\\u/m;

/** A module is strict code, and esbuild does not say so in a script. */
export const STRICT = '"use strict";';

export interface Lone {
  readonly code: string;
  readonly map: string;
  /** Lines of `code` that the map does not count. */
  readonly linesBefore: number;
}

/** Our library, as such a script gets it. */
export interface Library {
  /** Declares a `require` that gives it. */
  readonly script: string;
  /** What it exports that is no type. */
  readonly names: ReadonlySet<string>;
}

/** @param settings those of a bundling that go for one file */
export async function compileLibrary(source: string, settings: TransformOptions): Promise<Library> {
  const options = { ...settings, ...PLAIN, minifyWhitespace: true };
  const { code } = (await bundling(() => transform(source, options)))!;
  const names = [...source.matchAll(/^export function (\w+)/gm)].map((match) => match[1]);
  const script = `const require = ((module) => { ${code.trimEnd()}\nreturn () => module.exports; })({});`;
  return { script, names: new Set(names) };
}

/**
 * @param settings those of a bundling that go for one file
 * @returns undefined where it leaves the attempt to the bundler
 */
export async function compileLone(
  { file, text }: { file: string; text: string },
  library: Library,
  settings: TransformOptions,
  limitMs: number,
): Promise<Lone | "too-slow" | undefined> {
  if (!isLone(text, library.names)) return undefined;
  const options = { ...settings, ...PLAIN, sourcefile: file, sourcemap: "external", banner: STRICT } as const;
  try {
    const result = await bundling(() => transform(text, options), limitMs);
    return result ? withLibrary(result.code, result.map, library.script) : "too-slow";
  } catch {
    return undefined;
  }
}

const PLAIN: TransformOptions = { loader: "ts", format: "cjs" };

/** Whether all that it imports are types and functions of the library. */
function isLone(text: string, names: ReadonlySet<string>): boolean {
  let known = true;
  const rest = text.replace(LIBRARY_IMPORT, (_, type: string | undefined, list: string) => {
    const values = list.split(",").map((one) => one.trim());
    known &&= type !== undefined || values.every((one) => one === "" || one.startsWith("type ") || names.has(one));
    return "";
  });
  return known && /^export /m.test(rest) && !ELSE.test(rest);
}

function withLibrary(code: string, map: string, script: string): Lone {
  if (!code.includes("require(")) return { code, map, linesBefore: 0 };
  const before = `${STRICT}${script}\n`;
  return { code: before + code, map, linesBefore: before.split("\n").length - 1 };
}
