/** What lies on the disk, and what cannot be done, in the words of the page. */
import type { Kata } from "../../catalog/catalog.ts";
import type { Text } from "../../kata.ts";
import { wordsIn } from "../../words/words.ts";
import { type AttemptText, MISSING } from "../../workspace/attempt-text.ts";
import { ApiError } from "../api-error.ts";

/** As the page knows a file: empty where there is no text. */
export function hashOf(found: AttemptText): string {
  return found.state === "text" ? found.hash : MISSING;
}

/** Null where it is a text, or nothing. */
export function whyUnusable(found: AttemptText): Text | null {
  if (found.state !== "unusable") return null;
  const { why } = found;
  const told = (language: "en" | "zh") => wordsIn(language).why({ what: why, file: "attempt.ts" });
  return { en: told("en"), zh: told("zh") };
}

/** Another file lies there than the writer has seen. */
export function changedOnDisk(found: AttemptText, seq: number): ApiError {
  const text = found.state === "text" ? found.text : null;
  return new ApiError(
    409,
    "changed-on-disk",
    { en: "The file was changed meanwhile; nothing was written.", zh: "文件在此期间被修改；没有写入任何内容。" },
    { en: "Look at both texts and choose.", zh: "请比较两份文本后选择。" },
    { data: { text, hash: hashOf(found), seq, unusable: whyUnusable(found) } },
  );
}

export function noSuchPart({ id, parts }: Kata, part: string): ApiError {
  const names = Object.keys(parts);
  return new ApiError(
    404,
    "no-such-part",
    { en: `${id} has no part "${part}".`, zh: `${id} 没有名为“${part}”的部分。` },
    { en: `It has ${names.join(", ")}.`, zh: `它有 ${names.join("、")}。` },
  );
}
