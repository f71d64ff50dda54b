import { Dialog } from "../shared/dialog.tsx";
import { useWords } from "../shared/language.ts";
import { clockFace } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import type { Room } from "./room-model.ts";
import { useSeconds } from "./seconds.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

interface FinishProps {
  readonly room: Room;
  readonly work: Work;
  onClose(): void;
}

export function FinishDialog({ room, work, onClose }: FinishProps) {
  const words = useWords(WORDS).finish;
  useSeconds();
  const submitted = new Set(work.submissions.map(({ kata }) => kata));
  const without = [...work.drafts.keys()].filter((kata) => !submitted.has(kata)).length;
  const finish = () => void room.finish().then(() => room.failure === undefined && onClose());
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.about}</p>
      <ul>
        <li>{words.left(clockFace(room.remaining() ?? 0))}</li>
        {without > 0 && <li>{words.unsubmitted(without)}</li>}
      </ul>
      {room.failure && <FailureNotice failure={room.failure} />}
      <div class="row">
        <button type="button" class="primary" onClick={onClose}>
          {words.no}
        </button>
        <button type="button" class="danger" disabled={room.isBusy} onClick={finish}>
          {words.yes}
        </button>
      </div>
    </Dialog>
  );
}
