/** What becomes of work in the room when the connection goes, time runs out, or somebody else writes. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FIRST, type Rehearsal, RIGHT, rehearse } from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture } from "./browser.ts";
import { button, editor, text, Visits, write } from "./room.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe.skipIf(!BROWSER)(needsBrowser("the room, when the line breaks and time passes"), () => {
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

  it("hears in the newest tabs, and again in the one where the candidate asks for it", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page: first, context } = await visits.sit(people[0]);
    const newer: Page[] = [];
    for (let i = 0; i < 5; i++) {
      const page = await context.newPage();
      newer.push(page);
      await page.goto(`${place.server.url}/room`);
      await editor(page).waitFor();
    }
    await button(first, "Listen here").waitFor();
    await place.organiser.post(`/api/sessions/${people[0].id}/time`, { seconds: 600 });
    for (const page of newer) await page.getByText("10 min", { exact: false }).first().waitFor();
    expect(await first.locator(".notice-info").count()).toBe(0);
    await write(first, "// still saved\n");
    await first.keyboard.press("Control+s");
    await first.getByText(/^Saved/).waitFor();

    await button(first, "Listen here").click();
    await button(newer[0], "Listen here").waitFor();
    expect(await button(first, "Listen here").count()).toBe(0);
    await place.organiser.post(`/api/sessions/${people[0].id}/close`);
    await expect.poll(() => first.getByText(/closed/i).count(), { timeout: 30_000 }).toBeGreaterThan(0);
  });

  it("keeps what is written offline, also over a reload, and sends it in order", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, context, troubles } = await visits.sit(people[0]);
    await write(page, "// one");
    await page.getByText(/^Saved/).waitFor();
    await context.setOffline(true);
    await write(page, "// two");
    await page.getByText(/^Offline: 1 change/).waitFor();
    await write(page, "// three");
    await page.getByText(/^Offline: 2 changes/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-offline");
    // The browser has it, whatever becomes of the page.
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).toContain("// three");
    await page.route("**/source", (route) => route.abort());
    await context.setOffline(false);
    await page.reload();
    await editor(page).waitFor();
    expect(await text(page)).toBe("// three");
    await page.unroute("**/source");
    await page.getByText(/^Saved/).waitFor();
    const { body } = await people[0].caller.get(`/api/session/katas/${FIRST}/history`);
    const sizes = body.saves.map(({ bytes }: { bytes: number }) => bytes);
    expect(sizes).toEqual([6, 6, 8]);
    expect(await page.getByText(/Another window/).count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("// three");
    expect(troubles.filter((one) => !/Failed to load resource/.test(one))).toEqual([]);
  });

  it("ends while the connection is away: read only at once, what was saved is submitted, what comes late is kept", async () => {
    const { people } = await place.assess({ limitSeconds: 20, graceSeconds: 0 });
    const { page, context } = await visits.sit(people[0]);
    await write(page, RIGHT);
    await page.getByText(/^Saved/).waitFor();
    await context.setOffline(true);
    await write(page, "// too late");
    await page.getByText(/^Offline/).waitFor();
    await page.getByText("Time is up").first().waitFor({ timeout: 40_000 });
    expect(await editor(page).getAttribute("aria-readonly")).toBe("true");
    await page.getByText(/could not be sent in time/).waitFor();
    await picture(page, "room-over-offline");
    place.clock.pass(30);
    await context.setOffline(false);
    await page.getByText("when time was up").first().waitFor();
    await page
      .getByText(/it is kept, and not scored/)
      .first()
      .waitFor();
    const { body } = await people[0].caller.get("/api/session/submissions");
    expect(body.submissions).toMatchObject([{ by: "expired", late: false, bytes: Buffer.byteLength(RIGHT) }]);
    expect(await barriers(page)).toEqual([]);
  });

  it("warns at 10 and at 2 minutes, tells of added time, and opens again", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600, graceSeconds: 0 });
    const { page, troubles } = await visits.sit(people[0]);
    place.clock.pass(3_100);
    await page.locator(".messages").getByText("10 minutes left.").waitFor();
    expect(await page.getByRole("status").first().textContent()).toBe("10 minutes left.");
    place.clock.pass(400);
    await page.locator(".messages").getByText("2 minutes left.").waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-warning");
    const more = { seconds: 300, reason: "a fire alarm", by: "the team" };
    const changed = await place.organiser.post(`/api/sessions/${people[0].id}/time`, more);
    expect([changed.status, changed.text]).toMatchObject([200, expect.anything()]);
    await page.locator(".messages").getByText("You were given 5 min more.").waitFor();
    place.clock.pass(500);
    await page.getByText("Time is up.").first().waitFor();
    await place.organiser.post(`/api/sessions/${people[0].id}/time`, more);
    await page.locator(".messages").getByText("Your session is open again.").waitFor();
    expect(await editor(page).getAttribute("aria-readonly")).toBeNull();
    expect(troubles).toEqual([]);
  });

  it("tells when another machine saves, and lets its text be taken", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const here = await visits.sit(people[0]);
    await write(here.page, "// here");
    await here.page.getByText(/^Saved/).waitFor();
    const there = await visits.sit(people[0], { start: false });
    await editor(there.page).waitFor();
    expect(await text(there.page)).toBe("// here");
    await write(there.page, "// there");
    await here.page.getByText(/Another window or machine saved/).waitFor();
    expect(await barriers(here.page)).toEqual([]);
    await picture(here.page, "room-elsewhere");
    await button(here.page, "Load that text").click();
    await expect.poll(() => text(here.page)).toBe("// there");
    await write(there.page, "// there again");
    await button(here.page, "Keep mine").click();
    await expect
      .poll(async () => (await people[0].caller.get(`/api/session/katas/${FIRST}`)).body.latest.text)
      .toBe("// there");
    expect([...here.troubles, ...there.troubles]).toEqual([]);
  });

  it("sends nothing from a window whose browser has entered another session", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 }, ["Ada", "Bob"]);
    const ada = await visits.sit(people[0]);
    const bob = await ada.context.newPage();
    await bob.goto(`${place.server.url}/#${people[1].token}`);
    await button(bob, "Start").click();
    await editor(bob).waitFor();
    await write(ada.page, "// of Ada");
    await ada.page.getByText(/Another invitation was opened/).waitFor();
    await ada.page.getByText(/^Offline/).waitFor();
    expect((await people[1].caller.get(`/api/session/katas/${FIRST}`)).body.latest).toBeNull();
    await ada.page.goto(`${place.server.url}/#${people[0].token}`);
    await ada.page.reload();
    await expect
      .poll(async () => (await people[0].caller.get(`/api/session/katas/${FIRST}`)).body.latest?.text)
      .toBe("// of Ada");
  });
});
