/** What the room has to say, above the work. It is also said aloud, where it happens, so these are not live. */
import { GivenWay } from "../shared/given-way.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice } from "../shared/shell.tsx";
import type { Room } from "./room-model.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

export function Messages({ room, work }: { readonly room: Room; readonly work: Work }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  return (
    <section class="messages" aria-label={words.notices}>
      {room.failure && <FailureNotice failure={room.failure} />}
      {room.isDisplaced && <p class="strip notice notice-bad">{words.displaced}</p>}
      {room.hasGivenWay && !room.isOver && <GivenWay resume={() => room.listenHere()} />}
      {(work.isAway || !room.isConnected) && !room.isOver && <p class="strip notice notice-warn">{words.offline}</p>}
      {/* What was told before the end is no news after it. */}
      {(room.isOver ? room.notices.filter(({ kind }) => kind === "bad") : room.notices).map(({ id, kind, text }) => (
        <div key={id} class={`strip notice notice-${kind}`}>
          <span>{text[language]}</span>{" "}
          <button type="button" class="quiet" onClick={() => room.dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </section>
  );
}
