/** Spans and moments in the words of a reader. */
import type { Language } from "./language.ts";

/** `1:05:09`, `12:04`; rounded up, so that 0:00 is the end and not the last second. @param ms below 0 counts as 0 */
export function clockFace(ms: number): string {
  const all = Math.max(0, Math.ceil(ms / 1_000));
  const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** "2 h 5 min", "2 小时 5 分钟"; of two units at most. */
export function span(seconds: number, language: Language): string {
  const units = language === "zh" ? ["天", "小时", "分钟", "秒"] : ["d", "h", "min", "s"];
  const whole = Math.max(0, Math.round(seconds));
  const counts = [Math.floor(whole / 86_400), Math.floor(whole / 3_600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return `0 ${units[3]}`;
  return counts
    .slice(first, first + 2)
    .flatMap((count, i) => (count > 0 ? [`${count} ${units[first + i]}`] : []))
    .join(" ");
}

/** Date and time where the reader is. @param at milliseconds since 1970 */
export function moment(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(at);
}

/** The time of day alone, with seconds. */
export function timeOfDay(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { timeStyle: "medium" }).format(at);
}
