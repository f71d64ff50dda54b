/** Beside the name: whose sitting it is, how much time is left, what is saved. */
import { useState } from "preact/hooks";
import { useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { clockFace } from "../shared/moments.ts";
import { FinishDialog } from "./finish-dialog.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import type { Room } from "./room-model.ts";
import { useSeconds } from "./seconds.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

export function Bar({ room }: { readonly room: Room }) {
  const words = useWords(WORDS);
  const [open, show] = useState<"help" | "finish" | undefined>();
  const { view, work, stage } = room;
  if (!view) return null;
  const close = () => show(undefined);
  return (
    <>
      <span class="bar-title">{view.assessment}</span>
      <span class="bar-space" />
      {stage === "work" && work && !room.isOver && <SaveState work={work} />}
      {stage === "work" && <Clock room={room} />}
      {(stage === "work" || stage === "practice") && (
        <button type="button" class="quiet" onClick={() => show("help")}>
          {words.bar.help}
        </button>
      )}
      {stage === "work" && !room.isOver && (
        <button type="button" onClick={() => show("finish")}>
          {words.bar.finish}
        </button>
      )}
      {open === "help" && <HelpDialog onClose={close} />}
      {open === "finish" && work && <FinishDialog room={room} work={work} onClose={close} />}
    </>
  );
}

function Clock({ room }: { readonly room: Room }) {
  const words = useWords(WORDS).bar;
  useSeconds();
  const remaining = room.remaining() ?? 0;
  if (room.view?.phase === "ended") return <strong class="clock">{words.ended}</strong>;
  if (remaining === 0) return <strong class="clock clock-over">{words.over}</strong>;
  const urgency = remaining <= 120_000 ? "clock clock-over" : remaining <= 600_000 ? "clock clock-soon" : "clock";
  return (
    <span class={urgency} role="timer" aria-live="off" aria-label={words.leftSpoken(Math.ceil(remaining / 1_000))}>
      <span class="clock-label" aria-hidden="true">
        {words.left}
      </span>{" "}
      <strong aria-hidden="true">{clockFace(remaining)}</strong>
    </span>
  );
}

function SaveState({ work }: { readonly work: Work }) {
  const words = useWords(WORDS).save;
  useModel(work);
  useSeconds();
  const { savedAt, isLate } = work.draft;
  const saves = work.waiting.filter(({ kind }) => kind === "save").length;
  if (work.isAway) return <span class="save-state warn">{words.away(Math.max(1, work.waiting.length))}</span>;
  if (saves > 0) return <span class="save-state muted">{words.saving}</span>;
  if (work.draft.text !== work.draft.sent) return <span class="save-state muted">{words.unsaved}</span>;
  if (isLate) return <span class="save-state bad">{words.late}</span>;
  if (savedAt === undefined) return <span class="save-state muted">{words.nothing}</span>;
  return <span class="save-state muted">{words.saved(Math.floor((performance.now() - savedAt) / 1_000))}</span>;
}
