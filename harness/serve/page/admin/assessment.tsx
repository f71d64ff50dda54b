/** One assessment: who sits in it, who is invited, who sees its board, how alike the attempts are, what holds for it. */
import { useState } from "preact/hooks";
import type { AssessmentView } from "../../schemas/organiser.ts";
import { useAnswer } from "../shared/asking.ts";
import { useWords } from "../shared/language.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { type Act, ActDialog } from "./act-dialog.tsx";
import { AssessmentForm } from "./assessment-form.tsx";
import { BoardPart } from "./board-part.tsx";
import { draftOf } from "./draft.ts";
import { InvitationsPart } from "./invitations.tsx";
import { go, Link } from "./link.tsx";
import { LivePart } from "./live-part.tsx";
import { ASSESSMENT_TABS, type AssessmentTab } from "./route.ts";
import { SimilarityPart } from "./similarity.tsx";
import { WORDS } from "./words.ts";

interface PageProps {
  readonly id: string;
  readonly tab: AssessmentTab;
}

export function AssessmentPage({ id, tab }: PageProps) {
  const words = useWords(WORDS);
  const path = `/api/assessments/${encodeURIComponent(id)}`;
  const { answer, failure, again } = useAnswer<AssessmentView>(path);
  if (failure) return <FailureNotice failure={failure} />;
  if (!answer) return <p class="muted">{words.loading}</p>;
  return (
    <>
      <Heading assessment={answer} again={again} />
      <Tabs
        id="assessment"
        label={answer.title}
        names={ASSESSMENT_TABS}
        chosen={tab}
        choose={(next) => go({ at: "assessment", id, tab: next })}
        face={(name) => words.assessmentTabs[name]}
      />
      <div id="assessment-panel" class="panel" role="tabpanel" aria-labelledby={`assessment-${tab}`}>
        {tab === "live" && <LivePart assessment={answer} />}
        {tab === "invitations" && <InvitationsPart assessment={answer} />}
        {tab === "board" && <BoardPart assessment={answer} />}
        {tab === "similarity" && <SimilarityPart assessment={answer} />}
        {tab === "settings" && <SettingsPart assessment={answer} again={again} />}
      </div>
    </>
  );
}

function Heading({ assessment, again }: { readonly assessment: AssessmentView; again(): void }) {
  const words = useWords(WORDS);
  const { id, title, closedAt } = assessment;
  const [act, setAct] = useState<Act>();
  const path = `/api/assessments/${encodeURIComponent(id)}/export?format=`;
  return (
    <>
      <div class="row heading">
        <h1>{title}</h1>
        <span class={closedAt === null ? "tag tag-good" : "tag"}>{closedAt === null ? words.open : words.closed}</span>
      </div>
      <div class="row tools">
        <Link to={{ at: "preview", id }} class="button">
          {words.preview.title}
        </Link>
        <a class="button" href={`/board/${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
          {words.board}
        </a>
        <a class="button" href={`${path}csv`} download>
          {words.export("CSV")}
        </a>
        <a class="button" href={`${path}jsonl`} download>
          {words.export("JSON Lines")}
        </a>
        <button type="button" onClick={() => setAct("regradeAll")}>
          {words.act.regradeAll.title} …
        </button>
        {closedAt === null && (
          <button type="button" class="danger" onClick={() => setAct("closeAll")}>
            {words.act.closeAll.title} …
          </button>
        )}
      </div>
      {act && (
        <ActDialog
          act={act}
          targets={[{ id, name: title }]}
          onClose={() => {
            setAct(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

function SettingsPart({ assessment, again }: { readonly assessment: AssessmentView; again(): void }) {
  const words = useWords(WORDS);
  const { id, title, katas, settings } = assessment;
  const [isSaved, setSaved] = useState(false);
  return (
    <>
      <Notice>{words.form.changeAbout}</Notice>
      <AssessmentForm
        first={draftOf(title, katas, settings)}
        button={words.form.save}
        save={async (body) => {
          await organiser.ask(`/api/assessments/${encodeURIComponent(id)}`, { method: "PATCH", body });
          setSaved(true);
          again();
        }}
      >
        {isSaved && (
          <span class="good" role="status">
            {words.form.saved}
          </span>
        )}
      </AssessmentForm>
    </>
  );
}
