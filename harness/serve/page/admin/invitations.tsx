/** Who is invited: adds people, hands their links out once, and ends, renews or forgets what was given. */
import { useState } from "preact/hooks";
import type { AssessmentView } from "../../schemas/organiser.ts";
import type { SessionRow } from "../../schemas/sittings.ts";
import { useAnswer, useDoing } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { moment } from "../shared/moments.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { type Act, ActDialog } from "./act-dialog.tsx";
import { InviteForm } from "./invite-form.tsx";
import { Link } from "./link.tsx";
import type { Link as SecretLink } from "./links.ts";
import { LinksOnce } from "./links-once.tsx";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

export function InvitationsPart({ assessment }: { readonly assessment: AssessmentView }) {
  const words = useWords(WORDS);
  const { id } = assessment;
  const { answer, failure, again } = useAnswer<{ sessions: SessionRow[] }>(
    `/api/assessments/${encodeURIComponent(id)}/invitations`,
  );
  const [links, setLinks] = useState<readonly SecretLink[]>([]);
  const show = (more: readonly SecretLink[]) => {
    // A renewed link ends the one before.
    setLinks((before) => [...before.filter((one) => !more.some((other) => other.id === one.id)), ...more]);
    again();
  };
  return (
    <>
      {links.length > 0 && <LinksOnce links={links} onDone={() => setLinks([])} />}
      <InviteForm assessment={id} onInvited={show} />
      {failure && <FailureNotice failure={failure} />}
      {answer && answer.sessions.length > 0 && (
        <>
          <h2>{words.people.title(answer.sessions.length)}</h2>
          <WideTable
            label={words.people.title(answer.sessions.length)}
            heads={[words.people.name, words.people.email, words.list.state, words.people.invitedAt, words.people.does]}
          >
            {answer.sessions.map((row) => (
              <Person key={row.id} row={row} again={again} show={show} />
            ))}
          </WideTable>
        </>
      )}
    </>
  );
}

interface PersonProps {
  readonly row: SessionRow;
  again(): void;
  show(links: readonly SecretLink[]): void;
}

function Person({ row, again, show }: PersonProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { id, email, phase, revoked, forgotten, openedAt, expiresAt, invitedAt } = row;
  const name = row.name ?? words.people.forgotten;
  const [act, setAct] = useState<Act>();
  const { isBusy, failure, run } = useDoing();
  const renew = () =>
    run(async () => {
      const { link } = await organiser.ask<{ link: string }>(`/api/invitations/${encodeURIComponent(id)}/reissue`, {
        method: "POST",
        body: organiser.by,
      });
      show([{ id, name, email, link, expiresAt: null }]);
    });
  return (
    <tr>
      <th scope="row" class="name">
        <Link to={{ at: "person", id, tab: "report" }}>{name}</Link>
      </th>
      <td class="name">{email}</td>
      <td>
        {revoked
          ? words.people.revoked
          : phase === "invited" && openedAt !== null
            ? words.people.opened
            : words.phase[phase]}
        {phase === "invited" && expiresAt !== null && (
          <span class="muted"> {words.people.expires(moment(expiresAt, language))}</span>
        )}
      </td>
      <td>{moment(invitedAt, language)}</td>
      <td>
        <div class="row">
          {!forgotten && (
            <>
              <button type="button" disabled={isBusy} onClick={() => void renew()}>
                {words.people.renew}
                <span class="unseen"> {name}</span>
              </button>
              {!revoked && (
                <button type="button" onClick={() => setAct("revoke")}>
                  {words.act.revoke.title} …<span class="unseen"> {name}</span>
                </button>
              )}
              <button type="button" class="danger" onClick={() => setAct("forget")}>
                {words.act.forget.title} …<span class="unseen"> {name}</span>
              </button>
            </>
          )}
        </div>
        {failure && <FailureNotice failure={failure} />}
        {act && (
          <ActDialog
            act={act}
            targets={[{ id, name }]}
            onClose={() => {
              setAct(undefined);
              again();
            }}
          />
        )}
      </td>
    </tr>
  );
}
