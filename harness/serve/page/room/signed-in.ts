/** What this browser remembers of who is signed in, which tabs share as they share the cookie. */
import { Refused } from "../shared/api.ts";

const KEY = "katagrad.session";

/** The session that was entered last in this browser; null: none. */
export function signedIn(): string | null {
  return localStorage.getItem(KEY);
}

export function signIn(session: string): void {
  localStorage.setItem(KEY, session);
}

/** Hears when another tab enters another session. */
export function onSignIn(hear: () => void): void {
  addEventListener("storage", ({ key }) => key === KEY && hear());
}

/** Where a browser keeps nothing, neither the cookie of the session nor unsent work would stay. */
export const KEEPS_NOTHING = new Refused(
  0,
  {
    code: "keeps-nothing",
    message: { en: "This browser keeps nothing for this page.", zh: "此浏览器不允许此页面保存数据。" },
    remedy: {
      en: "Allow cookies and site data for this address, and load the page again.",
      zh: "请允许此地址使用 Cookie 和网站数据，然后重新加载页面。",
    },
    data: {},
  },
  undefined,
);

export function canKeep(): boolean {
  try {
    signedIn();
    return navigator.cookieEnabled;
  } catch {
    return false;
  }
}
