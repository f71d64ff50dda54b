/** Hears a stream of server-sent events for as long as the page lives, whatever happens to the line. */

export interface Listening {
  /** Listens again after it gave way. */
  resume(): void;
  close(): void;
}

export interface Ears {
  /** By the name of the event. */
  readonly on: Readonly<Record<string, (data: never, id: number | undefined) => void>>;
  /** The line is there, or away. */
  onLine?(there: boolean): void;
  /** The server hears no more for this page, since as many newer ones of the same person listen as may. */
  onGivenWay?(): void;
}

/** EventSource comes again by itself after a break, but not after an answer such as 429; then this waits and opens anew. */
const WAIT_MS = [2_000, 5_000, 15_000, 30_000];

export function listen(path: string, { on, onLine, onGivenWay }: Ears): Listening {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;
  const open = () => {
    source = new EventSource(path);
    source.onopen = () => {
      failures = 0;
      onLine?.(true);
    };
    source.onerror = () => {
      onLine?.(false);
      if (source.readyState !== EventSource.CLOSED || isClosed) return;
      timer = setTimeout(open, WAIT_MS[Math.min(failures++, WAIT_MS.length - 1)]);
    };
    // Coming again by itself it would take the place of another page, which would come again in its turn.
    source.addEventListener("displaced", () => {
      source.close();
      onGivenWay?.();
    });
    for (const [name, hear] of Object.entries(on))
      source.addEventListener(name, (event) => {
        const id = Number(event.lastEventId);
        hear(JSON.parse(event.data) as never, event.lastEventId === "" ? undefined : id);
      });
  };
  open();
  return {
    resume: open,
    close() {
      isClosed = true;
      clearTimeout(timer);
      source.close();
    },
  };
}
