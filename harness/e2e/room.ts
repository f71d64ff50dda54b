/** The candidate's room in a real browser: how it is entered, and the hands and eyes of who sits in it. */
import type { Browser, Page } from "playwright-core";
import type { Person, Rehearsal } from "../serve/rehearsal.ts";
import { type Visit, visit } from "./browser.ts";

/** A name that a page must show as it is. */
export const EVIL = `Ada <img src=x onerror="alert('name')"><script>alert('name')</script>`;

/** Visits to one server, which are ended together. */
export class Visits {
  readonly #open: Visit[] = [];

  constructor(
    readonly place: Rehearsal,
    readonly browser: Browser,
  ) {}

  /** Somebody at a machine of their own, who looks at nothing yet. */
  async open(options: object = {}): Promise<Visit> {
    const one = await visit(this.browser, options);
    this.#open.push(one);
    return one;
  }

  /** Opens the link of a person, and starts unless told otherwise. */
  async sit(person: Person, { start = true, ...options }: { start?: boolean; viewport?: object } = {}): Promise<Visit> {
    const one = await this.open(options);
    await one.page.goto(`${this.place.server.url}/#${person.token}`);
    if (!start) return one;
    await button(one.page, "Start").click();
    await editor(one.page).waitFor();
    return one;
  }

  async end(): Promise<void> {
    for (const { context } of this.#open.splice(0)) await context.close();
  }
}

export function button(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

export function editor(page: Page) {
  return page.locator(".cm-content");
}

/** Replaces everything in the editor by one edit. */
export async function write(page: Page, source: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  if (source === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(source);
}

/** The whole text, of which a long one is only partly drawn. */
export function text(page: Page): Promise<string> {
  return page.evaluate(() => {
    // CodeMirror's own way from the element to its view.
    type Content = Element & { cmTile: { view: { state: { doc: object } } } };
    return String((document.querySelector(".cm-content") as Content).cmTile.view.state.doc);
  });
}

/** As from a clipboard that another program filled. */
export async function paste(page: Page, pasted: string): Promise<void> {
  await editor(page).focus();
  await page.evaluate((one) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", one);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, pasted);
}

export function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement!.className);
}
