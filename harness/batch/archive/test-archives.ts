/** Archives for tests and drills: honest ones, and traps that no library would write. */
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { ZipFile } from "yazl";

export interface PackedFile {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Type and permissions as Unix has them, for a `.zip`. */
  readonly mode?: number;
  /** For a `.tar.gz`. */
  readonly type?: Header["type"];
  readonly linkname?: string;
}

/** A `.zip`. Its library refuses names that lead astray, so each name is put in afterwards, over another as long. */
export async function zipOf(files: readonly PackedFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  const names = files.map(({ name }, i) => [`~${i}`.padEnd(Buffer.byteLength(name), "~"), name] as const);
  files.forEach(({ content = "", mode = 0o100644 }, i) => {
    zip.addBuffer(Buffer.from(content), names[i][0], { mode, mtime: new Date(0) });
  });
  zip.end();
  const packed = await buffer(zip.outputStream);
  for (const [placeholder, name] of names) {
    if (placeholder.length !== Buffer.byteLength(name)) throw new Error(`"${name}" is too short a name.`);
    for (let at = packed.indexOf(placeholder); at >= 0; at = packed.indexOf(placeholder, at + placeholder.length))
      packed.write(name, at);
  }
  return packed;
}

/** A `.tar.gz`. */
export async function tarGzOf(files: readonly PackedFile[]): Promise<Buffer> {
  const tar = pack();
  const packed = buffer(tar);
  for (const { name, content = "", type = "file", linkname } of files)
    tar.entry({ name, type, linkname, mtime: new Date(0) }, type === "file" ? Buffer.from(content) : "");
  tar.finalize();
  return gzipSync(await packed);
}

/** Fields of a zip's headers, by their place in the header of the central directory, and of the entry's own where that has it too. */
const FIELDS = {
  flags: { central: 8, own: 6, bytes: 2 },
  method: { central: 10, own: 8, bytes: 2 },
  crc32: { central: 16, own: 14, bytes: 4 },
  size: { central: 24, own: 22, bytes: 4 },
  offset: { central: 42, own: undefined, bytes: 4 },
} as const;

/** The same zip with a field of every entry changed. */
export function withField(zip: Buffer, field: keyof typeof FIELDS, change: (value: number) => number): Buffer {
  const changed = Buffer.from(zip);
  const { central, own, bytes } = FIELDS[field];
  const patch = (signature: string, place: number | undefined) => {
    if (place === undefined) return;
    for (let at = zip.indexOf(signature, 0, "latin1"); at >= 0; at = zip.indexOf(signature, at + 4, "latin1"))
      changed.writeUIntLE(change(zip.readUIntLE(at + place, bytes)), at + place, bytes);
  };
  patch("PK\u0001\u0002", central);
  patch("PK\u0003\u0004", own);
  return changed;
}
