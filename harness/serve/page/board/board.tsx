/** The ranking of an assessment for everybody in the room to see: for organisers, or for whoever has a link. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ForOrganisers } from "../shared/for-organisers.tsx";
import { GivenWay } from "../shared/given-way.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { clockFace, timeOfDay } from "../shared/moments.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice, Notice, Shell } from "../shared/shell.tsx";
import type { Board } from "./board-model.ts";
import { LinkedBoard } from "./linked-board.ts";
import { OrganiserBoard } from "./organiser-board.ts";
import { hiddenOf } from "./ranking.ts";
import { Ranking } from "./ranking-table.tsx";
import { type BoardSettings, FREEZES, readSettings, searchOf } from "./settings.ts";
import { WORDS } from "./words.ts";

export function OrganiserBoardPage({ id }: { readonly id: string }) {
  const { isSignedIn } = useModel(organiser);
  const [settings, setSettings] = useSettings();
  const board = useModel(useMemo(() => new OrganiserBoard(id, settings.freeze), [id]));
  const change = (next: BoardSettings) => {
    if (next.freeze !== settings.freeze) board.freezeFrom(next.freeze);
    setSettings(next);
  };
  return (
    <Frame
      board={board}
      settings={settings}
      bar={isSignedIn && <Controls id={id} settings={settings} change={change} />}
    >
      <ForOrganisers>
        <Shown board={board} settings={settings} change={change}>
          <Reveal board={board} />
        </Shown>
      </ForOrganisers>
    </Frame>
  );
}

/** @param secret of the link, where the address had one */
export function LinkedBoardPage({ id, secret }: { readonly id: string; readonly secret: string | undefined }) {
  const [settings, change] = useSettings();
  const board = useModel(useMemo(() => new LinkedBoard(id, secret), [id]));
  return (
    <Frame
      board={board}
      settings={settings}
      bar={board.view && <ProjectorButton settings={settings} change={change} />}
    >
      <Shown board={board} settings={settings} change={change} />
    </Frame>
  );
}

function useSettings(): [BoardSettings, (next: BoardSettings) => void] {
  const [settings, setSettings] = useState(() => readSettings(location.search));
  const change = (next: BoardSettings) => {
    history.replaceState(null, "", `${location.pathname}${searchOf(next)}`);
    if (next.isProjected !== settings.isProjected) void fillScreen(next.isProjected);
    setSettings(next);
  };
  return [settings, change];
}

interface FrameProps {
  readonly board: Board;
  readonly settings: BoardSettings;
  readonly bar: ComponentChildren;
  readonly children: ComponentChildren;
}

function Frame({ board, settings, bar, children }: FrameProps) {
  const words = useWords(WORDS);
  return (
    <div class={settings.isProjected ? "projected" : undefined}>
      <Shell title={board.view ? `${board.view.title} · ${words.title}` : words.title} bar={bar}>
        {children}
      </Shell>
    </div>
  );
}

interface ControlsProps {
  readonly settings: BoardSettings;
  change(settings: BoardSettings): void;
}

function Controls({ id, settings, change }: ControlsProps & { readonly id: string }) {
  const words = useWords(WORDS);
  const freezes = [...new Set([...FREEZES, settings.freeze])].sort((a, b) => a - b);
  return (
    <>
      <a href={`/admin/assessment/${encodeURIComponent(id)}/live`}>{words.console}</a>
      <span class="bar-space" />
      <label class="row">
        {words.freeze}
        <select
          value={String(settings.freeze)}
          onChange={({ currentTarget }) => change({ ...settings, freeze: Number(currentTarget.value) })}
        >
          {freezes.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {words.freezes(minutes)}
            </option>
          ))}
        </select>
      </label>
      <ProjectorButton settings={settings} change={change} />
    </>
  );
}

function ProjectorButton({ settings, change }: ControlsProps) {
  const words = useWords(WORDS);
  return (
    <button type="button" onClick={() => change({ ...settings, isProjected: true })}>
      {words.projector}
    </button>
  );
}

interface ShownProps extends ControlsProps {
  readonly board: Board;
  /** Below what a frozen board says of itself. */
  readonly children?: ComponentChildren;
}

function Shown({ board, settings, change, children }: ShownProps) {
  const words = useWords(WORDS);
  useEffect(() => board.open(), [board]);
  useEffect(() => {
    if (!settings.isProjected) return;
    const leave = (event: KeyboardEvent) => event.key === "Escape" && change({ ...settings, isProjected: false });
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [settings]);
  const { view, failure, rows, isThere } = board;
  if (!view) return failure ? <FailureNotice failure={failure} /> : null;
  const [leader] = board.moved;
  return (
    <>
      <div class="board-head">
        <h1>{view.title}</h1>
        <TimeLeft board={board} />
        {settings.isProjected && (
          <button type="button" class="quiet leave" onClick={() => change({ ...settings, isProjected: false })}>
            {words.leave}
          </button>
        )}
      </div>
      {failure && <FailureNotice failure={failure} />}
      {board.hasGivenWay && <GivenWay resume={() => board.listenHere()} />}
      {!isThere && !board.hasGivenWay && <Notice kind="warn">{words.away}</Notice>}
      <Frozen board={board}>{children}</Frozen>
      <p class="unseen" role="status">
        {leader && words.moved(leader.name ?? "—", leader.rank)}
      </p>
      {rows.length === 0 ? <p class="card">{words.none}</p> : <Ranking rows={rows} katas={view.katas} />}
    </>
  );
}

function Frozen({ board, children }: { readonly board: Board; readonly children?: ComponentChildren }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { view, rows, haveAllEnded } = board;
  if (!view || view.frozenAt === null) return null;
  const hidden = rows.reduce((sum, row) => sum + hiddenOf(row), 0);
  return (
    <div class="notice frozen">
      <p>
        <strong>❄ {words.frozen(timeOfDay(view.frozenAt, language), hidden)}</strong>{" "}
        {hidden > 0 && !haveAllEnded && words.frozenNext}
      </p>
      {children}
    </div>
  );
}

function Reveal({ board }: { readonly board: OrganiserBoard }) {
  const words = useWords(WORDS);
  if (!board.haveAllEnded) return null;
  return (
    <div class="row">
      {board.next !== undefined && (
        <>
          <button type="button" class="primary" onClick={() => void board.reveal(false)}>
            {words.reveal}
          </button>
          <button type="button" onClick={() => void board.reveal(true)}>
            {words.revealAll}
          </button>
        </>
      )}
      {board.isAnyRevealed && (
        <button type="button" onClick={() => void board.cover()}>
          {words.cover}
        </button>
      )}
      <span>{words.everywhere}</span>
    </div>
  );
}

function TimeLeft({ board }: { readonly board: Board }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const endsAt = board.view?.endsAt ?? null;
  if (endsAt === null || !board.clock.isKnown) return null;
  const ms = endsAt - board.clock.now();
  if (ms <= 0 || board.isOver) return <span class="board-clock">{ms <= 0 ? words.over : words.ended}</span>;
  const { freezesAt, frozenAt } = board.view!;
  return (
    <span class="board-clock">
      <span class="muted">{words.left}</span> <strong>{clockFace(ms)}</strong>
      {freezesAt !== null && frozenAt === null && (
        <small class="muted"> {words.freezesAt(timeOfDay(freezesAt, language))}</small>
      )}
    </span>
  );
}

/** As far as the browser lets a page; without it the board is large all the same. */
async function fillScreen(isWished: boolean): Promise<void> {
  try {
    if (isWished) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch {
    // A setting of the browser; nothing is lost.
  }
}
