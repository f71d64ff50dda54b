/** Where the work is done: the statement beside the editor, and below it what came of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { wordsIn } from "../../../words/words.ts";
import type { Editor } from "../editor/editor.ts";
import { EditorPane } from "../editor/editor-pane.tsx";
import { Types } from "../editor/types-line.tsx";
import { Dialog } from "../shared/dialog.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Split } from "../shared/split.tsx";
import { Statement } from "../shared/statement.tsx";
import { CompareDialog } from "./compare-dialog.tsx";
import type { Practice } from "./practice-model.ts";
import { Results } from "./results.tsx";
import { WORDS } from "./words.ts";
import type { Work } from "./works.ts";

export function Workbench({ practice }: { readonly practice: Practice }) {
  const words = useWords(WORDS);
  const { work } = practice;
  if (!work) return <p class="workbench-empty muted">{words.opening}</p>;
  return (
    <div class="workbench">
      <Split
        label={words.divider}
        left={
          <Statement page={work.opened.page} aboutExamples={words.aboutExamples}>
            <Heading work={work} />
          </Statement>
        }
        right={<Desk practice={practice} work={work} />}
      />
    </div>
  );
}

function Heading({ work }: { readonly work: Work }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { theme, difficulty, minutes } = work.opened.summary;
  const points = work.opened.page.parts.reduce((sum, one) => sum + one.points, 0);
  const known = wordsIn(language);
  return (
    <header class="facts">
      <span class={`pill pill-${difficulty}`}>{known.difficulty[difficulty]}</span>
      <span class="pill">{words.minutes(minutes)}</span>
      <span class="pill">{words.points(points)}</span>
      <span class="muted">{known.theme[theme]}</span>
    </header>
  );
}

interface DeskProps {
  readonly practice: Practice;
  readonly work: Work;
}

function Desk({ practice, work }: DeskProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const editor = useRef<Editor | null>(null);
  const [problems, setProblems] = useState<number | undefined>();
  const [isReset, askReset] = useState(false);
  const { opened, doc } = work;
  const { page, unusable } = opened;
  useEffect(() => setProblems(undefined), [page.kata]);
  return (
    <section class="work" aria-label={words.work}>
      <h1 class="unseen">{page.title[language]}</h1>
      <Strips practice={practice} work={work} />
      {unusable && <Notice kind="bad">{unusable[language]}</Notice>}
      <EditorPane
        kata={page.kata}
        title={page.title[language]}
        text={doc.text}
        version={doc.version}
        hasSiblings
        isReadOnly={unusable !== null}
        handle={editor}
        edited={(kata, text) => practice.works.get(kata)?.doc.edit(text)}
        copied={() => {}}
        pasted={() => {}}
        problems={setProblems}
      />
      <Results practice={practice} work={work}>
        <Types count={problems} editor={editor} />
        <button type="button" class="quiet small" onClick={() => askReset(true)}>
          {words.reset}
        </button>
      </Results>
      {isReset && (
        <Dialog title={words.reset} onClose={() => askReset(false)}>
          <p>{words.resetSure}</p>
          <div class="row">
            <button type="button" onClick={() => askReset(false)}>
              {words.cancel}
            </button>
            <button
              type="button"
              class="primary"
              onClick={() => {
                askReset(false);
                void practice.reset().then(() => editor.current?.focus());
              }}
            >
              {words.resetYes}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** What must be known before one writes on. */
function Strips({ practice, work }: DeskProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [isCompared, compare] = useState(false);
  const { doc, notice } = work;
  return (
    <>
      {doc.theirs && (
        <div class="strip notice notice-warn" role="alert">
          <span>{words.clash}</span>
          <button type="button" class="small" onClick={() => compare(true)}>
            {words.compare}
          </button>
        </div>
      )}
      {notice && !doc.theirs && (
        <div class="strip notice notice-info" role="status">
          <span>{notice[language]}</span>
          <button type="button" class="small quiet" onClick={() => practice.dismiss()}>
            {words.dismiss}
          </button>
        </div>
      )}
      {doc.failure && <FailureNotice failure={doc.failure} />}
      {isCompared && doc.theirs && <CompareDialog practice={practice} doc={doc} onClose={() => compare(false)} />}
    </>
  );
}
