/** The terminal in raw mode: keys and sizes in, whole screens out. Left as it was found, on every way out. */
import { emitKeypressEvents, type Interface } from "node:readline";

const ESCAPE_MS = 50;

export interface TerminalEvents {
  readonly onKey: (name: string, text: string, ctrl: boolean) => void;
  readonly onResize: (width: number, height: number) => void;
}

export class Terminal {
  readonly #restore = () => this.close();
  #open = true;
  #last = "";

  constructor(events: TerminalEvents) {
    // A lone Escape is told from the beginning of a sequence by waiting; Node's half second is long for a person.
    emitKeypressEvents(process.stdin, { escapeCodeTimeout: ESCAPE_MS } as unknown as Interface);
    process.stdin.setRawMode(true);
    process.stdin.resume();
    process.stdin.on("keypress", (text: string | undefined, key: { name?: string; ctrl?: boolean }) =>
      events.onKey(key.name ?? text ?? "", text ?? "", key.ctrl ?? false),
    );
    process.stdout.on("resize", () => events.onResize(...this.size));
    process.once("exit", this.#restore);
    // The alternate screen, without a cursor.
    process.stdout.write("\u001b[?1049h\u001b[?25l");
  }

  get size(): [width: number, height: number] {
    return [process.stdout.columns || 80, process.stdout.rows || 24];
  }

  /**
   * Draws every line over the old screen, in one write; nothing is written when nothing changed. Between the marks of mode 2026 a terminal
   * that knows it shows no half of a screen, however the write is cut on its way.
   */
  draw(lines: readonly string[]): void {
    const screen = `\u001b[?2026h\u001b[H${lines.map((line) => `${line}\u001b[K`).join("\r\n")}\u001b[J\u001b[?2026l`;
    if (!this.#open || screen === this.#last) return;
    this.#last = screen;
    process.stdout.write(screen);
  }

  /** Forgets what is drawn, so that the next screen is drawn whole. */
  forget(): void {
    this.#last = "";
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    process.off("exit", this.#restore);
    process.stdout.write("\u001b[?25h\u001b[?1049l");
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}
