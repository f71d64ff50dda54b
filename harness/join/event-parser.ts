/** Reads server-sent events out of a text that comes in pieces, by the rules of the HTML standard. */

export interface ServerEvent {
  /** `message` where the server names none. */
  readonly name: string;
  readonly data: string;
}

/** Characters of one event. A server that sends more in one piece is none of ours. */
const LONGEST = 1_000_000;

export class EventParser {
  /** What a reader that comes again says that it has; empty while nothing had an id. */
  lastId = "";
  /** How long the server asks to be left alone before the next try. */
  retryMs: number | undefined;
  #line = "";
  /** Whether the piece before ended with a return, whose line feed may still come. */
  #afterReturn = false;
  #name = "";
  #data: string[] = [];
  #length = 0;

  /** @returns the events that the piece completes @throws RangeError when one grows too long */
  read(piece: string): ServerEvent[] {
    const text = this.#line + (this.#afterReturn && piece.startsWith("\n") ? piece.slice(1) : piece);
    if (piece !== "") this.#afterReturn = piece.endsWith("\r");
    const lines = text.split(/\r\n|\n|\r/);
    this.#line = lines.pop() ?? "";
    const events = lines.flatMap((line) => this.#take(line));
    if (this.#line.length + this.#length > LONGEST) throw new RangeError("An event of the stream is too long.");
    return events;
  }

  /** An empty line completes what was gathered, if that has data. */
  #take(line: string): ServerEvent[] {
    if (line !== "") {
      this.#gather(line);
      return [];
    }
    const event = { name: this.#name || "message", data: this.#data.join("\n") };
    const isOne = this.#data.length > 0;
    [this.#name, this.#data, this.#length] = ["", [], 0];
    return isOne ? [event] : [];
  }

  #gather(line: string): void {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) as RegExpExecArray;
    this.#length += line.length;
    if (field === "event") this.#name = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.lastId = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retryMs = Number(value);
  }
}
