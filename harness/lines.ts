/** Bytes that arrive in pieces, as lines: where each lies, and its text. Never more than one line is held. */
import { isUtf8 } from "node:buffer";

/** No record of ours is as long; a file without line breaks is no output of ours. */
export const LINE_BYTES = 16 * 2 ** 20;

export interface Line {
  /** Bytes before it. */
  readonly offset: number;
  /** Bytes, the line break included. */
  readonly length: number;
  /** Without the line break. */
  readonly bytes: Buffer;
  /** The same as text; undefined when it is not UTF-8. */
  readonly text: string | undefined;
}

export class LineSplitter {
  #parts: Buffer[] = [];
  #waiting = 0;

  /** @param offset where the first piece begins */
  constructor(private offset = 0) {}

  /** Bytes that came after the last line break. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The lines that this piece ends. */
  *push(piece: Buffer): Generator<Line> {
    let begin = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, begin)) {
      yield this.#take(piece.subarray(begin, end), 1);
      begin = end + 1;
    }
    if (begin === piece.length) return;
    this.#parts.push(piece.subarray(begin));
    this.#waiting += piece.length - begin;
  }

  /** What stands after the last line break, when there is something. */
  end(): Line | undefined {
    return this.#waiting === 0 ? undefined : this.#take(Buffer.alloc(0), 0);
  }

  #take(last: Buffer, breaks: number): Line {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#waiting = 0;
    const line = {
      offset: this.offset,
      length: bytes.length + breaks,
      bytes,
      text: isUtf8(bytes) ? bytes.toString() : undefined,
    };
    this.offset += line.length;
    return line;
  }
}
