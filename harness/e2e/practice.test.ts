/** Practice in a real browser, on the real command line, with files that others change meanwhile. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BROWSER, barriers, launch, needsBrowser, picture, type Visit, visit } from "./browser.ts";
import { Practising } from "./practising.ts";
import { endBackground } from "./serving.ts";
import { attemptFile, cleanUp, FIRST, progressOf, referenceOf, scratch, WITHOUT_HALF } from "./support.ts";

// A browser, a sandbox and a server on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const RIGHT = referenceOf(FIRST);
const WRONG = referenceOf(FIRST, WITHOUT_HALF);
/** Alike at both ends, so that what others write there does not touch what is written here. */
const OTHERS = RIGHT.replace("export function trainStep(", "/** By another editor. */\nexport function trainStep(");

describe.skipIf(!BROWSER)(needsBrowser("practice"), () => {
  let browser: Browser;
  let server: Practising;
  const visits: Visit[] = [];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    cleanUp();
  });
  beforeEach(async () => {
    server = new Practising(scratch());
    await server.start();
  });
  afterEach(async () => {
    for (const { context } of visits.splice(0)) await context.close();
    await endBackground();
  });

  async function practise(options: object = {}): Promise<Visit> {
    const one = await visit(browser, { viewport: { width: 1440, height: 900 }, ...options });
    visits.push(one);
    await one.page.goto(server.link);
    await editor(one.page).waitFor();
    return one;
  }

  const onDisk = () => readFileSync(attemptFile(server.folder), "utf8");
  const backups = () => readdirSync(dirname(attemptFile(server.folder))).filter((name) => /backup/.test(name));
  const rest = () => join(server.folder, "attempts", FIRST);

  it("takes somebody from the link to a passed kata and on to the next", async () => {
    const { page, troubles } = await practise();
    // The secret is gone from the address, and a reload needs it no more.
    expect(new URL(page.url()).hash).toBe("");
    expect(new URL(page.url()).pathname).toBe(`/practice/${FIRST}`);
    expect(await page.locator(".kata").count()).toBe(30);
    expect(await page.locator(".statement math").count()).toBeGreaterThan(10);
    await page.locator(".badge").getByText("0 of 10 points", { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-first");

    await write(page, WRONG);
    // No key but those of the text: a pause is enough.
    await page.locator(".badge").getByText("6 of 10 points", { exact: true }).waitFor();
    await page.locator(".diagnosis").filter({ hasText: "factor ½" }).first().waitFor();
    expect(onDisk()).toBe(WRONG);
    expect(await page.getByRole("status").first().textContent()).toMatch(/6 of 10 points\. squaredError: wrong value/);
    await page.getByRole("link", { name: /^01.*2 of 4 parts/ }).waitFor();
    expect(await page.getByText("argument a").count()).toBe(0);
    await page.getByLabel("Reveal numbers").check();
    await page.getByText("argument a").first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-wrong");

    await write(page, RIGHT.replace("export function forward", 'console.log("seen");\nexport function forward'));
    await page.getByText("All parts pass.").last().waitFor();
    await page.locator(".printed").getByText("seen").waitFor();
    await page.getByRole("link", { name: /^01.*passed/ }).waitFor();
    expect(await page.getByRole("progressbar").getAttribute("aria-label")).toBe("1 of 30 katas passed");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-passed");
    expect(progressOf(server.folder).katas[FIRST]).toMatchObject({ score: 100, best: 100 });

    await page.getByRole("button", { name: /^Next: 02/ }).click();
    await page.getByRole("heading", { name: /Backpropagation end to end/, level: 2 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/practice/02-backprop-principles");
    await page.reload();
    await editor(page).waitFor();
    expect(new URL(page.url()).pathname).toBe("/practice/02-backprop-principles");
    await page.goBack();
    await expect.poll(() => text(page)).toContain('console.log("seen")');
    expect(troubles).toEqual([]);
  });

  it("shows a change on the disk at once, and keeps the cursor", async () => {
    const { page, troubles } = await practise();
    writeFileSync(attemptFile(server.folder), RIGHT);
    await expect.poll(() => text(page)).toBe(RIGHT);
    await page.getByText("attempt.ts was changed on the disk").waitFor();
    await page.getByText("All parts pass.").last().waitFor();
    await editor(page).focus();
    await page.keyboard.press("Control+Home");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    writeFileSync(attemptFile(server.folder), `// first\n${OTHERS}`);
    await expect.poll(() => text(page)).toBe(`// first\n${OTHERS}`);
    await page.keyboard.insertText(" // here");
    const [line] = RIGHT.split("\n").slice(3, 4);
    await expect.poll(onDisk).toContain(`${line} // here`);
    expect(troubles).toEqual([]);
  });

  it("lets nobody's text be lost when both have changed it: mine, theirs, both", async () => {
    const { page, troubles } = await practise();
    await write(page, RIGHT);
    await expect.poll(onDisk).toBe(RIGHT);

    const clash = async (mine: string, theirs: string) => {
      // The page cannot save before the other editor has.
      await page.route("**/text", (route) => route.abort());
      await write(page, mine);
      writeFileSync(attemptFile(server.folder), theirs);
      await page.getByText("Nothing was written over.").waitFor();
      await page.unroute("**/text");
      expect([await text(page), onDisk()]).toEqual([mine, theirs]);
      await page.getByRole("button", { name: "Compare and choose" }).click();
      await page.getByRole("dialog").waitFor();
    };
    const inBackup = (name: string) => readFileSync(join(rest(), name), "utf8");

    await clash(`// mine\n${RIGHT}`, `// theirs\n${RIGHT}`);
    expect(await page.locator(".compared-mine").textContent()).toContain("// mine");
    expect(await page.getByRole("button", { name: "Merge both" }).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-compare");
    await button(page, "Keep mine").click();
    await expect.poll(onDisk).toBe(`// mine\n${RIGHT}`);
    await page.getByText("attempt.backup-1.ts").waitFor();
    expect(inBackup("attempt.backup-1.ts")).toBe(`// theirs\n${RIGHT}`);

    await clash("// mine again\n", `// theirs again\n${RIGHT}`);
    await button(page, "Take the disk's").click();
    await expect.poll(() => text(page)).toBe(`// theirs again\n${RIGHT}`);
    expect(inBackup("attempt.backup-2.ts")).toBe("// mine again\n");

    await clash(`// theirs again\n${WRONG}`, `// theirs again\n${OTHERS}`);
    await button(page, "Merge both").click();
    await expect
      .poll(onDisk)
      .toBe(`// theirs again\n${OTHERS.replace("return 0.5 * (a - y) ** 2", "return (a - y) ** 2")}`);
    expect(await text(page)).toBe(onDisk());
    expect(backups()).toHaveLength(3);

    await clash("// mine before starting over\n", `// theirs before\n${RIGHT}`);
    await button(page, "Decide later").click();
    await button(page, "Start over").click();
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => text(page)).toContain("not implemented");
    expect(onDisk()).toBe(await text(page));
    expect(backups().map(inBackup)).toEqual(
      expect.arrayContaining(["// mine before starting over\n", `// theirs before\n${RIGHT}`]),
    );
    expect(troubles.filter((one) => !/Failed to load resource/.test(one))).toEqual([]);
  });

  it("keeps two windows alike", async () => {
    const one = await practise();
    const other = await one.context.newPage();
    await other.goto(`${server.url}/practice/${FIRST}`);
    await editor(other).waitFor();
    await write(one.page, RIGHT);
    await expect.poll(() => text(other)).toBe(RIGHT);
    await write(other, WRONG);
    await expect.poll(() => text(one.page)).toBe(WRONG);
    for (const page of [one.page, other])
      await page.locator(".badge").getByText("6 of 10 points", { exact: true }).waitFor();
    expect(backups()).toEqual([]);
    expect(one.troubles).toEqual([]);
  });

  it("shows hints one by one, and the same ones after a reload", async () => {
    const { page, troubles } = await practise();
    const part = page.locator(".part").filter({ hasText: "forward" }).first();
    await part.getByRole("button", { name: "Show hint 1 of 3 for forward" }).click();
    await part.getByText("Hints: 1 of 3").waitFor();
    await part.getByRole("button", { name: "Show hint 2 of 3 for forward" }).click();
    await expect.poll(() => part.getByRole("listitem").count()).toBe(2);
    await page.reload();
    await part.getByText("Hints: 2 of 3").click();
    expect(await part.getByRole("listitem").count()).toBe(2);
    expect(await barriers(page)).toEqual([]);
    expect(progressOf(server.folder).katas[FIRST].hints).toEqual({ forward: 2 });
    expect(troubles).toEqual([]);
  });

  it("keeps what is written while the server is away, over a new start and a closed tab", async () => {
    const { page, context } = await practise();
    await write(page, RIGHT);
    await expect.poll(onDisk).toBe(RIGHT);
    await server.end("SIGKILL");
    await write(page, WRONG);
    await page.getByText("The server has ended.").waitFor();
    await page.getByText("Kept in this browser", { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-away");
    expect(onDisk()).toBe(RIGHT);
    await page.close();
    await server.start();
    const later = await context.newPage();
    await later.goto(server.link);
    await later.getByText("What you wrote while the server was away is back.").waitFor();
    expect(await text(later)).toBe(WRONG);
    await expect.poll(onDisk).toBe(WRONG);

    // A page that stays open goes on by itself when somebody has opened the new link.
    await server.end("SIGKILL");
    await write(later, "// written meanwhile\n");
    await later.getByText("Kept in this browser", { exact: true }).waitFor();
    await server.start();
    await later.getByText("The server was started anew").waitFor();
    const fresh = await context.newPage();
    await fresh.goto(server.link);
    await editor(fresh).waitFor();
    await expect.poll(onDisk, { timeout: 30_000 }).toBe("// written meanwhile\n");
    await expect.poll(() => text(later)).toBe("// written meanwhile\n");
    expect(backups()).toEqual([]);
  });

  it("checks types as one writes, and knows that files may lie beside the text", async () => {
    const { page, troubles } = await practise();
    await write(page, RIGHT.replace("): number {", "): string {"));
    await page.getByRole("button", { name: /type error/ }).waitFor();
    writeFileSync(join(rest(), "mine.ts"), "export const half = 0.5;\n");
    await write(page, `import { half } from "./mine.ts";\n${RIGHT.replace("0.5 * (a - y)", "half * (a - y)")}`);
    await page.getByText("All parts pass.").last().waitFor();
    await page.getByText("No type errors").waitFor();
    expect(troubles).toEqual([]);
  });

  it("shows what code prints and throws as text", async () => {
    const { page, troubles } = await practise();
    const evil = `<img src=x onerror=alert(1)></pre><script>alert(2)</script>`;
    await write(
      page,
      `export function forward() { console.log(${JSON.stringify(evil)}); throw new Error(${JSON.stringify(evil)}); }`,
    );
    await page.locator(".printed").getByText("alert(2)").waitFor();
    await expect.poll(() => page.locator(".report").first().textContent()).toContain("<script>alert(2)</script>");
    writeFileSync(attemptFile(server.folder), `// ${evil}\nexport function (`);
    await page.getByText("does not compile").first().waitFor();
    expect(await page.locator(".results img, .results script, .cm-content img").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("starts over and keeps what was there; and leaves alone what is no text", async () => {
    const { page, troubles } = await practise();
    await write(page, RIGHT);
    await expect.poll(onDisk).toBe(RIGHT);
    await button(page, "Start over").click();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await page.getByText("attempt.backup-1.ts").waitFor();
    expect(readFileSync(join(rest(), "attempt.backup-1.ts"), "utf8")).toBe(RIGHT);
    expect(await text(page)).toBe(onDisk());
    writeFileSync(attemptFile(server.folder), Buffer.from([0xff, 0xfe]));
    await page.reload();
    await page
      .getByText(/attempt\.ts is not UTF-8 text/)
      .first()
      .waitFor();
    expect(await editor(page).getAttribute("aria-readonly")).toBe("true");
    expect(await barriers(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it("is used by keys alone, in Chinese too", async () => {
    const { page, troubles } = await practise();
    await editor(page).focus();
    await page.keyboard.press("Control+k");
    await expect.poll(() => page.evaluate(() => document.activeElement!.id)).toBe("search");
    await page.keyboard.type("lstm");
    expect(await page.locator(".kata").count()).toBe(1);
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/practice/17-lstm");
    await editor(page).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("// by keys\n");
    await page.keyboard.press("Control+s");
    await expect.poll(() => readFileSync(attemptFile(server.folder, "17-lstm"), "utf8")).toMatch(/\/\/ by keys\n$/);
    // The first closes what may be open in the editor.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement!.className)).not.toContain("cm-content");
    await button(page, "Keys").click();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await button(page, "中文").click();
    await page
      .getByRole("heading", { name: /LSTM 的前向与反向/ })
      .first()
      .waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-zh");
    expect(troubles).toEqual([]);
  });

  it("fits a narrow window, and letters twice as large", async () => {
    mkdirSync(rest(), { recursive: true });
    writeFileSync(attemptFile(server.folder), WRONG);
    for (const width of [720, 360]) {
      const { page, troubles } = await practise({ viewport: { width, height: 700 } });
      await page.locator(".badge").getByText("6 of 10 points", { exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await barriers(page)).toEqual([]);
      await button(page, "Katas").click();
      await page.getByRole("link", { name: /^06/ }).click();
      await page
        .getByRole("heading", { name: /gradient descent/ })
        .first()
        .waitFor();
      expect(await page.locator(".kata").count()).toBe(0);
      await picture(page, `practice-narrow-${width}`);
      await button(page, "Katas").click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await barriers(page)).toEqual([]);
      await page.getByRole("link", { name: /^01/ }).click();
      expect(troubles).toEqual([]);
    }
  });

  it("tells who comes without the link what to do, and takes the link there", async () => {
    const one = await visit(browser);
    visits.push(one);
    const { page } = one;
    await page.goto(`${server.url}/practice`);
    await page.getByRole("heading", { name: "Practice in the browser" }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await picture(page, "practice-door");
    await page.getByLabel("Link from the terminal").fill(`${server.url}/practice#${"x".repeat(43)}`);
    await button(page, "Enter").click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Link from the terminal").fill(server.link);
    await button(page, "Enter").click();
    await editor(page).waitFor();
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
  await page.keyboard.insertText(source);
}

/** The whole text, of which a long one is only partly drawn. */
function text(page: Page): Promise<string> {
  return page.evaluate(() => {
    // CodeMirror's own way from the element to its view.
    type Content = Element & { cmTile: { view: { state: { doc: object } } } };
    return String((document.querySelector(".cm-content") as Content).cmTile.view.state.doc);
  });
}
