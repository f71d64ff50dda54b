/** All katas: searched, ordered, each with how far one is. */
import { useEffect, useRef, useState } from "preact/hooks";
import { DIFFICULTIES, THEMES } from "../../../kata.ts";
import { wordsIn } from "../../../words/words.ts";
import type { KataSummary, PracticeView } from "../../practice/schemas.ts";
import { type Language, useLanguage, useWords } from "../shared/language.ts";
import { numberOf } from "./number.ts";
import type { Practice } from "./practice-model.ts";
import { WORDS } from "./words.ts";

const ORDERS = ["path", "number", "theme", "difficulty"] as const;
type Order = (typeof ORDERS)[number];

interface KataListProps {
  readonly practice: Practice;
  onChoice(): void;
}

export function KataList({ practice, onChoice }: KataListProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const [wanted, search] = useState("");
  const [order, arrange] = useState<Order>("path");
  const [isOnlyOpen, hidePassed] = useState(false);
  const list = useRef<HTMLElement>(null);
  const { list: view, current } = practice;
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  }, [current, order]);
  if (!view) return null;
  const fits = (one: KataSummary) => matches(one, wanted) && !(isOnlyOpen && one.passed);
  const groups = groupsOf(view, order, language)
    .map(({ title, katas }) => ({ title, katas: katas.filter(fits) }))
    .filter(({ katas }) => katas.length > 0);
  const choose = (event: MouseEvent, kata: string) => {
    // A new tab or window is the browser's.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void practice.show(kata);
    onChoice();
  };
  const first = groups[0]?.katas[0];
  return (
    <nav ref={list} id="katas" class="katas" aria-label={words.katas}>
      <form
        class="katas-tools"
        onSubmit={(event) => {
          event.preventDefault();
          if (!first) return;
          void practice.show(first.kata);
          onChoice();
        }}
      >
        <input
          id="search"
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={wanted}
          onInput={({ currentTarget }) => search(currentTarget.value)}
        />
        <select
          aria-label={words.order}
          value={order}
          onChange={({ currentTarget }) => arrange(currentTarget.value as Order)}
        >
          {ORDERS.map((one) => (
            <option key={one} value={one}>
              {words.orders[one]}
            </option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            checked={isOnlyOpen}
            onChange={({ currentTarget }) => hidePassed(currentTarget.checked)}
          />
          {words.onlyOpen}
        </label>
      </form>
      {groups.length === 0 && <p class="muted katas-none">{words.nothingFound}</p>}
      {groups.map(({ title, katas }) => (
        <section key={title}>
          {title !== "" && <h2>{title}</h2>}
          <ul>
            {katas.map((one) => (
              <li key={one.kata}>
                <a
                  href={`/practice/${one.kata}`}
                  class="kata"
                  aria-current={one.kata === current ? "page" : undefined}
                  onClick={(event) => choose(event, one.kata)}
                >
                  <Ring summary={one} />
                  <span class="kata-title">
                    <span class="kata-number">{numberOf(one.number)}</span> {one.title[language]}
                  </span>
                  <Facts summary={one} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="katas-none muted">{wordsIn(language).isolation[view.isolation]}</p>
    </nav>
  );
}

function Facts({ summary }: { readonly summary: KataSummary }) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const { difficulty, minutes, passed, best, parts, done, hints, solutionSeen } = summary;
  const facts = [
    wordsIn(language).difficulty[difficulty],
    words.minutes(minutes),
    ...(passed ? [words.passed] : done > 0 ? [words.partsDone(done, parts)] : best > 0 ? [words.begun(best)] : []),
    ...(hints > 0 ? [words.hintsSeen(hints)] : []),
    ...(solutionSeen ? [words.solutionSeen] : []),
  ];
  return (
    <span class="kata-facts">
      <span class={`level level-${difficulty}`} aria-hidden="true" />
      {facts.join(" · ")}
    </span>
  );
}

/** How many parts pass, as a ring; a kata that was passed once has its mark for ever. */
function Ring({ summary: { passed, parts, done } }: { readonly summary: KataSummary }) {
  const length = 2 * Math.PI * 8;
  const share = passed ? 1 : done / parts;
  return (
    <svg class={passed ? "ring ring-passed" : "ring"} viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" class="ring-ground" />
      <circle cx="10" cy="10" r="8" class="ring-share" stroke-dasharray={`${length * share} ${length}`} />
      {passed && <path d="M6.3 10.3 9 13l4.8-5.6" class="ring-mark" />}
    </svg>
  );
}

/** As `kata list` finds them. */
function matches({ kata, title }: KataSummary, wanted: string): boolean {
  return `${kata} ${title.en} ${title.zh}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

interface Group {
  readonly title: string;
  readonly katas: readonly KataSummary[];
}

function groupsOf({ katas, path }: PracticeView, order: Order, language: Language): Group[] {
  const words = wordsIn(language);
  switch (order) {
    case "path":
      return [{ title: "", katas: path.flatMap((name) => katas.find(({ kata }) => kata === name) ?? []) }];
    case "number":
      return [{ title: "", katas }];
    case "theme":
      return THEMES.map((theme) => ({ title: words.theme[theme], katas: katas.filter((one) => one.theme === theme) }));
    case "difficulty":
      return DIFFICULTIES.map((difficulty) => ({
        title: words.difficulty[difficulty],
        katas: katas.filter((one) => one.difficulty === difficulty),
      }));
  }
}
