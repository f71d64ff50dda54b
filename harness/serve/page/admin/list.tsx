/** All assessments of this server. */
import type { AssessmentView } from "../../schemas/organiser.ts";
import { useAnswer } from "../shared/asking.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { Licenses } from "../shared/licenses.tsx";
import { moment, span } from "../shared/moments.ts";
import { FailureNotice } from "../shared/shell.tsx";
import { Link } from "./link.tsx";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

export function ListPage() {
  const words = useWords(WORDS);
  const { answer, failure } = useAnswer<{ assessments: AssessmentView[] }>("/api/assessments");
  return (
    <>
      <div class="row heading">
        <h1>{words.list.title}</h1>
        <span class="bar-space" />
        <Link to={{ at: "new" }} class="button primary">
          {words.nav.create}
        </Link>
      </div>
      {failure && <FailureNotice failure={failure} />}
      {!answer && !failure && <p class="muted">{words.loading}</p>}
      {answer?.assessments.length === 0 && <p class="card">{words.list.none}</p>}
      {answer && answer.assessments.length > 0 && <Assessments all={answer.assessments} />}
      <p class="foot">
        <Licenses />
      </p>
    </>
  );
}

function Assessments({ all }: { readonly all: readonly AssessmentView[] }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const newest = [...all].sort((a, b) => b.createdAt - a.createdAt);
  return (
    <WideTable
      label={words.list.title}
      heads={[
        words.form.title,
        words.list.katas,
        words.list.limit,
        words.phase.invited,
        words.phase.running,
        words.phase.ended,
        words.list.created,
        words.list.state,
      ]}
    >
      {newest.map(({ id, title, katas, settings, sessions, createdAt, closedAt }) => (
        <tr key={id}>
          <th scope="row" class="name">
            <Link to={{ at: "assessment", id, tab: "live" }}>{title}</Link>
          </th>
          <td class="number">{katas.length}</td>
          <td>{span(settings.limitSeconds, language)}</td>
          <td class="number">{sessions.invited}</td>
          <td class="number">{sessions.running}</td>
          <td class="number">{sessions.ended}</td>
          <td>{moment(createdAt, language)}</td>
          <td>{closedAt === null ? <span class="good">{words.open}</span> : words.closed}</td>
        </tr>
      ))}
    </WideTable>
  );
}
