/** Ends the sessions whose time is over, without anybody asking. Several servers may do so at once: the second finds nothing to do. */
import { dueSessions } from "../../store/sessions.ts";
import { actOn, type Books } from "./desk.ts";

const AT_ONCE = 100;

/** @param onError hears of a session that cannot be ended; the others are @returns how many were ended */
export async function sweep(books: Books, onError: (session: string, error: unknown) => void): Promise<number> {
  const due = await books.store.read((tx) => dueSessions(tx, books.clock.now(), AT_ONCE));
  let ended = 0;
  for (const id of due) {
    try {
      const { events } = await actOn(books, id, { kind: "sweep" });
      if (events.length > 0) ended++;
    } catch (error) {
      onError(id, error);
    }
  }
  return ended;
}
