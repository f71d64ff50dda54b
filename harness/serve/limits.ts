/** How much of everything one server gives. */

/** Of a request; a source has at most 64 KB, and JSON may escape each byte of it. */
export const BODY_BYTES = 256 * 1_024;
/** Bytes that have not come by then are not waited for. */
export const REQUEST_MS = 30_000;
export const CONNECTIONS = 4_000;

/** Requests of one person, whatever the address. An editor saves once a second. */
export const PERSON_REQUESTS_A_MINUTE = 600;
/** Guesses of a link or of the admin secret from one address. */
export const GUESSES_A_MINUTE = 10;

/** Streams of one person about one thing: so many tabs hear. A browser opens six connections to a server; one is left to work with. */
export const STREAMS_OF_A_PERSON = 5;
/** Streams of one link to a board to one address, which may be that of a whole building. */
export const STREAMS_OF_A_BOARD = 200;
export const STREAMS = 2_000;
/** Bytes that a reader of a stream may leave unread. */
export const STREAM_BYTES = 256 * 1_024;

/** Runs on the examples that may wait for a place. */
export const WAITING_RUNS = 40;
/** Gradings that may wait before submissions are asked to come later. */
export const WAITING_GRADINGS = 2_000;

/** An organiser stays signed in for so long. */
export const ORGANISER_MS = 12 * 3_600_000;
/** How long an ending server waits for what is under way. */
export const STOP_MS = 10_000;
