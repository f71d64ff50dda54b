/** A file of records written again with other lines or in another order, all at once: whoever reads it sees the one or the other. */
import { constants, lstatSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { faultOf, faultOfPath, UsageError } from "../fault.ts";
import type { Place } from "./batch.ts";
import type { Span } from "./kept.ts";

/** Puts the records of a file in the order of the input, all at once. */
export async function putInOrder(file: string, spans: readonly (Span & { readonly place: Place })[]): Promise<void> {
  const sorted = spans.toSorted((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  if (sorted.every((span, i) => i === 0 || sorted[i - 1].offset < span.offset)) return;
  await rewrite(file, new Map(sorted.entries()), statusOf(file).mode);
}

/** @throws UsageError when it is not there, or is a link or something else */
export function statusOf(file: string): { size: number; mode: number } {
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (!status)
    throw new UsageError(
      { en: `${file} is not there.`, zh: `${file} 不存在。` },
      {
        en: "Begin with --out; --resume goes on with a file that is there.",
        zh: "请先用 --out 开始；--resume 用于继续已有的文件。",
      },
    );
  if (!status.isFile())
    throw new UsageError(
      { en: `${file} is not a plain file.`, zh: `${file} 不是普通文件。` },
      { en: "Name the file itself that the interrupted run wrote.", zh: "请给出被中断的那次运行所写的文件本身。" },
    );
  return status;
}

/** Writes a file again with only some of its lines, in the order of the map: beside it first, then in its place. @throws HarnessFault, UsageError */
export async function rewrite<K, S extends Span>(
  file: string,
  spans: ReadonlyMap<K, S>,
  mode: number,
): Promise<{ kept: Map<K, S>; bytes: number }> {
  const doing = { en: `${file} cannot be written`, zh: `无法写入 ${file}` };
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
  const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY } = constants;
  const from = await open(file, O_RDONLY | O_NOFOLLOW).catch((error) => Promise.reject(faultOfPath(error, doing)));
  const kept = new Map<K, S>();
  let offset = 0;
  try {
    const to = await open(beside, O_WRONLY | O_CREAT | O_EXCL, mode & 0o777);
    try {
      for (const [key, span] of spans) {
        const line = Buffer.alloc(span.length);
        const { bytesRead } = await from.read(line, 0, span.length, span.offset);
        if (bytesRead < span.length) throw new Error("somebody else has shortened it meanwhile");
        await to.writeFile(line);
        kept.set(key, { ...span, offset });
        offset += span.length;
      }
      await to.sync();
    } finally {
      await to.close();
    }
    await rename(beside, file);
    return { kept, bytes: offset };
  } catch (error) {
    await rm(beside, { force: true });
    throw faultOf(error, doing);
  } finally {
    await from.close();
  }
}
