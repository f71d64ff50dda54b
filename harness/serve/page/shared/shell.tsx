/** What every page has around its content: the name, the language switch, a way past both for the keyboard. */
import { type ComponentChildren, render } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import type { Failure } from "./api.ts";
import { changeLanguage, useGap, useLanguage } from "./language.ts";
import "./theme.css";

const WORDS = {
  en: {
    skip: "Skip to the content",
    other: "中文",
    broken: "Something of this page is broken.",
    brokenNext: "Reload it; what you wrote is kept. If it stays, report:",
    reload: "Reload",
  },
  zh: {
    skip: "跳到正文",
    other: "English",
    broken: "此页面出现错误。",
    brokenNext: "请重新加载；你写的内容已保留。若仍出现，请反馈：",
    reload: "重新加载",
  },
} as const;

interface ShellProps {
  /** Of the tab of the browser. */
  readonly title: string;
  /** Beside the name, in the bar at the top. */
  readonly bar?: ComponentChildren;
  /** Whether the content fills the window and scrolls by itself. */
  readonly fills?: boolean;
  readonly children: ComponentChildren;
}

export function Shell({ title, bar, fills = false, children }: ShellProps) {
  const language = useLanguage();
  const words = WORDS[language];
  const other = language === "en" ? "zh" : "en";
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = title;
  }, [language, title]);
  return (
    <div class={fills ? "shell shell-fills" : "shell"}>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="bar">
        <span class="brand">Katagrad</span>
        <div class="bar-inner">{bar}</div>
        <button
          type="button"
          class="quiet"
          lang={other === "zh" ? "zh-CN" : "en"}
          onClick={() => changeLanguage(other)}
        >
          {words.other}
        </button>
      </header>
      <main id="content" tabIndex={-1}>
        <Guarded>{children}</Guarded>
      </main>
    </div>
  );
}

/** A message that stands in the page. Bad ones are told at once, others when the reader pauses. */
export function Notice({
  kind = "info",
  children,
}: {
  readonly kind?: "info" | "good" | "warn" | "bad";
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** What went wrong, and what to do next. */
export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const language = useLanguage();
  const gap = useGap();
  return (
    <Notice kind="bad">
      <strong>{failure.told[language]}</strong>
      {gap}
      {failure.remedy[language]}
    </Notice>
  );
}

/** Puts a page where the document has room for it. */
export function mount(page: ComponentChildren): void {
  render(page, document.getElementById("app")!);
}

function Guarded({ children }: { readonly children: ComponentChildren }) {
  const words = WORDS[useLanguage()];
  const gap = useGap();
  const [error] = useErrorBoundary((cause) => console.error(cause));
  if (error === undefined) return <>{children}</>;
  return (
    <Notice kind="bad">
      <strong>{words.broken}</strong>
      {gap}
      {words.brokenNext} <code>{String(error)}</code>{" "}
      <button type="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </Notice>
  );
}
