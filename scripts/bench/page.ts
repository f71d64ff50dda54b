/**
 * The pages as somebody meets them who was never there: a browser that has nothing in its cache, from the first request until there is something to
 * work with, and how much came over the line for it. Beside them, in turn, a document without anything, which is what the browser itself takes.
 */
import type { Browser } from "playwright-core";
import { BROWSER, launch } from "../../harness/e2e/browser.ts";
import { FIRST, type Rehearsal, rehearse, SECOND } from "../../harness/serve/rehearsal.ts";
import { median, row, verdictLine } from "./statistics.ts";

const LOADS = 12;
const WARM_UP = 2;
const LIMIT_MS = 30_000;
const BUDGET_MS = 1_000;
const BUDGET_KB = 250;

interface Goal {
  readonly what: string;
  readonly path: string;
  /** What stands in the page as soon as somebody can work, or has something to read. */
  readonly there: string;
  readonly cookie?: string;
}

export async function measurePages(): Promise<void> {
  console.log(`Cold load of a page on loopback, ${LOADS} loads each, in turn`);
  if (!BROWSER) {
    console.log("  not measured: no Chromium on the PATH; install it, or set KATAGRAD_TEST_BROWSER\n");
    return;
  }
  const rehearsal = await rehearse("sqlite", { grade: false });
  const browser = await launch();
  try {
    const goals = await goalsOf(rehearsal);
    const loads = await loadInTurn(browser, rehearsal.server.url, goals);
    for (const { what } of goals)
      console.log(
        row(
          what,
          loads.get(what)!.map(({ ms }) => ms),
        ),
      );
    for (const { what } of goals.slice(1)) {
      const [first] = loads.get(what)!;
      console.log(`  ${what.padEnd(44)} ${first.parts}`);
    }
    const [, room] = goals;
    const ms = median(loads.get(room.what)!.map((one) => one.ms));
    const kb = Math.max(...goals.slice(1).flatMap(({ what }) => loads.get(what)!.map((one) => one.kb)));
    console.log(verdictLine("ms to an editor that can be written in, median", ms, `< ${BUDGET_MS}`, ms < BUDGET_MS));
    console.log(verdictLine("KB of the heaviest page, gzipped", kb, `≤ ${BUDGET_KB}`, kb <= BUDGET_KB));
  } finally {
    await browser.close();
    await rehearsal.close();
  }
  console.log();
}

/** The bare document first. */
async function goalsOf({ assess, stranger, adminSecret }: Rehearsal): Promise<Goal[]> {
  const { id, people } = await assess({ limitSeconds: 3_600 }, ["Ada", "Grace", "Emmy"], [FIRST, SECOND]);
  for (const { caller } of people) await caller.post("/api/session/start");
  const { headers } = await stranger.post("/api/admin/login", { secret: adminSecret });
  const [cookie] = headers.getSetCookie()[0].split(";");
  return [
    { what: "floor: a document without anything", path: "/healthz", there: "body" },
    {
      what: "room: an editor that can be written in",
      path: `/#${people[0].token}`,
      there: '.cm-content[contenteditable="true"] .cm-line',
    },
    {
      what: "console: who sits in an assessment",
      path: `/admin/assessment/${id}`,
      there: "table.live tbody tr",
      cookie,
    },
    { what: "board: the ranking", path: `/board/${id}`, there: "tr[data-id]", cookie },
  ];
}

interface Load {
  readonly ms: number;
  readonly kb: number;
  readonly parts: string;
}

async function loadInTurn(browser: Browser, url: string, goals: readonly Goal[]): Promise<Map<string, Load[]>> {
  const loads = new Map<string, Load[]>(goals.map(({ what }) => [what, []]));
  for (let i = 0; i < LOADS + WARM_UP; i++)
    for (const goal of goals) {
      const load = await loadOnce(browser, url, goal);
      if (i >= WARM_UP) loads.get(goal.what)!.push(load);
    }
  return loads;
}

/** In a browser context of its own, hence without a cache; brotli is not asked for, so that the weight is gzipped. */
async function loadOnce(browser: Browser, url: string, { path, there, cookie }: Goal): Promise<Load> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    extraHTTPHeaders: { "accept-encoding": "gzip" },
  });
  try {
    const [name, value] = cookie?.split("=", 2) ?? [];
    if (name && value) await context.addCookies([{ name, value: decodeURIComponent(value), url }]);
    const page = await context.newPage();
    await page.addInitScript({ content: noteWhen(there) });
    await page.goto(`${url}${path}`, { waitUntil: "commit" });
    await page.locator(there).first().waitFor({ state: "attached", timeout: LIMIT_MS });
    return loadOf(await page.evaluate<Came>(WEIGH));
  } finally {
    await context.close();
  }
}

/** For the page: notes when the first element that matches stands there. As text, since a compiler would put names of its own into it. */
function noteWhen(selector: string): string {
  return `{
    const look = () => (globalThis.thereAt ??= document.querySelector(${JSON.stringify(selector)}) ? performance.now() : undefined);
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
    addEventListener("DOMContentLoaded", look);
  }`;
}

/** What came until then. Milliseconds, and bytes as they were sent. */
interface Came {
  readonly thereAt: number;
  readonly answers: readonly { readonly name: string; readonly bytes: number }[];
}

const WEIGH = `({
  thereAt: globalThis.thereAt,
  answers: [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
})`;

/** TypeScript does not count: a worker fetches it beside the page. */
function loadOf({ thereAt, answers }: Came): Load {
  const counted = answers.filter(({ name }) => !/\/page\/types-/.test(name));
  const files = counted.filter(({ name }) => name.includes("/page/"));
  const kb = (all: Came["answers"]) => all.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
  const parts = `${kb(counted).toFixed(0)} KB in ${counted.length} answers, ${kb(files).toFixed(0)} of them in ${files.length} files`;
  return { ms: thereAt, kb: kb(counted), parts };
}
