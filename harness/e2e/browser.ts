/** A real browser for the tests of the pages: Chromium from the machine, which is asked for and not downloaded. */
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { packageRoot } from "../paths.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where it lies; undefined: there is none, and the tests say so. */
export const BROWSER =
  process.env.KATAGRAD_TEST_BROWSER ??
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync);

/** What a suite is called, with the reason where it cannot run. */
export function needsBrowser(name: string): string {
  return BROWSER ? name : `${name} (skipped: no Chromium on the PATH; install it, or set KATAGRAD_TEST_BROWSER)`;
}

export function launch(): Promise<Browser> {
  // Chromium does not sandbox itself for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: BROWSER, args });
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in it: errors of scripts, of the console, of the policy. */
  readonly troubles: string[];
}

/** Somebody at a machine of their own. */
export async function visit(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("dialog", (dialog) => {
    if (dialog.type() !== "beforeunload") troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.accept();
  });
  return { context, page, troubles };
}

/** What axe-core finds wrong, in light and dark, in one line each. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(axe.source);
    found.push(
      ...(await page.evaluate(async (theme) => {
        // biome-ignore lint/suspicious/noExplicitAny: axe stands in the page
        const { violations } = await (globalThis as any).axe.run({ resultTypes: ["violations"] });
        return violations.flatMap((one: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          one.nodes.map(({ html, failureSummary }) => `${theme} ${one.id}: ${html.slice(0, 200)} ${failureSummary}`),
        );
      }, colorScheme)),
    );
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** Into `screenshots/`, for whoever wants to look. Nothing is put into the page for it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(packageRoot, "screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), caret: "initial", animations: "allow" });
}
