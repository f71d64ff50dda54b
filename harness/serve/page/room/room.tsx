/** Which face the room shows. */
import { useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { FailureNotice, Shell } from "../shared/shell.tsx";
import { Bar } from "./bar.tsx";
import { Before } from "./before.tsx";
import { Door } from "./door.tsx";
import { PracticeRoom } from "./practice-room.tsx";
import type { Room } from "./room-model.ts";
import { WORDS } from "./words.ts";
import { WorkRoom } from "./work-room.tsx";

export function RoomPage({ room }: { readonly room: Room }) {
  useModel(room);
  const language = useLanguage();
  const fills = room.stage === "work" || room.stage === "practice";
  const title = room.view ? `${room.view.assessment} · Katagrad` : "Katagrad";
  return (
    <Shell title={title} fills={fills} bar={<Bar room={room} />}>
      <div class="unseen" role="status" aria-live="polite">
        {room.announcement[language]}
      </div>
      <Face room={room} />
    </Shell>
  );
}

function Face({ room }: { readonly room: Room }) {
  const words = useWords(WORDS);
  switch (room.stage) {
    case "opening":
      return room.failure ? <FailureNotice failure={room.failure} /> : <p>{words.opening}</p>;
    case "door":
      return <Door room={room} />;
    case "before":
      return <Before room={room} />;
    case "practice":
      return <PracticeRoom room={room} practice={room.practice!} />;
    case "work":
      return <WorkRoom room={room} work={room.work!} />;
  }
}
