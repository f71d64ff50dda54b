/** The ranking, and in it the heat of each person's katas. Rows move to their new place where motion is welcome. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import { Scroll } from "../shared/scroll.tsx";
import { type Cell, heatOf, hiddenOf, type Row } from "./ranking.ts";
import { WORDS } from "./words.ts";

interface RankingProps {
  readonly rows: readonly Row[];
  readonly katas: readonly string[];
}

export function Ranking({ rows, katas }: RankingProps) {
  const words = useWords(WORDS);
  const body = useRef<HTMLTableSectionElement>(null);
  useMotion(body);
  return (
    <>
      <Scroll label={words.table}>
        <table class={katas.length > MANY_PROJECTED ? "ranking ranking-many" : "ranking"}>
          <thead>
            <tr>
              <th scope="col">{words.rank}</th>
              <th scope="col">{words.name}</th>
              {katas.map((kata) => (
                <KataHead key={kata} kata={kata} isShort={katas.length > MANY} />
              ))}
              <th scope="col" class="total">
                {words.score}
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <Place key={row.id} row={row} katas={katas} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <Legend />
    </>
  );
}

/** More katas have no room for their names. */
const MANY = 6;
/** And more than these none for large letters. */
const MANY_PROJECTED = 8;

function KataHead({ kata, isShort }: { readonly kata: string; readonly isShort: boolean }) {
  const [number, ...slug] = kata.split("-");
  return (
    <th scope="col" class="kata-head" title={kata}>
      <span>{number}</span> <span class={isShort ? "unseen" : "slug"}>{slug.join(" ")}</span>
    </th>
  );
}

function Place({ row, katas }: { readonly row: Row; readonly katas: readonly string[] }) {
  const words = useWords(WORDS);
  const { id, rank, name, phase, score } = row;
  return (
    <tr data-id={id} class={rank <= 3 && score > 0 ? `place place-${rank}` : "place"}>
      <td class="rank">{rank}</td>
      <th scope="row" class="who">
        {name ?? "—"}
        {phase === "running" && (
          <span class="writes" title={words.running}>
            <span aria-hidden="true"> ✎</span>
            <span class="unseen"> {words.running}</span>
          </span>
        )}
      </th>
      {katas.map((kata) => (
        <Heat key={kata} cell={row.katas.find((one) => one.kata === kata)} />
      ))}
      <td class="total">
        {points(score)}
        {hiddenOf(row) > 0 && <span aria-hidden="true"> ?</span>}
      </td>
    </tr>
  );
}

function Heat({ cell }: { readonly cell: Cell | undefined }) {
  const words = useWords(WORDS);
  if (!cell) return <td class="heat" />;
  const { score, pending, hidden } = cell;
  const heat = heatOf(cell);
  return (
    <td class={`heat heat-${heat ?? "none"}${hidden > 0 ? " heat-hidden" : ""}`}>
      {heat === undefined ? hidden === 0 && pending === 0 && <Sign sign="·" text={words.nothing} /> : points(score)}
      {heat === 4 && <Sign sign="✓" text={words.full} />}
      {pending > 0 && <Sign sign="…" text={words.pending} />}
      {hidden > 0 && <Sign sign="?" text={words.hidden(hidden)} />}
    </td>
  );
}

function Sign({ sign, text }: { readonly sign: string; readonly text: string }) {
  return (
    <>
      <span aria-hidden="true"> {sign}</span>
      <span class="unseen"> {text}</span>
    </>
  );
}

function Legend() {
  const words = useWords(WORDS);
  return (
    <p class="row legend muted">
      {words.legend}
      {["0", "1–33", "34–66", "67–99", "100 ✓"].map((text, heat) => (
        <span key={text} class={`heat heat-${heat}`}>
          {text}
        </span>
      ))}
      <span>· {words.nothing}</span>
      <span>… {words.pending}</span>
      <span>? {words.hiddenSign}</span>
    </p>
  );
}

function points(score: number): string {
  return String(Math.round(score * 10) / 10);
}

/** A row that overtook others, or was overtaken, begins where it was and goes where it is. */
function useMotion(body: { readonly current: HTMLTableSectionElement | null }): void {
  const places = useRef(new Map<string, { readonly order: number; readonly top: number }>());
  useLayoutEffect(() => {
    const isWelcome = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const next = new Map<string, { readonly order: number; readonly top: number }>();
    const rows = body.current?.querySelectorAll<HTMLElement>("tr[data-id]") ?? [];
    for (const [order, row] of [...rows].entries()) {
      const id = row.dataset.id!;
      const top = row.offsetTop;
      next.set(id, { order, top });
      const before = places.current.get(id);
      // A row that only became larger has not moved.
      if (!isWelcome || before === undefined || before.order === order) continue;
      row.animate([{ transform: `translateY(${before.top - top}px)` }, { transform: "none" }], {
        duration: 700,
        easing: "ease-in-out",
      });
    }
    places.current = next;
  });
}
