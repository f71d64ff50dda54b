/** Who sits, how much time they have, when they last saved, what they submitted and what it is worth. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { AssessmentView } from "../../schemas/organiser.ts";
import type { SessionRow } from "../../schemas/sittings.ts";
import { GivenWay } from "../shared/given-way.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { clockFace, timeOfDay } from "../shared/moments.ts";
import { Scroll } from "../shared/scroll.tsx";
import { Notice } from "../shared/shell.tsx";
import { type Act, ActDialog } from "./act-dialog.tsx";
import { Link } from "./link.tsx";
import { Live } from "./live.ts";
import { WORDS } from "./words.ts";

export function LivePart({ assessment }: { readonly assessment: AssessmentView }) {
  const words = useWords(WORDS);
  const live = useModel(useMemo(() => new Live(), [assessment.id]));
  useEffect(() => live.open(assessment.id), [live]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<Act>();
  const { rows } = live;
  const targets = rows.filter(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const isAll = rows.length > 0 && targets.length === rows.length;
  return (
    <>
      {live.hasGivenWay && <GivenWay resume={() => live.listenHere()} />}
      {!live.isThere && <Notice kind="warn">{words.live.away}</Notice>}
      <p class="unseen" role="status">
        {live.newest && words.live.news(live.newest)}
      </p>
      <Counts rows={rows} />
      <div class="row tools" role="toolbar" aria-label={words.live.chosen(targets.length)}>
        <span class="muted">{words.live.chosen(targets.length)}</span>
        {(["time", "close", "reopen", "regrade", "revoke"] as const).map((one) => (
          <button key={one} type="button" disabled={targets.length === 0} onClick={() => setAct(one)}>
            {words.act[one].title} …
          </button>
        ))}
      </div>
      <Scroll label={words.assessmentTabs.live}>
        <table class="wide live">
          <Head
            katas={assessment.katas}
            isAll={isAll}
            chooseAll={() => setChosen(new Set(isAll ? [] : rows.map(({ id }) => id)))}
          />
          <tbody>
            {rows.map((row) => (
              <Sitting
                key={row.id}
                row={row}
                katas={assessment.katas}
                live={live}
                isChosen={chosen.has(row.id)}
                choose={() => toggle(row.id)}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {live.isThere && rows.length === 0 && <p class="muted">{words.live.none}</p>}
      {act && (
        <ActDialog
          act={act}
          targets={targets.map(({ id, name }) => ({ id, name: name ?? "—" }))}
          onClose={() => setAct(undefined)}
        />
      )}
    </>
  );
}

function Counts({ rows }: { readonly rows: readonly SessionRow[] }) {
  const words = useWords(WORDS);
  return (
    <dl class="counts">
      {(["invited", "running", "ended"] as const).map((phase) => (
        <div key={phase}>
          <dt>{words.phase[phase]}</dt>
          <dd>{rows.filter((row) => row.phase === phase).length}</dd>
        </div>
      ))}
    </dl>
  );
}

interface HeadProps {
  readonly katas: readonly string[];
  readonly isAll: boolean;
  chooseAll(): void;
}

function Head({ katas, isAll, chooseAll }: HeadProps) {
  const words = useWords(WORDS);
  return (
    <thead>
      <tr>
        <td>
          <input type="checkbox" aria-label={words.live.all} checked={isAll} onChange={chooseAll} />
        </td>
        <th scope="col">{words.people.name}</th>
        <th scope="col">{words.list.state}</th>
        <th scope="col">{words.live.left}</th>
        <th scope="col">{words.live.lastSave}</th>
        {katas.map((kata) => (
          <th key={kata} scope="col" class="kata-head" title={kata}>
            {kata.split("-")[0]}{" "}
            <span class={katas.length > MANY ? "unseen" : "slug"}>{kata.split("-").slice(1).join(" ")}</span>
          </th>
        ))}
        <th scope="col">{words.live.score}</th>
      </tr>
    </thead>
  );
}

/** More katas have no room for their names. */
const MANY = 4;

interface SittingProps {
  readonly row: SessionRow;
  readonly katas: readonly string[];
  readonly live: Live;
  readonly isChosen: boolean;
  choose(): void;
}

function Sitting({ row, katas, live, isChosen, choose }: SittingProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { id, name, phase, revoked, endedBy, deadline, extraSeconds, score, final } = row;
  const saves = row.katas.flatMap(({ savedAt }) => savedAt ?? []);
  return (
    <tr class={`phase-${phase}`}>
      <td>
        <input type="checkbox" aria-label={words.live.choose(name ?? "—")} checked={isChosen} onChange={choose} />
      </td>
      <th scope="row" class="name">
        <Link to={{ at: "person", id, tab: "report" }}>{name ?? words.people.forgotten}</Link>
      </th>
      <td>
        {revoked ? words.people.revoked : phase === "ended" && endedBy ? words.endedBy[endedBy] : words.phase[phase]}
      </td>
      <td class="number">
        {phase === "running" && deadline !== null && <TimeLeft deadline={deadline} live={live} />}
        {extraSeconds !== 0 && <span class="muted"> {words.live.extra(extraSeconds)}</span>}
      </td>
      <td class="number">{saves.length > 0 ? timeOfDay(Math.max(...saves), language) : ""}</td>
      {katas.map((kata) => (
        <td key={kata} class="number">
          <Progress one={row.katas.find((one) => one.kata === kata)} />
        </td>
      ))}
      <td class="number">
        <strong>{score === null ? "" : words.points(score)}</strong>
        {final && <span class="unseen"> {words.live.final}</span>}
      </td>
    </tr>
  );
}

function Progress({ one }: { readonly one: SessionRow["katas"][number] | undefined }) {
  const words = useWords(WORDS);
  if (!one || (one.submissions === 0 && one.savedAt === null)) return <span class="muted">·</span>;
  if (one.submissions === 0) return <span class="muted">{words.live.writing}</span>;
  return (
    <>
      {words.points(one.score)}
      <span class="muted">
        {" "}
        ×{one.submissions}
        {one.pending > 0 && ` ${words.live.pending}`}
      </span>
    </>
  );
}

/** Ticks by itself, so that the table need not. */
function TimeLeft({ deadline, live }: { readonly deadline: number; readonly live: Live }) {
  const words = useWords(WORDS);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  if (!live.clock.isKnown) return null;
  const ms = deadline - live.clock.now();
  if (ms <= 0) return <span class="warn">{words.live.over}</span>;
  return <span class={ms < 300_000 ? "warn" : undefined}>{clockFace(ms)}</span>;
}
