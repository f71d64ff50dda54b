/** What is asked: the statement as the server rendered it, and the public examples. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { KataPage } from "../../schemas/candidate.ts";
import { useLanguage, useWords } from "./language.ts";
import "./panes.css";

const WORDS = {
  en: {
    statement: "Statement",
    examples: "Examples",
    aboutExamples: "Everybody sees these. A run uses them; a submission is graded on others too.",
    noExamples: "This kata has no public examples.",
    points: (n: number) => (n === 1 ? "1 point" : `${n} points`),
  },
  zh: {
    statement: "题目",
    examples: "示例",
    aboutExamples: "所有人都能看到这些示例。运行时使用它们；提交还会用其他用例评分。",
    noExamples: "本题没有公开示例。",
    points: (n: number) => `${n} 分`,
  },
};

interface StatementProps {
  readonly page: Pick<KataPage, "kata" | "html" | "parts" | "examples">;
  /** What the examples are for, where it is not what a candidate is told. */
  readonly aboutExamples?: string;
  /** Above the statement. */
  readonly children?: ComponentChildren;
}

export function Statement({ page, aboutExamples, children }: StatementProps) {
  const words = useWords(WORDS);
  const language = useLanguage();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = pane.current!;
    node.scrollTop = 0;
    const watch = new ResizeObserver(() => letKeysScroll(node));
    watch.observe(node);
    return () => watch.disconnect();
  }, [page.kata, language]);
  return (
    // The keyboard scrolls it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section ref={pane} class="statement" aria-label={words.statement} tabIndex={0}>
      {children}
      {/* Made by the server, which lets no markup of others through. */}
      <div dangerouslySetInnerHTML={{ __html: page.html[language] }} />
      <Examples page={page} aboutExamples={aboutExamples} />
    </section>
  );
}

function Examples({ page, aboutExamples }: StatementProps) {
  const words = useWords(WORDS);
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{words.examples}</h2>
      <p class="muted">{page.examples.length === 0 ? words.noExamples : (aboutExamples ?? words.aboutExamples)}</p>
      {page.parts.map(({ part, points }) => (
        <div key={part}>
          <h3>
            <code>{part}</code> <span class="muted">{words.points(points)}</span>
          </h3>
          {page.examples
            .filter((one) => one.part === part)
            .map(({ name, call, result }) => (
              <figure key={name} class="example">
                <figcaption class="muted">{name}</figcaption>
                <pre>{`${call}\n→ ${result}`}</pre>
              </figure>
            ))}
        </div>
      ))}
    </section>
  );
}

/** What is wider than the pane scrolls by itself, and must be reached by the keyboard then. */
function letKeysScroll(pane: HTMLElement): void {
  for (const one of pane.querySelectorAll<HTMLElement>("pre, .table, .formula"))
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
}
