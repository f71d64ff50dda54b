/** Before the clock: what awaits, what is recorded, what must be accepted, the practice room, the start. */
import { useState } from "preact/hooks";
import { Facts, Recorded } from "../shared/facts.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { moment } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import type { Room } from "./room-model.ts";
import { useSeconds } from "./seconds.ts";
import { WORDS } from "./words.ts";

export function Before({ room }: { readonly room: Room }) {
  const all = useWords(WORDS);
  const words = all.before;
  const language = useLanguage();
  const [accepted, accept] = useState(false);
  useSeconds();
  const view = room.view!;
  const { honour, practice, opensAt } = view.settings;
  const isShut = opensAt !== null && room.clock.now() < opensAt;
  const mayStart = !room.isBusy && !isShut && (honour === null || accepted);
  return (
    <div class="narrow">
      <h1>{words.hello(view.name)}</h1>
      {room.failure && <FailureNotice failure={room.failure} />}
      <Facts settings={view.settings} kataCount={view.kataCount} extraSeconds={view.extraSeconds} />
      <Recorded />
      {practice !== null && (
        <section class="card" aria-labelledby="practice">
          <h2 id="practice">{words.practice}</h2>
          <p>{words.practiceAbout}</p>
          <button type="button" disabled={room.isBusy} onClick={() => void room.openPractice()}>
            {words.practiceOpen}
          </button>
        </section>
      )}
      {honour !== null && (
        <section class="card" aria-labelledby="honour">
          <h2 id="honour">{words.honour}</h2>
          <blockquote class="honour">{honour}</blockquote>
          <label class="check">
            <input type="checkbox" checked={accepted} onChange={({ currentTarget }) => accept(currentTarget.checked)} />
            <span>{words.accept}</span>
          </label>
        </section>
      )}
      <div class="row start">
        <button
          type="button"
          class="primary big"
          disabled={!mayStart}
          aria-describedby="start-about"
          onClick={() => void room.start(accepted)}
        >
          {room.isBusy ? words.starting : words.start}
        </button>
        <span id="start-about">{isShut ? words.opens(moment(opensAt, language)) : words.startAbout}</span>
      </div>
    </div>
  );
}
