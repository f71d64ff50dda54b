/** A private folder outside the tree for what archives hold. It goes with the process, whichever way that ends, but for SIGKILL. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Temporary {
  #root: string | undefined;
  #made = 0;
  readonly #onExit = () => this.remove();

  /** A new, empty folder. */
  folder(): string {
    if (!this.#root) {
      this.#root = mkdtempSync(join(tmpdir(), "katagrad-batch-"));
      process.once("exit", this.#onExit);
    }
    const folder = join(this.#root, String(this.#made++));
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }

  /** For good. Once more where something was being unpacked into it at that moment. */
  remove(): void {
    process.off("exit", this.#onExit);
    if (this.#root) rmSync(this.#root, { recursive: true, force: true });
  }
}
