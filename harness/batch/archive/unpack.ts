/** Unpacks an archive from outside into an empty folder of ours: source files only, within limits, or an error that says why not. */
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { type ArchiveLimits, Keeper } from "./keeper.ts";
import { readTar } from "./tar.ts";
import { Unreadable } from "./unreadable.ts";
import { readZip } from "./zip.ts";

/** Names that are taken for an archive of submissions. */
const PACKED = /\.(zip|tar\.gz|tgz)$/i;

export function isPacked(name: string): boolean {
  return PACKED.test(name);
}

/** A name without what says how it is packed. */
export function withoutExtension(name: string): string {
  return name.replace(PACKED, "");
}

/**
 * @param into an empty folder
 * @param isSource which files are wanted, by the steps of their path
 * @returns what was kept, the folders that there were, and what was left out
 * @throws Unreadable, with what to do about it
 */
export async function unpack(
  file: string,
  into: string,
  limits: ArchiveLimits,
  isSource: Keeper["isSource"],
): Promise<Pick<Keeper, "files" | "folders" | "leftOut">> {
  const keeper = new Keeper(into, limits, isSource);
  const fd = openPlain(file);
  try {
    if (!fstatSync(fd).isFile()) throw new Unreadable("It is not a plain file. Send the archive itself.");
    await (/zip$/i.test(file) ? readZip(fd, keeper) : readTar(fd, keeper));
  } finally {
    closeSync(fd);
  }
  return keeper;
}

function openPlain(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") throw new Unreadable("It is a link. Send the archive itself.");
    throw new Unreadable(`It cannot be opened (${code}). Look at its permissions.`);
  }
}
