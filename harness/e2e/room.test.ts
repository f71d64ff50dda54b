/** A candidate's whole way through the room, in a real browser, on a real server whose clock the test moves. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FIRST, type Person, type Rehearsal, RIGHT, rehearse, SECOND, WRONG } from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture } from "./browser.ts";
import { button, EVIL, editor, paste, text, Visits, write } from "./room.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe.skipIf(!BROWSER)(needsBrowser("the room"), () => {
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

  it("is entered by a link, practised in, started, worked in and finished", async () => {
    const settings = {
      limitSeconds: 3_600,
      practice: "02-backprop-principles",
      honour: "I work alone.\n<b>Really.</b>",
      feedback: "full",
    };
    const { people } = await place.assess(settings, [EVIL], [FIRST, SECOND]);
    const { page, troubles } = await visits.open();
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
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "room-chinese-dark");
    await page.emulateMedia({ colorScheme: "light" });
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

  it("shows what code prints and throws as text", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, troubles } = await visits.sit(people[0]);
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
    const { page, troubles } = await visits.sit(people[0]);
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

  it("notes a paste from outside and a lost focus, and nothing of a paste from within", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 });
    const { page, context } = await visits.sit(people[0]);
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
});
