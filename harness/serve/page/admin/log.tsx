/** The log as it was written, entry by entry, and whether its chain still holds. */
import { useState } from "preact/hooks";
import type { EventKind } from "../../../assess/model.ts";
import type { EventLog } from "../../schemas/sittings.ts";
import { useAnswer } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { timeOfDay } from "../shared/moments.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Choice } from "./assessment-form.tsx";
import { download } from "./links.ts";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

const SHOWN = 300;

export function LogPart({ id }: { readonly id: string }) {
  const words = useWords(WORDS);
  const { answer, failure } = useAnswer<EventLog>(`/api/sessions/${encodeURIComponent(id)}/events`);
  const [kind, setKind] = useState("");
  const [isWhole, setWhole] = useState(false);
  if (failure) return <FailureNotice failure={failure} />;
  if (!answer) return <p class="muted">{words.loading}</p>;
  const { events, verification } = answer;
  const kinds = [...new Set(events.map((one) => one.kind))] as EventKind[];
  const wished = events.filter((one) => kind === "" || one.kind === kind);
  const shown = isWhole ? wished : wished.slice(0, SHOWN);
  return (
    <>
      <Notice kind={verification.intact ? "good" : "bad"}>
        {verification.intact ? (
          <>
            <strong>✓ {words.log.intact(verification.events)}</strong> {words.log.head}{" "}
            <code class="link">{verification.head}</code>
          </>
        ) : (
          <>
            <strong>✗ {words.log.broken(verification.seq)}</strong> {words.log.why[verification.why]}
          </>
        )}
      </Notice>
      <div class="row tools">
        <Choice
          label={words.log.kind}
          value={kind}
          options={Object.fromEntries([["", words.log.all], ...kinds.map((one) => [one, words.events[one]])])}
          choose={setKind}
        />
        <button
          type="button"
          onClick={() => download(`log-${id}.json`, "application/json", JSON.stringify(answer, null, 1))}
        >
          {words.log.download}
        </button>
      </div>
      <Entries events={shown} broken={verification.intact ? undefined : verification.seq} />
      {shown.length < wished.length && (
        <button type="button" onClick={() => setWhole(true)}>
          {words.log.more(wished.length - shown.length)}
        </button>
      )}
    </>
  );
}

function Entries({ events, broken }: { readonly events: EventLog["events"]; readonly broken: number | undefined }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  return (
    <WideTable
      label={words.personTabs.log}
      class="tall"
      kind="log"
      heads={[words.log.seq, words.report.at, words.log.kind, words.log.data, words.log.hash]}
    >
      {events.map(({ seq, at, kind, data, hash }) => (
        <tr key={seq} class={broken !== undefined && seq >= broken ? "doubtful" : undefined}>
          <th scope="row" class="number">
            {broken === seq && <span class="bad">✗ </span>}
            {seq}
          </th>
          <td class="number">{timeOfDay(at, language)}</td>
          <td>{words.events[kind as EventKind] ?? kind}</td>
          <td>
            <code>{JSON.stringify(data)}</code>
          </td>
          <td>
            <code title={hash}>{hash.slice(0, 10)}…</code>
          </td>
        </tr>
      ))}
    </WideTable>
  );
}
