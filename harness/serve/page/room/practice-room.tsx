import { useEffect, useRef, useState } from "preact/hooks";
import type { Editor } from "../editor/editor.ts";
import { Types } from "../editor/types-line.tsx";
import { hearKeys } from "../shared/keys.ts";
import { useGap, useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { Split } from "../shared/split.tsx";
import { Statement } from "../shared/statement.tsx";
import { EditorPane } from "./editor.ts";
import type { Practice } from "./practice.ts";
import { Results } from "./results.tsx";
import type { Room } from "./room-model.ts";
import { WORDS } from "./words.ts";

interface PracticeProps {
  readonly room: Room;
  readonly practice: Practice;
}

/** As the room itself, without what counts. */
export function PracticeRoom({ room, practice }: PracticeProps) {
  useModel(practice);
  const words = useWords(WORDS);
  const language = useLanguage();
  const gap = useGap();
  const editor = useRef<Editor | null>(null);
  const [problems, setProblems] = useState<number | undefined>();
  useEffect(() => hearKeys({ save() {}, submit() {}, run: () => void practice.run() }), [practice]);
  const { page, state } = practice;
  return (
    <>
      <div class="strip notice notice-info">
        <span>
          <strong>{words.practice.here}</strong>
          {gap}
          {words.practice.about}
        </span>{" "}
        <button type="button" onClick={() => room.closePractice()}>
          {words.practice.leave}
        </button>
      </div>
      <h1 class="unseen">{words.practice.title}</h1>
      <Split
        label={words.divider}
        left={<Statement page={page} />}
        right={
          <section class="work" aria-label={words.work}>
            <EditorPane
              kata={page.kata}
              title={page.title[language]}
              text={practice.text}
              version={0}
              isReadOnly={false}
              handle={editor}
              edited={(_kata, text) => {
                practice.text = text;
              }}
              copied={() => {}}
              pasted={() => {}}
              problems={setProblems}
            />
            <div class="actions">
              <button type="button" class="primary" disabled={state?.isRunning} onClick={() => void practice.run()}>
                {state?.isRunning ? words.running : words.run}
              </button>
              <Types count={problems} editor={editor} />
            </div>
            <Results run={state} mayRun tab="run" choose={() => {}} />
          </section>
        }
      />
    </>
  );
}
