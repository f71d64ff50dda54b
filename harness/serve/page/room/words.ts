/** Everything that the room says, in both languages. */
import type { Text } from "../shared/language.ts";
import { en, type RoomWords } from "./words-en.ts";
import { zh } from "./words-zh.ts";

export const WORDS: { readonly en: RoomWords; readonly zh: RoomWords } = { en, zh };

/** What is told when it happens, whichever language is on then. */
export const NOTICES = {
  ended: {
    expired: both((words) => words.ended.expired),
    finished: both((words) => words.ended.finished),
    closed: both((words) => words.ended.closed),
    revoked: both((words) => words.ended.revoked),
  },
  left: (minutes: number) => both((words) => words.left(minutes)),
  time: (seconds: number) => both((words) => words.timeChanged(seconds)),
  reopened: both((words) => words.reopened),
  ran: (passed: boolean) => both((words) => (passed ? words.ranWell : words.ranBadly)),
  submitted: both((words) => words.submittedNow),
  graded: both((words) => words.gradedNow),
  elsewhere: both((words) => words.elsewhere),
  late: both((words) => words.lateNow),
  away: both((words) => words.offline),
  back: both((words) => words.online),
} as const;

function both(choose: (words: RoomWords) => string): Text {
  return { en: choose(en), zh: choose(zh) };
}
