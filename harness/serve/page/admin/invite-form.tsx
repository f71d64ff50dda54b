/** Takes a list of people as it is pasted, and shows how it was read before anybody is invited. */
import { useState } from "preact/hooks";
import type { InviteBody, Invited } from "../../schemas/organiser.ts";
import { useDoing } from "../shared/asking.ts";
import { useWords } from "../shared/language.ts";
import { organiser } from "../shared/organiser.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { momentOf } from "./draft.ts";
import type { Link } from "./links.ts";
import { type Invitee, type PeopleRead, readPeople } from "./people-list.ts";
import { WORDS } from "./words.ts";

interface InviteFormProps {
  readonly assessment: string;
  onInvited(links: readonly Link[]): void;
}

/** As many as the server takes at once. */
const AT_ONCE = 500;

export function InviteForm({ assessment, onInvited }: InviteFormProps) {
  const words = useWords(WORDS);
  const [text, setText] = useState("");
  const [expires, setExpires] = useState("");
  const { isBusy, failure, run } = useDoing();
  const read = readPeople(text);
  const { people, problems } = read;
  const isReady = people.length > 0 && problems.length === 0;
  const send = (event: Event) => {
    event.preventDefault();
    if (!isReady) return;
    void run(async () => {
      for (let i = 0; i < people.length; i += AT_ONCE) {
        const some = people.slice(i, i + AT_ONCE);
        onInvited(await invite(assessment, some, momentOf(expires) ?? null));
        // Whoever is invited stands no longer in the list, should the next fail.
        setText(leftOf(people.slice(i + AT_ONCE)));
      }
    });
  };
  return (
    <form class="card" onSubmit={send}>
      <h2>{words.invite.title}</h2>
      <label class="field all">
        {words.invite.list}
        <textarea
          rows={6}
          spellcheck={false}
          aria-describedby="invite-about"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p class="muted" id="invite-about">
        {words.invite.about}
      </p>
      <Reading read={read} />
      <label class="field">
        {words.invite.expires}
        <input type="datetime-local" value={expires} onInput={({ currentTarget }) => setExpires(currentTarget.value)} />
      </label>
      {failure && <FailureNotice failure={failure} />}
      <button type="submit" class="primary" disabled={isBusy || !isReady}>
        {words.invite.button(people.length)}
      </button>
    </form>
  );
}

function Reading({ read: { people, problems } }: { readonly read: PeopleRead }) {
  const words = useWords(WORDS);
  return (
    <div role="status">
      {problems.length > 0 && (
        <Notice kind="warn">
          <ul>
            {problems.slice(0, 20).map(({ line, why, text }) => (
              <li key={line}>
                {words.invite.line(line)} <code>{text.slice(0, 80)}</code>: {words.invite.problem[why]}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {people.length > 0 && (
        <p class="name">
          {words.invite.read(people.length)}{" "}
          {people
            .slice(0, 5)
            .map(({ name, email }) => (email === null ? name : `${name} <${email}>`))
            .join("; ")}
          {people.length > 5 && " …"}
        </p>
      )}
    </div>
  );
}

async function invite(assessment: string, people: readonly Invitee[], expiresAt: number | null): Promise<Link[]> {
  const body: InviteBody = { people: [...people], expiresAt, ...organiser.by };
  const { invitations } = await organiser.ask<Invited>(
    `/api/assessments/${encodeURIComponent(assessment)}/invitations`,
    { method: "POST", body },
  );
  return invitations.map((one, i) => ({ ...one, email: people[i].email }));
}

function leftOf(people: readonly Invitee[]): string {
  const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`;
  if (people.length === 0) return "";
  const lines = people.map(({ name, email, extraSeconds }) =>
    [quoted(name), quoted(email ?? ""), extraSeconds / 60].join(","),
  );
  return ["name,email,extra minutes", ...lines].join("\n");
}
