/** An organiser's whole way through the console and the board, in a real browser, on a real server whose clock the test moves. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Caller } from "../serve/caller.ts";
import {
  FIRST,
  graded,
  KATA,
  type Person,
  type Rehearsal,
  RIGHT,
  rehearse,
  SECOND,
  submit,
  WRONG,
  written,
} from "../serve/rehearsal.ts";
import { BROWSER, barriers, launch, needsBrowser, picture, type Visit, visit } from "./browser.ts";

// A browser, graders and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const EVIL = `<img src=x onerror="alert('name')"><script>alert('name')</script>`;
/** A page draws when it can. */
const PATIENCE = { timeout: 30_000 };

describe.skipIf(!BROWSER)(needsBrowser("the console and the board"), () => {
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

  async function open(path: string, where = place): Promise<Visit> {
    const one = await visit(browser);
    visits.push(one);
    const { context } = one;
    const [, token] = where.organiser.headers.authorization.split(" ");
    await context.addCookies([{ name: "katagrad_organiser", value: token, url: where.server.url }]);
    await one.page.goto(`${where.server.url}${path}`);
    return one;
  }

  /** Somebody who writes, runs, pastes and submits. */
  async function work({ caller }: Pick<Person, "caller">, text: string): Promise<void> {
    await caller.post("/api/session/start");
    place.clock.pass(5);
    await caller.put(`${KATA}/source`, written("// first thoughts\n"));
    place.clock.pass(5);
    await caller.post("/api/session/events", { note: "focus-lost" });
    place.clock.pass(200);
    await caller.post("/api/session/events", { note: "pasted", kata: FIRST, bytes: 120, hash: "a".repeat(64) });
    await caller.put(`${KATA}/source`, written(text));
    place.clock.pass(5);
    await caller.post(`${KATA}/run`, { text });
    await submit({ caller }, text);
  }

  it("lets in who knows the secret, and nobody else", async () => {
    const one = await visit(browser);
    visits.push(one);
    const { page, troubles } = one;
    await page.goto(`${place.server.url}/admin`);
    await page.getByLabel("Admin secret").fill("a wrong guess");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-door");
    await button(page, "Sign in").click();
    await page.getByRole("alert").waitFor();
    // The browser itself writes down that the guess was refused.
    expect(troubles.splice(0).filter((one) => !one.includes("401"))).toEqual([]);
    await page.getByLabel("Admin secret").fill(place.adminSecret);
    await page.getByLabel("Your name").fill("Grace H.");
    await button(page, "Sign in").click();
    await page.getByRole("heading", { level: 1, name: "Assessments" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Assessments" }).waitFor();
    await button(page, "Sign out").click();
    await page.getByLabel("Admin secret").waitFor();
    expect(troubles).toEqual([]);
  });

  it("creates, previews and invites; the links are shown once", async () => {
    const { page, troubles } = await open("/admin");
    await page.getByRole("link", { name: "New assessment" }).first().click();
    await button(page, "Create").click();
    expect(await page.getByLabel("Title").getAttribute("aria-invalid")).toBe("true");
    await page.getByText("This is needed.").first().waitFor();
    await page.getByLabel("Title").fill(`Interview ${EVIL}`);
    await page.getByRole("checkbox", { name: /^01 / }).check();
    await page.getByRole("checkbox", { name: /^10 / }).check();
    await page.getByLabel("Limit in minutes").fill("30");
    await page.getByText(/2 katas chosen, about/).waitFor();
    await page.getByLabel(/Statement to accept/).fill("I work alone.");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-create");
    await button(page, "Create").click();
    await page.getByRole("heading", { level: 1, name: EVIL }).waitFor();

    await page.getByLabel("Names, e-mail addresses or a table").fill(`${EVIL}\nLovelace, Ada\ngrace@example.org`);
    await page.getByText(/Line 2/).waitFor();
    expect(await page.getByRole("button", { name: /^Invite/ }).isDisabled()).toBe(true);
    await page.getByLabel("Names, e-mail addresses or a table").fill(`${EVIL}\n"Lovelace, Ada"\ngrace@example.org`);
    await button(page, "Invite 3 people").click();
    await page.getByText("These links are shown once.").waitFor();
    const download = page.waitForEvent("download");
    await button(page, "Download CSV").click();
    const table = parse(readFileSync(await (await download).path(), "utf8"), { columns: true, bom: true }) as Row[];
    expect(table.map(({ name, email }) => [name, email])).toEqual([
      [EVIL, ""],
      ["Lovelace, Ada", ""],
      ["grace", "grace@example.org"],
    ]);
    const token = table[0].link.split("#")[1];
    const candidate = new Caller(place.server.url, { authorization: `Bearer ${token}` });
    expect((await candidate.get("/api/session")).body).toMatchObject({ name: EVIL, phase: "invited" });
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-invited");
    await page.reload();
    await page.getByRole("heading", { name: "3 people" }).waitFor();
    expect(await page.getByText(token).count()).toBe(0);

    await page
      .getByRole("button", { name: /^Withdraw/ })
      .nth(1)
      .click();
    await page
      .getByRole("dialog")
      .getByLabel(/Reason/)
      .fill("wrong address");
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("cell", { name: "withdrawn" }).waitFor();
    await page
      .getByRole("button", { name: /^New link/ })
      .nth(1)
      .click();
    await page.getByText("These links are shown once.").waitFor();
    expect(await page.locator("code.link").textContent()).toContain("/#");

    await page.getByRole("link", { name: "Preview" }).click();
    await page.getByText("This is what candidates see.").waitFor();
    await expect.poll(() => page.locator(".statement math").count(), PATIENCE).toBeGreaterThan(3);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-preview");
    await page.goBack();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByLabel("Title").fill("Interview");
    await button(page, "Save the changes").click();
    await page.getByRole("heading", { level: 1, name: "Interview" }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("link", { name: "Assessments" }).click();
    await page.getByRole("link", { name: "Interview" }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-list");
    expect(troubles).toEqual([]);
  });

  it("follows a sitting live, adds time, ends and reopens it", async () => {
    const { id, people } = await place.assess({ limitSeconds: 3_600 }, [EVIL, "Grace", "Emmy"], [FIRST, SECOND]);
    const [ada, grace] = people;
    const { page, troubles } = await open(`/admin/assessment/${id}`);
    await page.getByRole("row", { name: /Emmy/ }).waitFor();
    await work(ada, WRONG);
    await grace.caller.post("/api/session/start");
    const row = (name: string) => page.getByRole("row").filter({ hasText: name });
    await row("onerror").getByText("60").first().waitFor();
    await row("Grace").getByText("running").waitFor();
    await page.getByRole("checkbox", { name: "Choose Grace" }).check();
    await button(page, "Change time …").click();
    await page.getByLabel(/Minutes to add/).fill("7");
    await page.getByLabel(/Reason/).fill("a fire alarm");
    await page.getByRole("dialog").getByRole("button", { name: "Change time" }).click();
    await row("Grace").getByText("+7 min").waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-live");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "console-live-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await button(page, "End session …").click();
    await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
    await row("Grace").getByText("closed by an organiser").waitFor();
    // What cannot be done is said, and the question stays open.
    await page.getByRole("checkbox", { name: "Choose Emmy" }).check();
    await button(page, "Reopen …").click();
    await page.getByRole("dialog").getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("dialog").getByRole("alert").getByText("Emmy").waitFor();
    await page.keyboard.press("Escape");
    await row("Grace").getByText("running").waitFor();
    const log = (await place.organiser.get(`/api/sessions/${grace.id}/events`)).body;
    expect(log.events).toContainEqual(
      expect.objectContaining({ kind: "time-changed", data: expect.objectContaining({ reason: "a fire alarm" }) }),
    );
    // The browser itself writes down that a request was refused.
    expect(troubles.filter((one) => !one.includes("409"))).toEqual([]);
  });

  it("reads a report, plays the edits back, and sees when the log was changed", async () => {
    const { people } = await place.assess({ limitSeconds: 3_600 }, [EVIL]);
    const [ada] = people;
    await work(ada, WRONG);
    await graded(ada);
    const { page, troubles } = await open(`/admin/person/${ada.id}`);
    await page.getByRole("heading", { level: 1, name: EVIL }).waitFor();
    await page.getByRole("row", { name: /squaredError.*½|squaredError.*half|squaredError.*0\.5/i }).waitFor();
    await page.getByText(/does not by itself prove misconduct/).waitFor();
    await page
      .getByText(/The log is intact: \d+ entries/)
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-report");
    const saves = page.getByRole("region", { name: "Saves" });
    await expect.poll(() => saves.getByRole("row").count(), PATIENCE).toBeGreaterThan(1);
    await saves
      .getByRole("row", { name: /device 1/ })
      .first()
      .getByRole("link", { name: /^Watch/ })
      .click();
    await page.getByText(/Step 1 of/).waitFor();
    await expect
      .poll(() => page.getByRole("textbox", { name: "The text at this moment" }).textContent(), PATIENCE)
      .toContain("// first thoughts");
    expect(new URL(page.url()).pathname).toMatch(/playback.01-backpropagation.\d+$/);
    await page.goBack();

    await page.getByRole("tab", { name: "Playback" }).click();
    const code = page.getByRole("textbox", { name: "The text at this moment" });
    await code.waitFor();
    await button(page, "Next step").click();
    await page.getByText(/Step 1 of/).waitFor();
    await expect.poll(() => code.textContent(), PATIENCE).toContain("// first thoughts");
    await button(page, "Next mark").click();
    await page.locator(".standing").getByText("left the page").waitFor();
    await page.getByRole("button", { name: /pasted from outside: 120 bytes/ }).click();
    await page.locator(".standing").getByText("pasted from outside").waitFor();
    await page.getByLabel("Speed").selectOption("64");
    await button(page, "Play").click();
    await page.locator(".standing").getByText("submitted").waitFor();
    await expect.poll(() => code.textContent(), PATIENCE).toContain("return (a - y) ** 2");
    expect(await code.getAttribute("contenteditable")).toBe("false");
    await page.getByLabel("Moment of the playback").fill("0");
    await page.getByText(/Step 0 of/).waitFor();
    await button(page, "Next step").click();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-playback");

    await page.getByRole("tab", { name: "Log" }).click();
    await page.getByText(/The log is intact: \d+ entries/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-log");
    await place.store.write((tx) => tx.run("UPDATE event SET at = at + 1 WHERE session_id = ? AND seq = 4", [ada.id]));
    await page.reload();
    await page.getByText("The log is not what was written, from entry 4 on.").first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it("lays two attempts that are alike side by side, and says that this proves nothing", async () => {
    const { id, people } = await place.assess({}, [EVIL, "Grace"]);
    for (const one of people) await work(one, RIGHT);
    for (const one of people) await graded(one);
    const { page, troubles } = await open(`/admin/assessment/${id}/similarity`);
    await page.getByText(/does not by itself prove misconduct/).waitFor();
    await page.getByRole("button", { name: /Side by side/ }).click();
    await page.getByRole("textbox", { name: "Grace" }).waitFor();
    await expect.poll(() => page.locator(".cm-alike").count(), PATIENCE).toBeGreaterThan(2);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-similarity");
    await button(page, "中文").click();
    await page.getByText("相似度本身并不能证明作弊", { exact: false }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-similarity-chinese");
    expect(troubles).toEqual([]);
  });

  it("shows gradings that failed, and tries them again", async () => {
    const other = await rehearse("sqlite", { grade: false });
    try {
      const { people } = await other.assess();
      const { caller } = people[0];
      await caller.post("/api/session/start");
      await submit({ caller }, RIGHT);
      const sql = "UPDATE job SET state = 'dead', attempts = 3, finished_at = 1, error = ?";
      await other.store.write((tx) => tx.run(sql, [JSON.stringify(EVIL)]));
      const { page, troubles } = await open("/admin/queue", other);
      await page.getByText(EVIL).waitFor();
      expect(await barriers(page)).toEqual([]);
      await picture(page, "console-queue");
      await button(page, "Try again").click();
      await page.getByText("No grading has failed.").waitFor();
      expect((await other.organiser.get("/api/queue")).body).toMatchObject({ waiting: 1, dead: 0 });
      expect(troubles).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it("has a board that moves, freezes before the end and is revealed after it", async () => {
    const names = ["Ada", EVIL, "Emmy"];
    const { id, people } = await place.assess({ limitSeconds: 3_600, feedback: "none" }, names, [FIRST, SECOND]);
    const [ada, grace] = people;
    for (const { caller } of people) await caller.post("/api/session/start");
    await submit(ada, WRONG);
    await graded(ada);
    const { page, troubles } = await open(`/board/${id}?freeze=15`);
    const places = () => page.locator("tr[data-id] .who").allTextContents();
    await page.getByRole("row", { name: /Ada/ }).waitFor();
    expect((await places())[0]).toContain("Ada");
    await submit(grace, RIGHT);
    await expect.poll(async () => (await places())[0], PATIENCE).toContain(EVIL);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "board");

    place.clock.pass(50 * 60);
    await submit(ada, RIGHT);
    await graded(ada);
    await page.getByText(/Frozen since .* 1 submission is hidden/).waitFor();
    expect((await places())[0]).toContain(EVIL);
    await expect.poll(() => page.locator(".heat-hidden").count(), PATIENCE).toBe(1);
    expect(await barriers(page)).toEqual([]);
    await button(page, "Projector").click();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "board-projector");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "board-projector-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.reload();
    await button(page, "Leave the projector view").click();
    expect(new URL(page.url()).search).toBe("?freeze=15");
    expect(await button(page, "Reveal all").count()).toBe(0);

    for (const { caller } of people) await caller.post("/api/session/finish");
    await button(page, "Reveal the next").click();
    await expect.poll(async () => (await places()).slice(0, 2).join(), PATIENCE).toContain("Ada");
    await page.getByText("Nothing is hidden", { exact: false }).waitFor();
    expect(await page.locator("tr[data-id] .rank").allTextContents()).toEqual(["1", "1", "3"]);
    expect(troubles).toEqual([]);
  });

  it("gives links to a board, which show it to whoever has one until they are revoked", async () => {
    const { id, people } = await place.assess({ limitSeconds: 3_600, feedback: "none" }, ["Ada", EVIL]);
    const [ada, grace] = people;
    for (const { caller } of people) await caller.post("/api/session/start");
    const { page, troubles } = await open(`/admin/assessment/${id}/board`);
    const make = async (names: string, freeze: string) => {
      await page.getByLabel("Names").selectOption(names);
      await page.getByLabel("Freeze").selectOption({ label: freeze });
      const before = await page.getByRole("button", { name: "Revoke" }).count();
      await button(page, "Make a link").click();
      await expect.poll(() => page.getByRole("button", { name: "Revoke" }).count(), PATIENCE).toBe(before + 1);
      return (await page.locator("code.link").textContent())!;
    };
    const named = await make("shown", "10 min before the end");
    const nameless = await make("pseudonyms", "never");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "console-board-links");
    await page.reload();
    await page.getByText("2 links to the board").waitFor();
    expect(await page.content()).not.toContain(nameless.split("#")[1]);

    const look = async (link: string) => {
      const one = await visit(browser);
      visits.push(one);
      await one.page.goto(link);
      await one.page.getByRole("row").nth(2).waitFor();
      expect(one.page.url()).toBe(link.split("#")[0]);
      return one;
    };
    const shown = await look(named);
    const crowd = await look(nameless);
    const places = ({ page }: Visit) => page.locator("tr[data-id] .who").allTextContents();
    expect((await places(shown)).join()).toContain(EVIL);
    expect((await places(crowd)).join()).toMatch(/^[0-9A-F]{5} ✎ still writes,[0-9A-F]{5} ✎ still writes$/);
    await submit(ada, WRONG);
    await graded(ada);
    await expect.poll(async () => (await places(shown))[0], PATIENCE).toContain("Ada");
    place.clock.pass(55 * 60);
    await submit(grace, RIGHT);
    await graded(grace);
    await shown.page.getByText(/Frozen since .* 1 submission is hidden/).waitFor();
    expect((await places(shown))[0]).toContain("Ada");
    expect(await button(shown.page, "Reveal all").count()).toBe(0);
    expect(await barriers(shown.page)).toEqual([]);
    await button(shown.page, "Projector").click();
    await shown.page.reload();
    await button(shown.page, "Leave the projector view").waitFor();

    for (const { caller } of people) await caller.post("/api/session/finish");
    const board = await open(`/board/${id}?freeze=10`);
    await button(board.page, "Reveal the next").click();
    await expect.poll(async () => (await places(shown))[0], PATIENCE).toContain(EVIL);
    await button(board.page, "Cover again").click();
    await expect.poll(async () => (await places(shown))[0], PATIENCE).toContain("Ada");

    const ofNamed = page.getByRole("row").filter({ hasText: "names shown" });
    await ofNamed.getByRole("button", { name: "Revoke" }).click();
    await shown.page.getByText("This link opens no board, or no longer.").waitFor();
    expect(await shown.page.getByRole("row").count()).toBe(0);
    expect(await crowd.page.getByRole("row").count()).toBe(3);
    await page.getByText("1 link to the board").waitFor();
    for (const one of [troubles, crowd.troubles, board.troubles]) expect(one).toEqual([]);
  });
});

type Row = Record<string, string>;

function button(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}
