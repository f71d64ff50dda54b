/** Reads a `.zip` by its central directory, entry by entry. What is not wanted is not even unpacked. */
import { crc32 } from "node:zlib";
import yauzl, { type Entry as ZipEntry, type ZipFile } from "yauzl";
import { printable } from "../../text.ts";
import { type EntryType, isSmallEnough, type Keeper, type Wanted } from "./keeper.ts";
import { Unreadable } from "./unreadable.ts";

/** Bytes of a local file header before its name. */
const HEADER_BYTES = 30;

/** @param fd an open regular file; it is left open @throws Unreadable */
export async function readZip(fd: number, keeper: Keeper): Promise<void> {
  try {
    // Names as bytes: the library would mend backslashes, and ours are refused, not mended.
    const zip = await yauzl.fromFdPromise(fd, { autoClose: false, decodeStrings: false });
    const wanted: { entry: ZipEntry; name: string; write: Wanted }[] = [];
    const spans: { from: number; to: number }[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      const write = keeper.look({ name, size: entry.uncompressedSize, type: typeOf(entry, name) });
      const from = entry.relativeOffsetOfLocalHeader;
      spans.push({ from, to: from + HEADER_BYTES + entry.fileNameRaw.length + entry.compressedSize });
      if (write) wanted.push({ entry, name, write });
    }
    refuseOverlaps(spans);
    for (const { entry, name, write } of wanted)
      write(isSmallEnough(entry.uncompressedSize) ? await contentOf(zip, entry, name, keeper) : undefined);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Unreadable || "syscall" in error) throw error;
    throw new Unreadable(
      `It is damaged: ${printable(error.message, 200).replace(/[.!]$/, "")}. Pack and send it anew.`,
    );
  }
}

async function contentOf(zip: ZipFile, entry: ZipEntry, name: string, keeper: Keeper): Promise<Buffer> {
  const told = `"${printable(name, 120)}"`;
  if (entry.isEncrypted()) throw new Unreadable(`${told} in it is encrypted. Pack it anew without a password.`);
  if (!entry.canDecodeFileData())
    throw new Unreadable(
      `${told} in it is packed in a way that is not known here (method ${entry.compressionMethod}). Pack it anew.`,
    );
  const chunks: Buffer[] = [];
  // Ends with an error as soon as there is more than the entry says.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  keeper.count(content.length, zip.fileSize);
  if (crc32(content) !== entry.crc32) throw new Unreadable(`${told} in it is damaged. Pack and send it anew.`);
  return content;
}

/** Entries that share bytes are how a small file unpacks to a huge one. */
function refuseOverlaps(spans: { from: number; to: number }[]): void {
  spans.sort((a, b) => a.from - b.from);
  for (let i = 1; i < spans.length; i++)
    if (spans[i].from < spans[i - 1].to) throw new Unreadable("Its entries overlap each other. Pack it anew.");
}

/** The type that Unix wrote, where it did: the upper half of the attributes. */
function typeOf({ versionMadeBy, externalFileAttributes }: ZipEntry, name: string): EntryType {
  const mode = versionMadeBy >> 8 === 3 || versionMadeBy >> 8 === 19 ? (externalFileAttributes >>> 16) & 0o170000 : 0;
  switch (mode) {
    case 0:
    case 0o100000:
      return name.endsWith("/") ? "folder" : "file";
    case 0o040000:
      return "folder";
    case 0o120000:
      return "link";
    case 0o020000:
    case 0o060000:
    case 0o010000:
      return "device";
    default:
      return "other";
  }
}
