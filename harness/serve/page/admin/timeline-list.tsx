/** What happened in a sitting, line by line. */
import type { TimelineEntry } from "../../../assess/timeline.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { clockFace, timeOfDay } from "../shared/moments.ts";
import { Scroll } from "../shared/scroll.tsx";
import { WORDS } from "./words.ts";

export function TimelineList({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  return (
    <Scroll label={words.report.timeline} class="low">
      <ol class="timeline">
        {entries.map(({ seq, at, ms, kind, kata, late, by, reason, seconds, times, until }) => (
          <li key={seq} class={`event event-${kind}`}>
            <time dateTime={new Date(at).toISOString()} title={timeOfDay(at, language)}>
              {ms === null ? timeOfDay(at, language) : clockFace(ms)}
            </time>
            <span>
              {words.events[kind]}
              {times > 1 && ` ×${times}`}
              {kata !== null && <span class="muted"> {kata}</span>}
              {seconds !== null && ` ${words.live.extra(seconds)}`}
              {late && <strong class="warn"> {words.report.late}</strong>}
              {by !== null && kind !== "submitted" && <span class="muted"> {words.report.who(by, reason ?? "")}</span>}
              {times > 1 && <span class="muted"> {words.report.until(timeOfDay(until, language))}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Scroll>
  );
}
