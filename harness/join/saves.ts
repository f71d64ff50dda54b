/** Sees what the person saves in their editor, and puts it in the outbox. */
import { inOneLine } from "../fault.ts";
import type { Language } from "../kata.ts";
import { AttemptFiles } from "../watch/files.ts";
import type { Display } from "./display.ts";
import type { SittingFolder } from "./folder.ts";

/** Editors write in two steps: what is read in between is half of a text, and most often empty. */
const SETTLE_MS = 150;
const EMPTY_MS = 1_000;

export interface SavesOptions {
  readonly folder: SittingFolder;
  readonly katas: readonly string[];
  readonly display: Display;
  readonly language: Language;
  readonly poll: boolean;
  /** Something waits in the outbox. */
  readonly onKept: () => void;
}

export class Saves {
  readonly #files: AttemptFiles;
  readonly #device: string;
  readonly #looks = new Map<string, NodeJS.Timeout>();
  readonly #sequences = new Map<string, number>();

  constructor(readonly options: SavesOptions) {
    const { folder, display, poll } = options;
    this.#device = folder.newDevice();
    this.#files = new AttemptFiles({
      folder: folder.path,
      poll,
      onSave: (kata) => this.#lookLater(kata, SETTLE_MS),
      onError: (error) => display.line(`! ${error.message}`),
    });
  }

  /** When every save is seen. */
  get ready(): Promise<void> {
    return this.#files.ready;
  }

  /** Also at what was changed while nobody watched. */
  lookAtAll(): void {
    for (const kata of this.options.katas) this.#look(kata, true);
  }

  async close(): Promise<void> {
    for (const timer of this.#looks.values()) clearTimeout(timer);
    await this.#files.close();
  }

  #lookLater(kata: string, ms: number): void {
    if (this.#looks.has(kata) || !this.options.katas.includes(kata)) return;
    const look = () => {
      this.#looks.delete(kata);
      this.#look(kata, ms === EMPTY_MS);
    };
    this.#looks.set(kata, setTimeout(look, ms));
  }

  /** @param surely also when the file is empty, which most often it is for a moment only */
  #look(kata: string, surely: boolean): void {
    const { folder, display, language, onKept } = this.options;
    const text = folder.changed(kata);
    if (text === undefined) return;
    if (text === "" && !surely) {
      this.#lookLater(kata, EMPTY_MS);
      return;
    }
    const sequence = (this.#sequences.get(kata) ?? 0) + 1;
    this.#sequences.set(kata, sequence);
    try {
      folder.outbox.add({ kind: "save", kata, text: text.toWellFormed(), device: this.#device, sequence });
      folder.know(kata, text);
    } catch (error) {
      display.line(`! ${inOneLine(error, language)}`);
    }
    onKept();
  }
}
