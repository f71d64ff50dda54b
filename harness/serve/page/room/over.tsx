/** After the end: why, and what was submitted. */
import { useGap, useLanguage, useWords } from "../shared/language.ts";
import { SubmissionLine } from "./results.tsx";
import type { Room } from "./room-model.ts";
import { countingSubmission, scoreOf } from "./submitting.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

export function Over({ room, work }: { readonly room: Room; readonly work: Work }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const gap = useGap();
  const { phase, endedBy, settings } = room.view!;
  const unsent = work.waiting.length;
  return (
    <section class="over notice notice-info" aria-labelledby="over">
      <h2 id="over">
        {words.ended[endedBy ?? "expired"]}
        {gap}
        {words.over.readOnly}
      </h2>
      {phase !== "ended" && unsent === 0 && <p>{words.over.waiting}</p>}
      {unsent > 0 && <p class="warn">{words.over.unsent(unsent)}</p>}
      {phase === "ended" && (
        <>
          <h3>{words.over.title}</h3>
          <ul>
            {[...work.drafts].map(([kata, { page }]) => {
              const one = countingSubmission(work.submissions, kata, settings.counts);
              const count = work.submissions.filter((other) => other.kata === kata && !other.late).length;
              return (
                <li key={kata}>
                  <strong>{page.title[language]}</strong> ·{" "}
                  {one ? <SubmissionLine one={one} words={words} language={language} /> : words.over.nothing}
                  {one && count > 1 && (
                    <span class="muted">
                      {" · "}
                      {words.over.counting[scoreOf(one) === undefined ? "last" : settings.counts](count)}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
          <p>{words.over.goodbye}</p>
        </>
      )}
    </section>
  );
}
