/** Where a batch writes: standard output, or a file that survives a crash of the machine but for its last second. */
import { once } from "node:events";
import { constants, fstatSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { faultOf, faultOfPath } from "../fault.ts";
import type { Text } from "../kata.ts";

export interface Output {
  /** A whole line or more, written at once. @throws HarnessFault */
  write(text: string): Promise<void>;
  /** @throws HarnessFault */
  close(): Promise<void>;
}

/** Standard output, with back-pressure. */
export const standardOutput: Output = {
  async write(text) {
    const { stdout } = process;
    if (!stdout.write(text)) await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => {});
  },
  async close() {},
};

/** How long lines that others follow may wait for the disk itself. A process that dies loses none; a machine that does, these. */
const DURABLE_MS = 1_000;

/** A file, emptied or written on. @throws UsageError, HarnessFault */
export async function openFile(file: string, how: "anew" | "on"): Promise<Output> {
  const doing = { en: `${file} cannot be written`, zh: `无法写入 ${file}` };
  return new FileOutput(await openOwn(file, how, doing), doing);
}

class FileOutput implements Output {
  readonly #plain: boolean;
  #synced = performance.now();
  #dirty = false;

  constructor(
    readonly handle: FileHandle,
    readonly doing: Text,
  ) {
    this.#plain = fstatSync(handle.fd).isFile();
  }

  async write(text: string): Promise<void> {
    try {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray((await this.handle.write(rest)).bytesWritten);
      this.#dirty = true;
      if (performance.now() - this.#synced >= DURABLE_MS) await this.#sync();
    } catch (error) {
      throw faultOf(error, this.doing);
    }
  }

  async close(): Promise<void> {
    try {
      if (this.#dirty) await this.#sync();
    } catch (error) {
      throw faultOf(error, this.doing);
    } finally {
      await this.handle.close();
    }
  }

  async #sync(): Promise<void> {
    if (this.#plain) await this.handle.datasync();
    this.#synced = performance.now();
    this.#dirty = false;
  }
}

/** For writing, but not through a link: in the folder of an attempt, the attempt may have made it. */
async function openOwn(file: string, how: "anew" | "on", doing: Text): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_TRUNC, O_WRONLY } = constants;
  try {
    return await open(file, O_WRONLY | O_NOFOLLOW | (how === "on" ? O_APPEND : O_CREAT | O_TRUNC), 0o666);
  } catch (error) {
    throw faultOfPath(error, doing);
  }
}
