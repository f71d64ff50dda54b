/** What a page says that hears nothing any more, because the same person has opened newer ones. */
import { useLanguage } from "./language.ts";
import { Notice } from "./shell.tsx";

const WORDS = {
  en: {
    about:
      "This tab has stopped listening, because too many tabs of it are open: what happens shows in the newer ones.",
    here: "Listen here",
  },
  zh: { about: "此标签页已停止接收消息，因为同一页面打开过多：最新消息显示在较新的标签页中。", here: "在此接收" },
} as const;

interface GivenWayProps {
  /** Listens again, in place of another tab. */
  resume(): void;
}

export function GivenWay({ resume }: GivenWayProps) {
  const words = WORDS[useLanguage()];
  return (
    <Notice kind="warn">
      {words.about}{" "}
      <button type="button" onClick={resume}>
        {words.here}
      </button>
    </Notice>
  );
}
