/** What can be done with the text: run, submit, begin anew. */

import type { Editor } from "../editor/editor.ts";
import { Types } from "../editor/types-line.tsx";
import { useWords } from "../shared/language.ts";
import type { Room } from "./room-model.ts";
import { useSeconds } from "./seconds.ts";
import { nextSubmission } from "./submitting.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

interface ActionsProps {
  readonly room: Room;
  readonly work: Work;
  readonly editor: { readonly current: Editor | null };
  readonly problems: number | undefined;
  run(): void;
  submit(): void;
  reset(): void;
}

export function Actions({ room, work, editor, problems, run, submit, reset }: ActionsProps) {
  const words = useWords(WORDS);
  useSeconds();
  const { settings } = room.view!;
  const { current, draft } = work;
  const next = nextSubmission(work.submissions, current, settings);
  const waitMs = next.at === undefined ? 0 : next.at - room.clock.now();
  const isSubmitting = work.isSubmitting(current);
  const maySubmit = !room.isOver && !isSubmitting && waitMs <= 0 && next.left !== 0;
  const label = isSubmitting
    ? work.isAway
      ? words.submitOffline
      : words.submitting
    : waitMs > 0 && next.left !== 0 && !room.isOver
      ? words.submitIn(Math.ceil(waitMs / 1_000))
      : words.submit;
  return (
    <div class="actions">
      {settings.runs && (
        <button
          type="button"
          aria-keyshortcuts="Control+Enter"
          disabled={room.isOver || draft.run?.isRunning}
          onClick={run}
        >
          {draft.run?.isRunning ? words.running : words.run}
        </button>
      )}
      <button
        type="button"
        class="primary"
        aria-keyshortcuts="Control+Shift+Enter"
        disabled={!maySubmit}
        onClick={submit}
      >
        {label}
      </button>
      {next.left !== null && (
        <span class={next.left === 0 ? "warn" : "muted"}>
          {next.left === 0 ? words.noSubmits : words.submitsLeft(next.left)}
        </span>
      )}
      <span class="bar-space" />
      <Types count={problems} editor={editor} />
      <button type="button" class="quiet" disabled={room.isOver} onClick={reset}>
        {words.reset}
      </button>
    </div>
  );
}
