/**
 * Takes the picture of practice in the browser that the README shows: a real server, a real browser, a real attempt with a real mistake. Run by hand
 * after the page has changed: `npm run picture`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BROWSER, launch } from "../harness/e2e/browser.ts";
import { Practising } from "../harness/e2e/practising.ts";
import { packageRoot } from "../harness/paths.ts";
import { KATA, mistakenAttempt } from "./pictures/mistaken-attempt.ts";

if (!BROWSER) {
  console.error("No picture: there is no Chromium on the PATH; install it, or set KATAGRAD_TEST_BROWSER.");
  process.exit(1);
}

const home = mkdtempSync(join(tmpdir(), "katagrad-picture-"));
const server = new Practising(home);
const attempt = join(home, "attempts", KATA, "attempt.ts");
mkdirSync(dirname(attempt), { recursive: true });
writeFileSync(attempt, await mistakenAttempt());
const browser = await launch();
try {
  await server.start();
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  await page.goto(server.link);
  await page.getByRole("link", { name: new RegExp(`^${KATA.slice(0, 2)}`) }).click();
  await page.locator(".diagnosis").first().waitFor();
  // The first gradings load what later ones have; then the failing part comes into sight.
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Control+Enter");
    await page.waitForTimeout(700);
  }
  await page.locator(".diagnosis").first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(packageRoot, "scripts", "pictures", "practice.png") });
} finally {
  await browser.close();
  await server.end();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
