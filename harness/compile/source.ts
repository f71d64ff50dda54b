/** Reads an attempt's source files as hostile input: no links, no devices, nothing outside its folder, bounded in size, text only. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";

/** All source files of an attempt together. */
export const SOURCE_BYTES = 64 * 1024;

/** Why a source cannot be used; shown to its author. */
export type SourceProblem =
  | { readonly why: "missing" | "unreadable" | "not-a-file" | "binary" }
  | { readonly why: "too-large"; readonly bytes: number };

export type Source = { readonly text: string } | SourceProblem;

/** One file at a time is in it. */
const buffer = Buffer.alloc(SOURCE_BYTES + 1);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @param budget bytes that this file may have */
export function readSource(file: string, budget = SOURCE_BYTES): Source {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { why: "not-a-file" };
    if (status.size > budget) return { why: "too-large", bytes: status.size };
    const length = readSync(descriptor, buffer, 0, budget + 1, 0);
    if (length > budget) return { why: "too-large", bytes: length };
    return decodeText(buffer.subarray(0, length));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: code === "ENOENT" ? "missing" : code === "ELOOP" || code === "EISDIR" ? "not-a-file" : "unreadable" };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The file that a relative import names, when it lies in the folder; each step of its path is checked for links. */
export function resolveWithin(folder: string, importer: string, specifier: string): string | undefined {
  const target = join(importer, "..", specifier);
  const inside = relative(folder, target);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside) || inside.split(sep).includes("node_modules"))
    return undefined;
  return target;
}

function decodeText(bytes: Buffer): Source {
  if (bytes.includes(0)) return { why: "binary" };
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { why: "binary" };
  }
}
