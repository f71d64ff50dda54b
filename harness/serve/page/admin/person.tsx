/** One person's sitting: the report, how the attempts came to be, and the log. */
import { useState } from "preact/hooks";
import type { SessionReport } from "../../../assess/report.ts";
import { useAnswer } from "../shared/asking.ts";
import { useGap, useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { type Act, ActDialog } from "./act-dialog.tsx";
import { go, Link } from "./link.tsx";
import { LogPart } from "./log.tsx";
import { PlaybackPart } from "./playback.tsx";
import { type Reported, ReportPart } from "./report.tsx";
import { type Moment, PERSON_TABS, type PersonTab } from "./route.ts";
import { WORDS } from "./words.ts";

interface PageProps {
  readonly id: string;
  readonly tab: PersonTab;
  readonly moment?: Moment;
}

export function PersonPage({ id, tab, moment }: PageProps) {
  const words = useWords(WORDS);
  const { answer, failure, again } = useAnswer<Reported>(`/api/sessions/${encodeURIComponent(id)}/report`);
  if (failure) return <FailureNotice failure={failure} />;
  if (!answer) return <p class="muted">{words.loading}</p>;
  return (
    <>
      <Heading reported={answer} again={again} />
      <Tabs
        id="person"
        label={answer.name ?? words.people.forgotten}
        names={PERSON_TABS}
        chosen={tab}
        choose={(next) => go({ at: "person", id, tab: next })}
        face={(name) => words.personTabs[name]}
      />
      <div id="person-panel" class="panel" role="tabpanel" aria-labelledby={`person-${tab}`}>
        {tab === "report" && <ReportPart reported={answer} />}
        {tab === "playback" && (
          <PlaybackPart id={id} katas={answer.report.katas.map(({ kata }) => kata)} moment={moment} />
        )}
        {tab === "log" && <LogPart id={id} />}
      </div>
    </>
  );
}

function Heading({ reported: { name, title, report }, again }: { readonly reported: Reported; again(): void }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const gap = useGap();
  const [act, setAct] = useState<Act>();
  const { session, assessment, phase, log } = report;
  const possible = ACTS[phase];
  return (
    <>
      {assessment !== null && (
        <p>
          <Link to={{ at: "assessment", id: assessment, tab: "live" }}>← {title}</Link>
        </p>
      )}
      <h1 class="name">{name ?? words.people.forgotten}</h1>
      {!log.intact && (
        <Notice kind="bad">
          <strong>{words.log.broken(log.seq)}</strong>
          {gap}
          {words.log.why[log.why]}
        </Notice>
      )}
      <div class="row tools">
        {possible.map((one) => (
          <button key={one} type="button" onClick={() => setAct(one)}>
            {words.act[one].title} …
          </button>
        ))}
        <a
          class="button"
          href={`/api/sessions/${encodeURIComponent(session)}/report?format=html&lang=${language}`}
          target="_blank"
          rel="noreferrer"
        >
          {words.report.print}
        </a>
        <button type="button" onClick={again} lang={language === "zh" ? "zh-CN" : "en"}>
          {words.refresh}
        </button>
      </div>
      {act && (
        <ActDialog
          act={act}
          targets={[{ id: session, name: name ?? "—" }]}
          onClose={() => {
            setAct(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

const ACTS: Readonly<Record<SessionReport["phase"], readonly Act[]>> = {
  invited: ["time", "revoke"],
  running: ["time", "close", "regrade", "revoke"],
  ended: ["time", "reopen", "regrade"],
};
