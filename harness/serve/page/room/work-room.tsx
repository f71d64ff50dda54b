/** Where the work is done: katas as tabs, the statement beside the editor, and below it what came of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionView, SubmissionView } from "../../schemas/candidate.ts";
import type { Editor } from "../editor/editor.ts";
import { Dialog } from "../shared/dialog.tsx";
import { hearKeys } from "../shared/keys.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { timeOfDay } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { Split } from "../shared/split.tsx";
import { Statement } from "../shared/statement.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { Actions } from "./actions.tsx";
import { EditorPane } from "./editor.ts";
import { Messages } from "./messages.tsx";
import { Over } from "./over.tsx";
import { PasteWatch } from "./paste.ts";
import { Results } from "./results.tsx";
import type { Room } from "./room-model.ts";
import { countingSubmission, scoreOf } from "./submitting.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

interface WorkProps {
  readonly room: Room;
  readonly work: Work;
}

export function WorkRoom({ room, work }: WorkProps) {
  useModel(work);
  const words = useWords(WORDS);
  const language = useLanguage();
  const { draft, current } = work;
  const titleOf = (kata: string) => work.drafts.get(kata)!.page.title[language];
  return (
    <>
      <h1 class="unseen">{room.view?.assessment}</h1>
      <Messages room={room} work={work} />
      {room.isOver && <Over room={room} work={work} />}
      <Tabs
        id="kata"
        label={words.katas}
        names={[...work.drafts.keys()]}
        chosen={current}
        choose={(kata) => work.show(kata)}
        face={(kata) => (
          <>
            <span class="tab-number">{kata.slice(0, kata.indexOf("-"))}</span>{" "}
            <span class={work.drafts.size > MANY && kata !== current ? "unseen" : undefined}>{titleOf(kata)}</span>
            <TabMark work={work} kata={kata} counts={room.view!.settings.counts} />
          </>
        )}
      />
      <div id="kata-panel" class="kata-panel" role="tabpanel" aria-labelledby={`kata-${current}`}>
        <Split label={words.divider} left={<Statement page={draft.page} />} right={<Desk room={room} work={work} />} />
      </div>
    </>
  );
}

/** More tabs than that have no room for all their titles. */
const MANY = 4;

interface TabMarkProps {
  readonly work: Work;
  readonly kata: string;
  readonly counts: SessionView["settings"]["counts"];
}

/** What came of a kata so far, and that it was saved elsewhere, for who looks at another. */
function TabMark({ work, kata, counts }: TabMarkProps) {
  const words = useWords(WORDS);
  const one = countingSubmission(work.submissions, kata, counts);
  const score = one && scoreOf(one);
  const isElsewhere = kata !== work.current && work.drafts.get(kata)!.elsewhereAt !== undefined;
  return (
    <>
      {one && (
        <span class={score === 100 ? "tab-mark good" : "tab-mark"}>
          {score === undefined ? words.submittedMark : score === 100 ? "100 ✓" : score}
        </span>
      )}
      {isElsewhere && <span class="tab-mark warn">{words.elsewhereMark}</span>}
    </>
  );
}

/** The editor and what belongs to it. */
function Desk({ room, work }: WorkProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const editor = useRef<Editor | null>(null);
  const watch = useRef(new PasteWatch());
  const [tab, choose] = useState<"run" | "submissions">("run");
  const [problems, setProblems] = useState<number | undefined>();
  const [replacement, replaceWith] = useState<SubmissionView | "skeleton" | undefined>();
  const { draft, current } = work;
  const { title, skeleton } = draft.page;
  const run = () => {
    choose("run");
    void work.run(work.current);
  };
  const submit = () => {
    choose("submissions");
    work.submit(work.current);
  };
  useEffect(() => hearKeys({ save: () => work.save(work.current), run, submit }), [work]);
  useEffect(() => setProblems(undefined), [current]);
  // Nothing can be run any more: what there is to see is what was submitted.
  useEffect(() => {
    if (room.isOver && !draft.run) choose("submissions");
  }, [room.isOver, current]);
  const pasted = (kata: string, text: string) => {
    const known = [...work.drafts.values()].flatMap(({ page, text }) => [
      text,
      page.skeleton,
      page.statement.en,
      page.statement.zh,
    ]);
    const mark = watch.current.pasted(text, known);
    if (mark && !room.isOver) work.note({ note: "pasted", kata, ...mark });
  };
  return (
    <section class="work" aria-label={words.work}>
      {draft.elsewhereAt !== undefined && !room.isOver && (
        <div class="strip notice notice-warn">
          <span>{words.elsewhereAt(timeOfDay(draft.elsewhereAt, language))}</span>{" "}
          <button type="button" onClick={() => void work.takeOver(current)}>
            {words.takeOver}
          </button>{" "}
          <button type="button" onClick={() => work.keepOwn(current)}>
            {words.keepOwn}
          </button>
        </div>
      )}
      <EditorPane
        kata={current}
        title={title[language]}
        text={draft.text}
        version={draft.version}
        isReadOnly={room.isOver}
        handle={editor}
        edited={(kata, text) => work.edit(kata, text)}
        copied={(text) => watch.current.copied(text)}
        pasted={pasted}
        problems={setProblems}
      />
      {!room.isOver && (
        <Actions
          room={room}
          work={work}
          editor={editor}
          problems={problems}
          run={run}
          submit={submit}
          reset={() => replaceWith("skeleton")}
        />
      )}
      {draft.refusal && <FailureNotice failure={draft.refusal} />}
      <Results
        run={draft.run}
        mayRun={room.view!.settings.runs}
        submissions={work.submissions.filter(({ kata }) => kata === current)}
        tab={tab}
        choose={choose}
        use={room.isOver ? undefined : replaceWith}
      />
      {replacement !== undefined && (
        <ReplaceDialog
          about={replacement === "skeleton" ? words.resetSure : words.useSure}
          onClose={() => replaceWith(undefined)}
          onYes={async () => {
            work.replace(current, replacement === "skeleton" ? skeleton : await work.textOf(current, replacement.hash));
            editor.current?.focus();
          }}
        />
      )}
    </section>
  );
}

interface ReplaceProps {
  readonly about: string;
  onClose(): void;
  onYes(): Promise<void>;
}

function ReplaceDialog({ about, onClose, onYes }: ReplaceProps) {
  const words = useWords(WORDS);
  return (
    <Dialog title={words.sure.yes} onClose={onClose}>
      <p>{about}</p>
      <div class="row">
        <button type="button" onClick={onClose}>
          {words.sure.no}
        </button>
        <button type="button" class="primary" onClick={() => void onYes().finally(onClose)}>
          {words.sure.yes}
        </button>
      </div>
    </Dialog>
  );
}
