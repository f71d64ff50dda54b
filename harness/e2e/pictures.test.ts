/** Pictures of wrong results, in a real browser: in the candidate's room, in the organiser's console and in the report for paper. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openCatalog, readReference } from "../catalog/catalog.ts";
import { graded, type Person, type Rehearsal, rehearse, written } from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture, type Visit, visit } from "./browser.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const [CNN, RATES] = ["15-cnn", "11-learning-rate"];
const catalog = await openCatalog();
const FLIPPED = edited(CNN, "filter[i][j] * plane", "filter[KH - 1 - i][KW - 1 - j] * plane");
const RESTARTED = edited(RATES, "position / length)", "position / Math.max(1, length - 1))");

describe.skipIf(!BROWSER)(needsBrowser("pictures of results"), () => {
  let place: Rehearsal;
  let browser: Browser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    place = await rehearse("sqlite");
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await place?.close();
  });
  afterEach(async () => {
    for (const { context } of visits.splice(0)) await context.close();
  });

  /** Somebody who has written this, before their room. */
  async function sit(
    kata: string,
    text: string,
    options?: Parameters<typeof visit>[1],
  ): Promise<Visit & { person: Person }> {
    const { people } = await place.assess({ limitSeconds: 3_600 }, ["Ada"], [kata]);
    const [person] = people;
    await person.caller.post("/api/session/start");
    await person.caller.put(`/api/session/katas/${kata}/source`, written(text));
    const one = await visit(browser, options);
    visits.push(one);
    await one.page.goto(`${place.server.url}/#${person.token}`);
    await one.page.locator(".cm-content").waitFor();
    return { ...one, person };
  }

  async function run(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Run examples", exact: true }).click();
    await page.locator(".picture").first().waitFor();
  }

  it("show a candidate where a convolution is wrong, what went in and what came out", async () => {
    const { page, troubles } = await sit(CNN, FLIPPED);
    await run(page);
    const map = page.getByRole("img", { name: /^Where it is wrong · public example “one plane, one filter”/ });
    expect(await map.count()).toBe(1);
    expect(await map.getAttribute("aria-label")).toContain("all 6 entries are wrong");
    expect(await map.locator("rect[class^=heat-]").count()).toBe(6);
    for (const name of [/^input x\[0\]\[0\]/, /^input w\[0\]\[0\]/, /^expected \[0\]\[0\]/, /^got \[0\]\[0\]/])
      expect(await page.getByRole("img", { name }).count()).toBe(1);
    const cells = page.locator("details").filter({ hasText: "The cells as a table" });
    await cells.locator("summary").click();
    await expect.poll(() => cells.getByRole("row").count()).toBe(3);
    expect(await barriers(page)).toEqual([]);
    await page.locator(".picture").first().scrollIntoViewIfNeeded();
    await picture(page, "pictures-cnn");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "pictures-cnn-dark");
    expect(troubles).toEqual([]);
  });

  it("lay a curve over the one that is expected, which the mouse reads off", async () => {
    const { page, troubles } = await sit(RATES, RESTARTED);
    await run(page);
    const wrong = page.locator("li").filter({ has: page.getByText("warmRestarts", { exact: true }) });
    const canvas = wrong.locator(".plot-live canvas");
    await canvas.waitFor();
    expect(await wrong.getByText(/steps are wrong, the first at \d/).count()).toBe(1);
    // Right ones show that they are.
    expect(await page.locator("summary", { hasText: /as expected, from/ }).count()).toBeGreaterThan(3);
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => wrong.locator(".u-value").first().textContent()).toMatch(/^\d/);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "pictures-curve");
    await page.emulateMedia({ media: "print" });
    expect(await canvas.isVisible()).toBe(false);
    expect(await wrong.locator(".plot-still").isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  it("fit a narrow window with letters twice as large", async () => {
    const { page } = await sit(CNN, FLIPPED, { viewport: { width: 640, height: 700 }, deviceScaleFactor: 2 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await run(page);
    const { scroll, window } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      window: innerWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(window);
    await page.locator(".picture").first().scrollIntoViewIfNeeded();
    await picture(page, "pictures-narrow");
  });

  it("show organisers the hidden cases of what counts, on the page and on paper; the candidate hears nothing of them", async () => {
    const { person } = await sit(CNN, FLIPPED);
    await person.caller.post(`/api/session/katas/${CNN}/submissions`, written(FLIPPED, { submission: randomUUID() }));
    await graded(person);
    const told = person.caller.heard.join("\n");
    expect(told).not.toContain('"cells"');

    const { page, context, troubles } = await visit(browser);
    visits.push({ page, context, troubles });
    const [, token] = place.organiser.headers.authorization.split(" ");
    await context.addCookies([{ name: "katagrad_organiser", value: token, url: place.server.url }]);
    await page.goto(`${place.server.url}/admin/person/${person.id}`);
    const drawn = page.locator("details.part-pictures").filter({ hasText: "conv2dForward" });
    await drawn.locator("summary").first().click();
    await drawn.locator(".picture").first().waitFor();
    expect(await drawn.getByRole("img").count()).toBeGreaterThan(1);
    expect(await barriers(page)).toEqual([]);
    await drawn.scrollIntoViewIfNeeded();
    await picture(page, "pictures-report");
    expect(troubles).toEqual([]);

    const paper = await place.organiser.get(`/api/sessions/${person.id}/report?format=html`);
    expect(paper.text).toMatch(/<svg class="drawn"[^>]* aria-label="Where it is wrong/);
    await page.goto(`${place.server.url}/api/sessions/${person.id}/report?format=html`);
    await page.locator("svg.drawn").first().scrollIntoViewIfNeeded();
    await picture(page, "pictures-paper");
  });
});

/** The reference with one mistake. @throws where the text to replace is not there */
function edited(kata: string, from: string, to: string): string {
  const text = readReference(catalog.find(kata));
  if (!text.includes(from)) throw new Error(`${kata} has no ${from}`);
  return text.replace(from, to);
}
