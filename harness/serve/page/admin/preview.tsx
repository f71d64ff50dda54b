/** What candidates of an assessment will see, before anybody is invited. */
import { useState } from "preact/hooks";
import type { Preview } from "../../schemas/organiser.ts";
import { useAnswer } from "../shared/asking.ts";
import { Facts, Recorded } from "../shared/facts.tsx";
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import { Statement } from "../shared/statement.tsx";
import { Tabs } from "../shared/tabs.tsx";
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
  const { honour } = settings;
  return (
    <>
      <h1>{title}</h1>
      <div class="sides">
        <Facts settings={settings} kataCount={katas.length} extraSeconds={0} />
        <Recorded />
      </div>
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
