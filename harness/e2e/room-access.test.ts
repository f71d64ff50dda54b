/** The room by keys alone, in narrow windows, and for who comes without a link. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FIRST, type Rehearsal, rehearse, SECOND } from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture } from "./browser.ts";
import { button, editor, focused, Visits } from "./room.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe.skipIf(!BROWSER)(needsBrowser("the room, for everybody"), () => {
  let place: Rehearsal;
  let visits: Visits;

  beforeAll(async () => {
    place = await rehearse("sqlite");
    visits = new Visits(place, await launch());
  });
  afterAll(async () => {
    await visits?.browser.close();
    await place?.close();
  });
  afterEach(() => visits.end());

  it("is used by keys alone", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 }, ["Ada"], [FIRST, SECOND]);
    const { page, troubles } = await visits.sit(people[0]);
    await editor(page).focus();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toContain("cm-content");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await focused(page)).not.toContain("cm-content");
    await page.getByRole("tab", { name: /^01/ }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: /^10/ }).getAttribute("aria-selected")).toBe("true");
    const divider = page.getByRole("separator");
    const before = Number(await divider.getAttribute("aria-valuenow"));
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    expect(Number(await divider.getAttribute("aria-valuenow"))).toBe(before + 2);
    await page.reload();
    await editor(page).waitFor();
    expect(Number(await divider.getAttribute("aria-valuenow"))).toBe(before + 2);
    await button(page, "Keys").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(troubles).toEqual([]);
  });

  it("fits a narrow window, and letters twice as large", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 }, ["Ada"], [FIRST, SECOND]);
    for (const width of [640, 360]) {
      const { page, troubles } = await visits.sit(people[0], {
        start: width === 640,
        viewport: { width, height: 700 },
      });
      await editor(page).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await barriers(page)).toEqual([]);
      await picture(page, `room-narrow-${width}`);
      await editor(page).scrollIntoViewIfNeeded();
      expect(await page.getByRole("timer").isVisible()).toBe(true);
      expect(troubles).toEqual([]);
    }
  });

  it("shows who comes without a link, or with a wrong one, what to do", async () => {
    const { page, troubles } = await visits.open();
    await page.goto(place.server.url);
    await page.getByLabel("Link of your invitation").waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-door");
    expect(troubles).toEqual([]);
    await page.getByLabel("Link of your invitation").fill(`${place.server.url}/#${"x".repeat(43)}`);
    await button(page, "Enter").click();
    await page.getByRole("alert").getByText("This needs the link of your invitation.").waitFor();
    expect(await barriers(page)).toEqual([]);
    const { people } = await place.assess();
    await page.getByLabel("Link of your invitation").fill(`${place.server.url}/#${people[0].token}`);
    await button(page, "Enter").click();
    await button(page, "Start").waitFor();
  });
});
