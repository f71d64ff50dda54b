/** Everything that the page of practice says, in both languages. */
import { en as enVerdicts } from "../../../words/en.ts";
import { zh as zhVerdicts } from "../../../words/zh.ts";
import type { GradedView } from "../../practice/schemas.ts";
import type { Text } from "../shared/language.ts";
import { en } from "./words-en.ts";
import { zh } from "./words-zh.ts";

export const WORDS = { en, zh };

/** What the state itself says, whatever the language. */
export const NEWS = {
  restored: {
    en: "What you wrote while the server was away is back.",
    zh: "服务器离线期间你写的内容已恢复。",
  },
  fromDisk: {
    en: "attempt.ts was changed on the disk: this is its text.",
    zh: "磁盘上的 attempt.ts 已更改：这是新内容。",
  },
  resetDone: (kept: string): Text => ({
    en: `The skeleton is back. Your text is kept as ${kept}.`,
    zh: `已恢复初始代码。你的文本保留为 ${kept}。`,
  }),
  mineKept: (kept: string): Text => ({
    en: `This is the disk's text. Yours is kept as ${kept}.`,
    zh: `这是磁盘上的文本。你的文本保留为 ${kept}。`,
  }),
  theirsKept: (kept: string): Text => ({
    en: `Saved. The text that was on the disk is kept as ${kept}.`,
    zh: `已保存。原来磁盘上的文本保留为 ${kept}。`,
  }),
  verdict({ verdict, points, maxPoints, parts }: GradedView): Text {
    const failing = parts.find((one) => one.verdict !== "passed" && one.verdict !== "not-graded");
    if (verdict === "passed" || !failing) return { en: en.allPassed, zh: zh.allPassed };
    const what = (verdicts: typeof enVerdicts.verdict) => `${failing.part}: ${verdicts[failing.verdict]}`;
    return {
      en: `${en.pointsOf(points, maxPoints)}. ${what(enVerdicts.verdict)}.`,
      zh: `${zh.pointsOf(points, maxPoints)}。${what(zhVerdicts.verdict)}。`,
    };
  },
};
