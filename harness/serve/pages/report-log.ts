/** The log of a sitting in a report: what happened in words, then every entry as it is, and whether it is what was written. */
import type { Verification } from "../../assess/chain.ts";
import type { SessionEvent } from "../../assess/model.ts";
import type { TimelineEntry } from "../../assess/timeline.ts";
import { type Html, html } from "./html.ts";
import { lasting, utc } from "./moments.ts";
import type { ReportWords } from "./report-words.ts";

export function renderTimeline(entries: readonly TimelineEntry[], words: ReportWords): Html {
  return html`<table>
<thead><tr><th>${words.time}</th><th>${words.sinceStart}</th><th>${words.what}</th><th>${words.kata}</th></tr></thead>
<tbody>${entries.map(
    (
      one,
    ) => html`<tr><td class="time">${utc(one.at)}</td><td class="number">${one.ms !== null && lasting(one.ms)}</td><td>${aboutEntry(one, words)}</td><td>${one.kata}</td></tr>
`,
  )}</tbody>
</table>`;
}

function aboutEntry({ kind, times, until, late, by, reason, seconds }: TimelineEntry, words: ReportWords): Html {
  return html`${words.kind[kind]}${seconds !== null && ` ${seconds > 0 ? "+" : "−"}${lasting(Math.abs(seconds) * 1_000)}`}${
    times > 1 && ` × ${times}, ${words.until} ${utc(until).slice(11)}`
  }${late && html` <span class="bad">${words.late}</span>`}${by !== null && html` <span class="quiet">${words.byWhom}: ${kind === "submitted" ? byIn(by, words) : by}</span>`}${
    reason && html` <span class="quiet">“${reason}”</span>`
  }`;
}

function byIn(by: string, words: ReportWords): string {
  return Object.hasOwn(words.by, by) ? words.by[by as keyof ReportWords["by"]] : by;
}

export function renderLog(events: readonly SessionEvent[], log: Verification, words: ReportWords): Html {
  return html`${
    log.intact
      ? html`<p class="good">${words.intact(log.events, log.head)}</p>`
      : html`<p class="bad"><strong>${words.broken(log.seq, words.why[log.why])}</strong></p>`
  }
<table>
<thead><tr><th>${words.entry}</th><th>${words.time}</th><th>${words.what}</th><th>${words.data}, ${words.hash}</th></tr></thead>
<tbody>${events.map(
    ({
      seq,
      at,
      kind,
      data,
      hash,
    }) => html`<tr><td class="number">${seq}</td><td class="time">${new Date(at).toISOString()}</td><td>${kind}</td><td class="mono">${JSON.stringify(data)}<br><span class="quiet">${hash}</span></td></tr>
`,
  )}</tbody>
</table>`;
}
