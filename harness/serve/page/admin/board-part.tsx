/** Links to the board, for a projector or for those who sit: each is shown once, and can be revoked. */
import { useState } from "preact/hooks";
import type { AssessmentView, BoardLinkView, MadeBoardLink, NewBoardLink } from "../../schemas/organiser.ts";
import { FREEZES } from "../board/settings.ts";
import { useAnswer, useDoing } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { moment } from "../shared/moments.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { useCopying } from "./copying.ts";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

export function BoardPart({ assessment }: { readonly assessment: AssessmentView }) {
  const words = useWords(WORDS);
  const path = `/api/assessments/${encodeURIComponent(assessment.id)}/board-links`;
  const { answer, failure, again } = useAnswer<{ links: BoardLinkView[] }>(path);
  const [made, setMade] = useState<MadeBoardLink>();
  return (
    <>
      <p>{words.boardLinks.about}</p>
      {made && <Made link={made} />}
      <NewLink
        make={async (body) => {
          setMade(await organiser.ask<MadeBoardLink>(path, { method: "POST", body }));
          again();
        }}
      />
      {failure && <FailureNotice failure={failure} />}
      {answer && answer.links.length > 0 && (
        <>
          <h2>{words.boardLinks.title(answer.links.length)}</h2>
          <WideTable
            label={words.boardLinks.title(answer.links.length)}
            heads={[words.boardLinks.names, words.boardLinks.freeze, words.boardLinks.madeAt, words.people.does]}
          >
            {answer.links.map((link) => (
              <Row
                key={link.id}
                link={link}
                onRevoked={() => {
                  if (made?.id === link.id) setMade(undefined);
                  again();
                }}
              />
            ))}
          </WideTable>
        </>
      )}
    </>
  );
}

function NewLink({ make }: { make(body: NewBoardLink): Promise<void> }) {
  const words = useWords(WORDS);
  const [names, setNames] = useState<BoardLinkView["names"]>("pseudonyms");
  const [freezeMinutes, setFreeze] = useState(0);
  const { isBusy, failure, run } = useDoing();
  const send = (event: Event) => {
    event.preventDefault();
    void run(() => make({ names, freezeMinutes }));
  };
  return (
    <form class="card" onSubmit={send}>
      <div class="row">
        <label class="field">
          {words.boardLinks.names}
          <select value={names} onChange={({ currentTarget }) => setNames(currentTarget.value as typeof names)}>
            {(["pseudonyms", "shown"] as const).map((one) => (
              <option key={one} value={one}>
                {words.boardLinks.shows[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {words.boardLinks.freeze}
          <select
            value={String(freezeMinutes)}
            onChange={({ currentTarget }) => setFreeze(Number(currentTarget.value))}
          >
            {FREEZES.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {words.boardLinks.freezes(minutes)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {failure && <FailureNotice failure={failure} />}
      <button type="submit" class="primary" disabled={isBusy}>
        {words.boardLinks.make}
      </button>
    </form>
  );
}

function Made({ link: { link } }: { readonly link: MadeBoardLink }) {
  const words = useWords(WORDS);
  const { told, copy } = useCopying();
  return (
    <Notice kind="warn">
      <strong>{words.boardLinks.once}</strong>
      <p>
        <code class="link">{link}</code>
      </p>
      <p class="row">
        <button type="button" class="primary" onClick={() => void copy(words.boardLinks.link, link)}>
          {words.links.copy}
        </button>
        <span role="status">{told}</span>
      </p>
    </Notice>
  );
}

function Row({ link, onRevoked }: { readonly link: BoardLinkView; onRevoked(): void }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { isBusy, failure, run } = useDoing();
  const { id, names, freezeMinutes, createdAt } = link;
  const revoke = async () => {
    const isDone = await run(() => organiser.ask(`/api/board-links/${encodeURIComponent(id)}`, { method: "DELETE" }));
    if (isDone) onRevoked();
  };
  return (
    <tr>
      <td>{words.boardLinks.shows[names]}</td>
      <td>{words.boardLinks.freezes(freezeMinutes)}</td>
      <td>{moment(createdAt, language)}</td>
      <td>
        <button type="button" class="danger" disabled={isBusy} onClick={() => void revoke()}>
          {words.boardLinks.revoke}
        </button>
        {failure && <FailureNotice failure={failure} />}
      </td>
    </tr>
  );
}
