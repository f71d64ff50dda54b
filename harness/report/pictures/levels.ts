/** The letters of cells and pixels; apart from the schemas, which no page needs. */

/**
 * One character a cell: `.` within tolerance; else the power of ten of error over allowance, `0` up to ten times, `f` from 1e15; `x` differs and has no
 * distance, `!` is NaN or an infinity. In this order a later one is worse.
 */
export const ERROR_LEVELS = ".0123456789abcdefx!";
/** One character a pixel, dark to light; `<` and `>` lie outside the scale of what is expected, `!` is no finite number. */
export const GREY_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
