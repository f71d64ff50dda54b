/** Lines that stay and, in a terminal, one status line below them that is drawn anew. */
import stringWidth from "string-width";

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class Display {
  #status = "";

  constructor(readonly output: Output) {}

  line(text: string): void {
    if (!this.output.isTTY) {
      this.output.write(`${text}\n`);
      return;
    }
    this.output.write(`\r\u001b[K${text}\n${this.#status}`);
  }

  /** Without a terminal there is nothing to draw anew, and nothing is shown. */
  status(text: string): void {
    if (!this.output.isTTY) return;
    const next = cut(text, (this.output.columns ?? 80) - 1);
    if (next === this.#status) return;
    this.#status = next;
    this.output.write(`\r\u001b[K${next}`);
  }

  bell(): void {
    if (this.output.isTTY) this.output.write("\u0007");
  }

  /** A status that stays in sight would soon be untrue. */
  close(): void {
    if (this.output.isTTY && this.#status !== "") this.output.write("\r\u001b[K");
    this.#status = "";
  }
}

function cut(text: string, width: number): string {
  let kept = text;
  while (stringWidth(kept) > Math.max(1, width)) kept = kept.slice(0, -1);
  return kept;
}
