/** Which attempts are alike, side by side: a reason to read them, never more. */
import { useState } from "preact/hooks";
import type { Likeness, Similarity } from "../../../assess/similarity.ts";
import type { AssessmentView } from "../../schemas/organiser.ts";
import type { AttemptView, SessionRow } from "../../schemas/sittings.ts";
import { useAnswer } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Choice } from "./assessment-form.tsx";
import { CodeView } from "./code-view.tsx";
import { Link } from "./link.tsx";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

export function SimilarityPart({ assessment: { id, katas } }: { readonly assessment: AssessmentView }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [kata, setKata] = useState(katas[0]);
  const [chosen, setChosen] = useState<Likeness>();
  const path = `/api/assessments/${encodeURIComponent(id)}`;
  const alike = useAnswer<Similarity>(`${path}/similarity?kata=${encodeURIComponent(kata)}`);
  const people = useAnswer<{ sessions: SessionRow[] }>(`${path}/sessions`);
  const names = new Map(people.answer?.sessions.map((row) => [row.id, row.name ?? words.people.forgotten]));
  const failure = alike.failure ?? people.failure;
  return (
    <>
      <Choice
        label={words.list.kata}
        value={kata}
        options={Object.fromEntries(katas.map((one) => [one, one]))}
        choose={(next) => {
          setKata(next);
          setChosen(undefined);
        }}
      />
      {failure && <FailureNotice failure={failure} />}
      {!alike.answer && !failure && <p class="muted">{words.loading}</p>}
      {alike.answer && (
        <>
          <Notice kind="warn">{alike.answer.note[language]}</Notice>
          <p class="muted">{words.alike.about(alike.answer.compared, alike.answer.median)}</p>
          {alike.answer.pairs.length === 0 ? (
            <p>{words.alike.none}</p>
          ) : (
            <Pairs pairs={alike.answer.pairs} names={names} chosen={chosen} choose={setChosen} />
          )}
          {chosen && <Beside key={chosen.sessions.join()} pair={chosen} kata={kata} names={names} />}
        </>
      )}
    </>
  );
}

interface PairsProps {
  readonly pairs: readonly Likeness[];
  readonly names: ReadonlyMap<string, string>;
  readonly chosen: Likeness | undefined;
  choose(pair: Likeness): void;
}

function Pairs({ pairs, names, chosen, choose }: PairsProps) {
  const words = useWords(WORDS);
  return (
    <WideTable
      label={words.assessmentTabs.similarity}
      class="low"
      heads={[words.alike.pair, words.alike.share, words.alike.own, null]}
    >
      {pairs.map((pair) => {
        const [left, right] = pair.sessions.map((id) => names.get(id) ?? id);
        return (
          <tr key={pair.sessions.join()}>
            <th scope="row" class="name">
              {left} · {right}
            </th>
            <td class="number">
              {Math.round(pair.similarity * 100)} %
              {pair.standsOut && <span class="tag tag-warn">{words.alike.standsOut}</span>}
            </td>
            <td class="number">{pair.own.join(" · ")}</td>
            <td>
              <button type="button" aria-pressed={chosen === pair} onClick={() => choose(pair)}>
                {words.alike.compare}
                <span class="unseen">
                  {" "}
                  {left}, {right}
                </span>
              </button>
            </td>
          </tr>
        );
      })}
    </WideTable>
  );
}

interface BesideProps {
  readonly pair: Likeness;
  readonly kata: string;
  readonly names: ReadonlyMap<string, string>;
}

function Beside({ pair: { sessions, fragments }, kata, names }: BesideProps) {
  const words = useWords(WORDS);
  return (
    <section aria-label={words.alike.compare}>
      <div class="sides">
        {sessions.map((id, i) => (
          <Side
            key={id}
            id={id}
            kata={kata}
            name={names.get(id) ?? id}
            lines={fragments.map((one) => (i === 0 ? one.left : one.right))}
          />
        ))}
      </div>
      <p class="muted">{words.alike.marked(fragments.length)}</p>
    </section>
  );
}

interface SideProps {
  readonly id: string;
  readonly kata: string;
  readonly name: string;
  readonly lines: readonly { readonly first: number; readonly last: number }[];
}

function Side({ id, kata, name, lines }: SideProps) {
  const words = useWords(WORDS);
  const { answer, failure } = useAnswer<AttemptView>(
    `/api/sessions/${encodeURIComponent(id)}/attempt?kata=${encodeURIComponent(kata)}`,
  );
  return (
    <div>
      <h2 class="name side-name">
        {name} <Link to={{ at: "person", id, tab: "playback" }}>{words.personTabs.playback}</Link>
      </h2>
      {failure && <FailureNotice failure={failure} />}
      {answer && <CodeView text={answer.text} label={name} marked={{ lines }} />}
    </div>
  );
}
