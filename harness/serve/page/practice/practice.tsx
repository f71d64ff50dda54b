/** Which face the page shows: the way in, or the katas with the one that is being worked on. */
import { useEffect, useState } from "preact/hooks";
import { hearKeys } from "../shared/keys.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { useModel } from "../shared/model.ts";
import { FailureNotice, Shell } from "../shared/shell.tsx";
import { Bar } from "./bar.tsx";
import { Door } from "./door.tsx";
import { KataList } from "./kata-list.tsx";
import { Messages } from "./messages.tsx";
import { numberOf } from "./number.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";
import { Workbench } from "./workbench.tsx";

const KEY = "katagrad.practice-list";
/** Where the list leaves enough room for the rest. */
const ROOMY = "(min-width: 84rem)";

export function PracticePage({ practice }: { readonly practice: Practice }) {
  useModel(practice);
  const words = useWords(WORDS);
  const language = useLanguage();
  const [isListed, list] = useState(wasListed);
  const { summary, stage } = practice;
  const toggle = (to: boolean) => {
    list(to);
    remember(to);
  };
  useEffect(
    () =>
      hearKeys({
        save: () => practice.run(),
        run: () => practice.run(),
        list: () => {
          toggle(true);
          requestAnimationFrame(() => document.getElementById("search")?.focus());
        },
      }),
    [practice],
  );
  const title = summary ? `${numberOf(summary.number)} · ${summary.title[language]}` : words.title;
  return (
    <Shell
      title={`${title} · Katagrad`}
      fills={stage === "work"}
      bar={stage === "work" && <Bar practice={practice} isListed={isListed} list={toggle} />}
    >
      <div class="unseen" role="status" aria-live="polite">
        {practice.announcement[language]}
      </div>
      {stage === "opening" && <p>{words.opening}</p>}
      {stage !== "work" && practice.failure && <FailureNotice failure={practice.failure} />}
      {stage === "door" && <Door practice={practice} />}
      {stage === "work" && (
        <>
          <Messages practice={practice} />
          <div class="practice">
            {isListed && <KataList practice={practice} onChoice={() => toggle(matchMedia(ROOMY).matches)} />}
            <Workbench practice={practice} />
          </div>
        </>
      )}
    </Shell>
  );
}

function wasListed(): boolean {
  try {
    const kept = localStorage.getItem(KEY);
    return matchMedia(ROOMY).matches && kept !== "no";
  } catch {
    return false;
  }
}

function remember(isListed: boolean): void {
  // A narrow window shows the list only to choose from it.
  if (!matchMedia(ROOMY).matches) return;
  try {
    localStorage.setItem(KEY, isListed ? "yes" : "no");
  } catch {
    // Remembered for this visit then.
  }
}
