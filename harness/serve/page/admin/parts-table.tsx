/** The parts of the submission that counts: points, verdicts, cases, and what is known about the mistakes. */
import type { ReportKata } from "../../../assess/report.ts";
import { wordsIn } from "../../../words/words.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { WideTable } from "./wide-table.tsx";
import { WORDS } from "./words.ts";

interface PartsProps extends Pick<ReportKata, "diagnoses" | "kata"> {
  readonly marks: NonNullable<ReportKata["marks"]>;
}

export function PartsTable({ marks, diagnoses, kata }: PartsProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const told = wordsIn(language);
  return (
    <WideTable
      label={`${kata}: ${words.report.parts}`}
      heads={[
        words.report.part,
        words.report.pointsHead,
        words.report.verdict,
        words.report.groups,
        words.report.diagnosis,
      ]}
    >
      {marks.parts.map(({ part, points, maxPoints, verdict, groups }) => (
        <tr key={part}>
          <th scope="row">
            <code>{part}</code>
          </th>
          <td class="number">
            {words.points(points)} / {words.points(maxPoints)}
          </td>
          <td class={verdict === "passed" ? "good" : "bad"}>
            {verdict === "passed" ? "✓" : "✗"} {told.verdict[verdict]}
          </td>
          <td>
            {groups.map(({ group, passed, cases }) => (
              <span key={group} class={passed === cases ? "group" : "group group-bad"}>
                {words.groups[group]} {passed}/{cases}
              </span>
            ))}
          </td>
          <td>
            {diagnoses
              .filter((one) => one.part === part)
              .map(({ diagnosis }) => (
                <span key={diagnosis.id}>{diagnosis.text[language]}</span>
              ))}
          </td>
        </tr>
      ))}
    </WideTable>
  );
}
