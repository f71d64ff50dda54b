/** The link of an invitation: which server, and the secret that opens one person's session. */
import { UsageError } from "../fault.ts";

export interface Link {
  /** Without a slash at its end. */
  readonly server: string;
  readonly token: string;
}

/** Reads `http://host/a/TOKEN` and `http://host/#TOKEN`. @throws UsageError, which never repeats the secret */
export function readLink(text: string): Link {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") throw noLink();
  const [, folder, inPath] = /^(.*)\/a\/([\w-]+)\/?$/.exec(url.pathname) ?? [];
  const token = inPath ?? url.hash.slice(1);
  if (!/^[\w-]{16,200}$/.test(token)) throw noLink();
  return { server: `${url.origin}${(folder ?? url.pathname).replace(/\/+$/, "")}`, token };
}

function noLink(): UsageError {
  return new UsageError(
    { en: "That is no link of an invitation.", zh: "这不是邀请链接。" },
    {
      en: "Copy the whole link that you were sent, and put it in quotes: kata join 'http://…/a/…'.",
      zh: "请完整复制收到的链接，并加上引号：kata join 'http://…/a/…'。",
    },
  );
}
