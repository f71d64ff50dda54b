/** Reads a `.tar.gz`, entry by entry, in constant memory. */
import { createReadStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Extract, extract, type Header } from "tar-stream";
import { type EntryType, isSmallEnough, type Keeper } from "./keeper.ts";
import { Unreadable } from "./unreadable.ts";

/** @param fd an open regular file; it is left open @throws Unreadable */
export async function readTar(fd: number, keeper: Keeper): Promise<void> {
  const packed = createReadStream("", { fd, start: 0, autoClose: false });
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        keeper.count(chunk.length, packed.bytesRead);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  const entries = extract();
  // Whichever of the two fails first ends the other; its own error then only repeats it.
  const [flow, kept] = await Promise.allSettled([
    pipeline(packed, createGunzip(), counting, entries),
    keepEntries(entries, keeper),
  ]);
  const reasons = [flow, kept].flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const ours = reasons.find((reason) => reason instanceof Unreadable || isOfSystem(reason));
  if (ours) throw ours;
  if (reasons.length > 0) throw new Unreadable(`It is damaged: ${inShort(reasons[0])}. Pack and send it anew.`);
}

async function keepEntries(entries: Extract, keeper: Keeper): Promise<void> {
  for await (const entry of entries) {
    const { name, size, type } = entry.header;
    const write = keeper.look({ name, size, type: typeOf(type) });
    const chunks: Buffer[] = [];
    for await (const chunk of entry) if (write && isSmallEnough(size)) chunks.push(chunk as Buffer);
    write?.(isSmallEnough(size) ? Buffer.concat(chunks) : undefined);
  }
}

function typeOf(type: Header["type"]): EntryType {
  switch (type) {
    case "file":
    case "contiguous-file":
      return "file";
    case "directory":
      return "folder";
    case "symlink":
      return "link";
    case "link":
      return "hard link";
    case "character-device":
    case "block-device":
    case "fifo":
      return "device";
    default:
      return "other";
  }
}

/** A full disk is no fault of the archive. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function inShort(error: unknown): string {
  return error instanceof Error ? error.message.replace(/[.!]$/, "") : String(error);
}
