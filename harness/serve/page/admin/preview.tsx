/** What candidates of an assessment will see, before anybody is invited. */
import { useState } from "preact/hooks";
import type { Preview } from "../../schemas/organiser.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { moment, span } from "../shared/moments.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Statement } from "../shared/statement.tsx";
import { Tabs } from "../shared/tabs.tsx";
import { useAnswer } from "./asking.ts";
import { CodeView } from "./code-view.tsx";
import { Link } from "./link.tsx";
import { WORDS } from "./words.ts";

export function PreviewPage({ id }: { readonly id: string }) {
  const words = useWords(WORDS);
  const { answer, failure } = useAnswer<Preview>(`/api/assessments/${encodeURIComponent(id)}/preview`);
  return (
    <>
      <p>
        <Link to={{ at: "assessment", id, tab: "live" }}>← {words.back}</Link>
      </p>
      <Notice>{words.preview.about}</Notice>
      {failure && <FailureNotice failure={failure} />}
      {answer && <Seen preview={answer} />}
    </>
  );
}

function Seen({ preview: { title, settings, katas } }: { readonly preview: Preview }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [kata, choose] = useState(katas[0].kata);
  const page = katas.find((one) => one.kata === kata)!;
  const { limitSeconds, opensAt, closesAt, maxSubmissions, feedback, honour } = settings;
  return (
    <>
      <h1>{title}</h1>
      <ul>
        <li>{words.preview.limit(katas.length, span(limitSeconds, language))}</li>
        {opensAt !== null && <li>{words.preview.opens(moment(opensAt, language))}</li>}
        {closesAt !== null && <li>{words.preview.closes(moment(closesAt, language))}</li>}
        {maxSubmissions !== null && <li>{words.preview.most(maxSubmissions)}</li>}
        <li>
          {words.form.feedback}: {words.form.feedbacks[feedback]}
        </li>
      </ul>
      {honour !== null && <blockquote class="honour">{honour}</blockquote>}
      <Tabs
        id="preview"
        label={words.form.katas}
        names={katas.map((one) => one.kata)}
        chosen={kata}
        choose={choose}
        face={(name) => katas.find((one) => one.kata === name)!.title[language]}
      />
      <div id="preview-panel" class="sides card" role="tabpanel" aria-labelledby={`preview-${kata}`}>
        <Statement page={page} />
        <CodeView text={page.skeleton} label={words.preview.skeleton} />
      </div>
    </>
  );
}
