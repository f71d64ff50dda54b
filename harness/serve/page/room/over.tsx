/** After the end: why, and what was submitted. */
import { useLanguage, useWords } from "../shared/language.ts";
import { SubmissionLine } from "./results.tsx";
import type { Room } from "./room-model.ts";
import { WORDS } from "./words.ts";
import type { Work } from "./work.ts";

export function Over({ room, work }: { readonly room: Room; readonly work: Work }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { phase, endedBy } = room.view!;
  const unsent = work.waiting.length;
  return (
    <section class="over notice notice-info" aria-labelledby="over">
      <h2 id="over">
        {words.ended[endedBy ?? "expired"]} {words.over.readOnly}
      </h2>
      {phase !== "ended" && unsent === 0 && <p>{words.over.waiting}</p>}
      {unsent > 0 && <p class="warn">{words.over.unsent(unsent)}</p>}
      {phase === "ended" && (
        <>
          <h3>{words.over.title}</h3>
          <ul>
            {[...work.drafts].map(([kata, { page }]) => {
              const last = work.submissions.findLast((one) => one.kata === kata && !one.late);
              return (
                <li key={kata}>
                  <strong>{page.title[language]}</strong> ·{" "}
                  {last ? <SubmissionLine one={last} words={words} language={language} /> : words.over.nothing}
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
