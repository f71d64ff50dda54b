/** Before the clock: what awaits, what is recorded, what must be accepted, the practice room, the start. */
import { useState } from "preact/hooks";
import type { SessionView } from "../../schemas/candidate.ts";
import { type Language, useLanguage, useWords } from "../shared/language.ts";
import { moment } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import type { Room } from "./room-model.ts";
import { useSeconds } from "./seconds.ts";
import { WORDS } from "./words.ts";
import type { RoomWords } from "./words-en.ts";

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
      <section class="card" aria-labelledby="facts">
        <h2 id="facts">{words.facts}</h2>
        <ul>
          {factsOf(view, words, language).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </section>
      <section class="card" aria-labelledby="recorded">
        <h2 id="recorded">{words.recorded}</h2>
        <ul>
          {words.records.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <p>{words.notRecorded}</p>
      </section>
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

function factsOf({ settings, kataCount, extraSeconds }: SessionView, words: RoomWords["before"], language: Language) {
  const { limitSeconds, opensAt, closesAt, runs, maxSubmissions, submitIntervalSeconds, counts, feedback } = settings;
  return [
    words.limit(limitSeconds),
    ...(extraSeconds === 0 ? [] : [words.extra(extraSeconds)]),
    words.katas(kataCount),
    ...(opensAt === null ? [] : [words.opens(moment(opensAt, language))]),
    ...(closesAt === null ? [] : [words.window(moment(closesAt, language))]),
    words.clock,
    words.saves,
    words.back,
    runs ? words.runs : words.noRuns,
    `${words.submits(maxSubmissions, submitIntervalSeconds)} ${words.counts[counts]}`,
    words.feedback[feedback],
  ];
}
