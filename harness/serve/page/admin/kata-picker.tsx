/** Chooses the katas of an assessment, by theme, with what each is thought to take. */
import { THEMES } from "../../../kata.ts";
import { wordsIn } from "../../../words/words.ts";
import type { Catalogue } from "../../schemas/organiser.ts";
import { useLanguage, useWords } from "../shared/language.ts";
import { span } from "../shared/moments.ts";
import { WORDS } from "./words.ts";

interface PickerProps {
  readonly all: Catalogue["katas"];
  readonly chosen: readonly string[];
  choose(katas: readonly string[]): void;
  readonly limitMinutes: number;
  readonly problem?: string;
}

export function KataPicker({ all, chosen, choose, limitMinutes, problem }: PickerProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const told = wordsIn(language);
  const toggle = (kata: string) => {
    const next = new Set(chosen);
    if (!next.delete(kata)) next.add(kata);
    // In the order of the catalogue; whatever a pack of another server named stays.
    choose([...all.map((one) => one.kata).filter((one) => next.delete(one)), ...next]);
  };
  return (
    <fieldset class="picker" aria-describedby="sum">
      <legend>{words.form.katas}</legend>
      {problem && <p class="bad">{problem}</p>}
      <div class="themes">
        {THEMES.map((theme) => (
          <section key={theme} aria-labelledby={`theme-${theme}`}>
            <h2 id={`theme-${theme}`}>{told.theme[theme]}</h2>
            {all
              .filter((one) => one.theme === theme)
              .map(({ kata, title, difficulty, minutes }) => (
                <label key={kata} class="check kata">
                  <input type="checkbox" checked={chosen.includes(kata)} onChange={() => toggle(kata)} />
                  <span>
                    <span class="muted number">{kata.split("-")[0]}</span> {title[language]}{" "}
                    <span class="muted kata-about">
                      {words.difficulty[difficulty]} · {span(minutes * 60, language)}
                    </span>
                  </span>
                </label>
              ))}
          </section>
        ))}
      </div>
      <Sum all={all} chosen={chosen} limitMinutes={limitMinutes} />
    </fieldset>
  );
}

function Sum({ all, chosen, limitMinutes }: Pick<PickerProps, "all" | "chosen" | "limitMinutes">) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const minutes = sumMinutes(all, chosen);
  const isShort = limitMinutes > 0 && minutes > limitMinutes;
  return (
    <p id="sum" class="sum" role="status">
      <strong>{words.form.sum(chosen.length, span(minutes * 60, language))}</strong>
      {isShort && <span class="warn"> {words.form.short(span(limitMinutes * 60, language))}</span>}
    </p>
  );
}

function sumMinutes(all: Catalogue["katas"], chosen: readonly string[]): number {
  return all.reduce((sum, { kata, minutes }) => sum + (chosen.includes(kata) ? minutes : 0), 0);
}
