/** How a runner is started, and what it inherits beside its pipes. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultOf } from "../fault.ts";
import { IMAGE } from "./child/image-format.ts";

/** The descriptor that bubblewrap reads its system call filter from. */
export const FILTER = IMAGE + 1;

/** How to start a runner. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  /** The runner's image: an open file, for descriptor 4. */
  readonly image?: number;
  /** A file that the command reads its system call filter from, as descriptor 5. */
  readonly filter?: string;
}

/** What a process of this launch inherits from descriptor 4 on. `close` what was opened for it once it has started. */
export function openDescriptors({ image, filter }: Launch): {
  readonly inherited: (number | "ignore")[];
  readonly close: () => void;
} {
  const opened = filter === undefined ? undefined : openSync(filter, "r");
  return {
    inherited: [image ?? "ignore", ...(opened === undefined ? [] : [opened])],
    close() {
      if (opened !== undefined) closeSync(opened);
    },
  };
}

/** An open file for reading that has no name any more: nobody cleans it away, and nothing stays when we are killed. @throws HarnessFault */
export function namelessFile(bytes: Buffer): number {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "katagrad-"));
    const file = join(folder, "file");
    writeFileSync(file, bytes);
    return openSync(file, "r");
  } catch (error) {
    throw faultOf(error, {
      en: "Sandboxes start from the temporary folder (TMPDIR), which cannot be used",
      zh: "沙箱要从临时目录（TMPDIR）启动，而它无法使用",
    });
  } finally {
    try {
      if (folder) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Windows keeps a folder as long as a file of it is open.
    }
  }
}
