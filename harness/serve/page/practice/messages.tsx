/** What the whole page must say: the server is away, something of ours failed. */
import { useLanguage, useWords } from "../shared/language.ts";
import { FailureNotice, Notice } from "../shared/shell.tsx";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";

export function Messages({ practice }: { readonly practice: Practice }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { line, failure, trouble } = practice;
  return (
    <div class="messages">
      {line === "away" && (
        <Notice kind="warn">
          {words.away} {words.awayNext} <code>npx kata serve --practice</code>
        </Notice>
      )}
      {line === "stranger" && (
        <Notice kind="warn">
          {words.stranger} <strong>{words.strangerNext}</strong>
        </Notice>
      )}
      {failure && <FailureNotice failure={failure} />}
      {trouble && (
        <Notice kind="warn">
          {trouble[language]}{" "}
          <button type="button" class="small" onClick={() => practice.dismiss()}>
            {words.dismiss}
          </button>
        </Notice>
      )}
    </div>
  );
}
