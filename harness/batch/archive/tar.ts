/** Reads a `.tar.gz`, entry by entry, in constant memory. */
import { readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Extract, extract, type Header } from "tar-stream";
import { type EntryType, isSmallEnough, type Keeper } from "./keeper.ts";
import { Unreadable } from "./unreadable.ts";

const CHUNK_BYTES = 64 * 1024;

/** @param fd an open regular file; it is left open @throws Unreadable */
export async function readTar(fd: number, keeper: Keeper): Promise<void> {
  const packed = { bytes: 0 };
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      keeper.count(chunk.length, packed.bytes);
      yield chunk;
    }
  }
  const entries = extract();
  // Whichever of the two fails first ends the other; its own error then only repeats it.
  const [flow, kept] = await Promise.allSettled([
    pipeline(chunksOf(fd, packed), createGunzip(), counted, entries),
    keepEntries(entries, keeper),
  ]);
  const reasons = [flow, kept].flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const ours = reasons.find((reason) => reason instanceof Unreadable || isOfSystem(reason));
  if (ours) throw ours;
  if (reasons.length > 0) throw new Unreadable(`It is damaged: ${inShort(reasons[0])}. Pack and send it anew.`);
}

/** Not a stream of Node's: a pipeline closes its file behind it, and the number may by then be another file's. */
function* chunksOf(fd: number, read: { bytes: number }): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const length = readSync(fd, chunk, 0, chunk.length, read.bytes);
    if (length === 0) return;
    read.bytes += length;
    yield chunk.subarray(0, length);
  }
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
