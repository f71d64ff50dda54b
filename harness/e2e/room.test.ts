/** A candidate's whole way through the room, in a real browser, on a real server whose clock the test moves. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FIRST, type Person, type Rehearsal, RIGHT, rehearse, SECOND, WRONG } from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture, type Visit, visit } from "./browser.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const EVIL = `Ada <img src=x onerror="alert('name')"><script>alert('name')</script>`;

describe.skipIf(!BROWSER)(needsBrowser("the room"), () => {
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

  async function sit(person: Person, { start = true, ...options }: { start?: boolean; viewport?: object } = {}) {
    const one = await visit(browser, options as never);
    visits.push(one);
    await one.page.goto(`${place.server.url}/#${person.token}`);
    if (start) {
      await button(one.page, "Start").click();
      await editor(one.page).waitFor();
    }
    return one;
  }

  it("is entered by a link, practised in, started, worked in and finished", async () => {
    const settings = {
      limitSeconds: 3_600,
      practice: "02-backprop-principles",
      honour: "I work alone.\n<b>Really.</b>",
      feedback: "full",
    };
    const { people } = await place.assess(settings, [EVIL], [FIRST, SECOND]);
    const { page, troubles, context } = await visit(browser);
    visits.push({ page, troubles, context });
    await page.goto(`${place.server.url}/a/${people[0].token}`);
    await page.getByRole("heading", { level: 1, name: EVIL }).waitFor();
    // The secret is gone from the address.
    expect(new URL(page.url()).pathname).toBe("/room");
    expect(await page.getByText("<b>Really.</b>").count()).toBe(1);
    expect(await button(page, "Start").isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-before");

    await button(page, "Open the practice room").click();
    await button(page, "Run examples").click();
    await page.locator(".report").waitFor();
    expect(await page.locator(".clock").count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-practice");
    await button(page, "Back to the start").click();

    await page.getByRole("checkbox").check();
    await button(page, "Start").click();
    await editor(page).waitFor();
    expect(await page.getByRole("timer").getAttribute("aria-label")).toMatch(/^Time left: (59 min|1 h)/);
    // Formulas are MathML with their letters.
    expect(await page.locator(".statement math").count()).toBeGreaterThan(10);

    await write(page, WRONG.replace("): number {", "): string {"));
    await page.getByRole("button", { name: /type error/ }).waitFor();
    await picture(page, "room-types");
    await write(page, WRONG);
    await page.keyboard.press("Control+Enter");
    await page.locator(".results").getByText("Some public examples do not pass.").waitFor();
    expect(await page.locator(".report").textContent()).toContain("squaredError");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-run");

    await page.keyboard.press("Control+Shift+Enter");
    await page.getByText(/\d+ of 100/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await write(page, RIGHT);
    await button(page, "Submit").click();
    await page.getByText("100 of 100").waitFor();
    await picture(page, "room-submitted");

    await page.getByRole("tab", { name: /^10/ }).click();
    await write(page, "// halfway\n");
    await page.keyboard.press("Control+s");
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    await editor(page).waitFor();
    expect(await text(page)).toBe("// halfway\n");
    await page.getByRole("tab", { name: /^01/ }).click();
    expect(await text(page)).toBe(RIGHT);

    await button(page, "中文").click();
    await button(page, "结束测评").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await page
      .getByRole("heading", { name: /什么是|反向传播/ })
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, "English").click();

    await button(page, "Finish").click();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-finish");
    await button(page, "Finish for good").click();
    await page.getByText("You finished.").first().waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "when you finished" }).count()).toBe(1);
    expect(await editor(page).getAttribute("aria-readonly")).toBe("true");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "room-over");
    expect(troubles).toEqual([]);
  });

  it("keeps what is written offline, also over a reload, and sends it in order", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, context, troubles } = await sit(people[0]);
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
    const { page, context } = await sit(people[0]);
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
    await page.getByText("when time was up").waitFor();
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
    const { page, troubles } = await sit(people[0]);
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
    const here = await sit(people[0]);
    await write(here.page, "// here");
    await here.page.getByText(/^Saved/).waitFor();
    const there = await sit(people[0], { start: false });
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
    const ada = await sit(people[0]);
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

  it("notes a paste from outside and a lost focus, and nothing of a paste from within", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, context } = await sit(people[0]);
    await write(page, "");
    await paste(page, "export const answer = 'from somewhere else';");
    await expect.poll(() => kindsOf(people[0])).toContain("pasted");
    await editor(page).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+x");
    await paste(page, "export const answer = 'from somewhere else';");
    await page.evaluate(() => dispatchEvent(new Event("blur")));
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await expect.poll(() => kindsOf(people[0])).toContain("focus-returned");
    expect((await kindsOf(people[0])).filter((kind) => kind === "pasted")).toHaveLength(1);
    expect(await kindsOf(people[0])).toContain("focus-lost");
    await context.close();
  });

  async function kindsOf({ id }: Person): Promise<string[]> {
    const { body } = await place.organiser.get(`/api/sessions/${id}/events`);
    return body.events.map(({ kind }: { kind: string }) => kind);
  }

  it("shows what code prints and throws as text", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, troubles } = await sit(people[0]);
    const evil = `<img src=x onerror=alert(1)></pre><script>alert(2)</script>`;
    await write(
      page,
      `export function forward() { console.log(${JSON.stringify(evil)}); throw new Error(${JSON.stringify(evil)}); }`,
    );
    await button(page, "Run examples").click();
    await expect.poll(() => page.locator(".report").textContent()).toContain("<script>alert(2)</script>");
    await button(page, "Submit").click();
    await page.getByText(/\d+ of 100/).waitFor();
    expect(await page.locator(".report img, .report script, .results img").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("says when the next submission may come, and how many are left", async () => {
    const { people } = await place.assess({
      limitSeconds: 3_600,
      submitIntervalSeconds: 600,
      maxSubmissions: 2,
      feedback: "none",
    });
    const { page, troubles } = await sit(people[0]);
    await page.getByText("2 submissions left").waitFor();
    await button(page, "Submit").click();
    await page.getByRole("button", { name: /^Submit again in/ }).waitFor();
    await page.getByText("1 submission left").waitFor();
    await page.getByText("arrived").waitFor();
    expect(await page.getByText(/of 100/).count()).toBe(0);
    place.clock.pass(700);
    await button(page, "Submit").click();
    await page.getByText(/^No submissions left/).waitFor();
    expect(troubles).toEqual([]);
  });

  it("is used by keys alone", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 }, ["Ada"], [FIRST, SECOND]);
    const { page, troubles } = await sit(people[0]);
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
      const { page, troubles } = await sit(people[0], { start: width === 640, viewport: { width, height: 700 } });
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
    const one = await visit(browser);
    visits.push(one);
    const { page, troubles } = one;
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

function button(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

function editor(page: Page) {
  return page.locator(".cm-content");
}

/** Replaces everything in the editor by one edit. */
async function write(page: Page, source: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  if (source === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(source);
}

/** The whole text, of which a long one is only partly drawn. */
function text(page: Page): Promise<string> {
  return page.evaluate(() => {
    // CodeMirror's own way from the element to its view.
    type Content = Element & { cmTile: { view: { state: { doc: object } } } };
    return String((document.querySelector(".cm-content") as Content).cmTile.view.state.doc);
  });
}

/** As from a clipboard that another program filled. */
async function paste(page: Page, pasted: string): Promise<void> {
  await editor(page).focus();
  await page.evaluate((one) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", one);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, pasted);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement!.className);
}
