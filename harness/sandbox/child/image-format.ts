/** How the runner's image lies in its file, and which descriptors a sandbox begins with. */

/** Where a sandbox's answers go. */
export const ANSWERS = 3;
/** Where a sandbox reads its runner from. */
export const IMAGE = 4;
/** No image is longer. */
export const IMAGE_BYTES = 256 * 1_024;

/** Pieces of an image one after the other, each behind its length as a u32. */
export function joinParts(parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));
}

/** The pieces again, as views. */
export function splitParts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + 4;
    at = start + bytes.readUInt32LE(at);
    parts.push(bytes.subarray(start, at));
  }
  return parts;
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(part.length);
  return length;
}
