import type { Text } from "../shared/language.ts";
import type { ServerClock } from "../shared/server-clock.ts";

/** What work must know of the sitting that it belongs to. */
export interface Sitting {
  readonly clock: ServerClock;
  /** Whether nothing can be written any more. */
  readonly isOver: boolean;
  /** Whether what is sent would be taken for another session's. */
  readonly isDisplaced: boolean;
  /** Milliseconds by the server's clock; undefined while no clock runs. */
  remaining(): number | undefined;
  /** Shows a notice, and says it. */
  tell(kind: "info" | "warn" | "bad", text: Text): void;
  /** Says something without showing it. */
  say(text: Text): void;
  /** Asks the server anew. */
  refresh(): Promise<void>;
}
