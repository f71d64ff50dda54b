/** A sitting as a picture: a line for the session and one for each kata, a mark for everything that happened. */
import type { EventKind, SessionEvent } from "../../assess/model.ts";
import type { SessionReport } from "../../assess/report.ts";
import { type Html, html } from "./html.ts";
import { lasting } from "./moments.ts";
import type { ReportWords } from "./report-words.ts";

const [LEFT, RIGHT, TOP, ROW] = [190, 990, 10, 34];
const STEPS = 5;

/** Colour and height of each mark; what has none is not drawn. */
const MARKS: Partial<Record<EventKind, { readonly colour: string; readonly height: number }>> = {
  saved: { colour: "#8c959f", height: 8 },
  ran: { colour: "#0969da", height: 14 },
  pasted: { colour: "#bc4c00", height: 20 },
  submitted: { colour: "#116329", height: 24 },
  "focus-lost": { colour: "#bc4c00", height: 14 },
  reconnected: { colour: "#8c959f", height: 14 },
  "time-changed": { colour: "#6639ba", height: 24 },
  reopened: { colour: "#6639ba", height: 24 },
  started: { colour: "#1f2328", height: 24 },
  expired: { colour: "#1f2328", height: 24 },
  finished: { colour: "#1f2328", height: 24 },
  closed: { colour: "#6639ba", height: 24 },
  revoked: { colour: "#6639ba", height: 24 },
};

/** Nothing before the start. */
export function drawSitting(report: SessionReport, events: readonly SessionEvent[], words: ReportWords): Html | null {
  const { startedAt, deadline, katas } = report;
  if (startedAt === null) return null;
  const end = Math.max(startedAt + 1_000, deadline ?? 0, marked(events).at(-1)?.at ?? 0);
  const x = (at: number) => Math.round(LEFT + ((at - startedAt) / (end - startedAt)) * (RIGHT - LEFT));
  const rows = [words.session, ...katas.map(({ kata }) => kata)];
  const bottom = TOP + ROW * rows.length;
  return html`<svg viewBox="0 0 1000 ${bottom + 30}" role="img" aria-label="${words.timeline}">
${rows.map(
  (row, i) => html`<text x="0" y="${TOP + ROW * i + 22}">${row}</text>
<line x1="${LEFT}" x2="${RIGHT}" y1="${TOP + ROW * i + 28}" y2="${TOP + ROW * i + 28}" stroke="#c9ced6"/>
`,
)}${marksOf(events, rows, x, startedAt, words)}${
  deadline !== null &&
  html`<line x1="${x(deadline)}" x2="${x(deadline)}" y1="${TOP}" y2="${bottom}" stroke="#a40e26" stroke-dasharray="4 3"><title>${words.deadline}</title></line>
`
}${Array.from({ length: STEPS + 1 }, (_, i) => {
  const at = startedAt + ((end - startedAt) * i) / STEPS;
  return html`<text x="${x(at)}" y="${bottom + 18}" text-anchor="${i === 0 ? "start" : i === STEPS ? "end" : "middle"}">${lasting(at - startedAt)}</text>
`;
})}</svg>`;
}

function marked(events: readonly SessionEvent[]): SessionEvent[] {
  const start = events.findIndex(({ kind }) => kind === "started");
  return events.slice(start).filter(({ kind }) => MARKS[kind] !== undefined);
}

/** Of marks that would lie upon each other one is drawn: saves come by the thousand. */
function marksOf(
  events: readonly SessionEvent[],
  rows: readonly string[],
  x: (at: number) => number,
  startedAt: number,
  words: ReportWords,
): Html[] {
  const drawn = new Set<string>();
  return marked(events).flatMap(({ at, kind, data }) => {
    const mark = MARKS[kind];
    const row = "kata" in data ? rows.indexOf(data.kata) : 0;
    const place = `${row} ${kind} ${x(at)}`;
    if (!mark || row < 0 || drawn.has(place)) return [];
    drawn.add(place);
    const y = TOP + ROW * row + 28 - mark.height;
    const name = `${words.kind[kind]}, ${lasting(at - startedAt)}`;
    return html`<rect x="${x(at) - 1}" y="${y}" width="2" height="${mark.height}" fill="${mark.colour}"><title>${name}</title></rect>
`;
  });
}
