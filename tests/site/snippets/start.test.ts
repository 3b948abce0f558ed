import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "../../support/chromium.ts";
import { freePort } from "../../support/free-port.ts";
import { startSite, writeSite } from "./built-site.ts";
import { write } from "./fixture-site.ts";

test("under npm start a snippet has its meanings, and an edit to it shows at once", {
  timeout: 120_000,
}, async () => {
  const siteDir = writeSite("start");
  const port = await freePort();
  const site = startSite(siteDir, port);
  onTestFinished(async () => {
    site.kill();
    await once(site, "exit");
  });
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const wait = { timeout: 60_000, interval: 250 };
  await expect
    .poll(
      () =>
        page.goto(`http://127.0.0.1:${port}/`).then(
          () => true,
          () => false,
        ),
      wait,
    )
    .toBe(true);

  const code = page.locator("pre code").first();
  await expect
    .poll(() => code.textContent({ timeout: 1000 }).catch(() => ""), wait)
    .toContain("Hello & ");
  await page
    .locator("[data-t]", { hasText: /^shout$/ })
    .first()
    .hover();
  await expect
    .poll(() => page.locator("#snippet-type").textContent())
    .toContain("Makes it loud.");

  const path = "snippets/demo/greet.ts";
  write(
    siteDir,
    path,
    readFileSync(join(siteDir, path), "utf8").replace("Hello &", "Good day &"),
  );
  await expect
    .poll(() => code.textContent({ timeout: 1000 }).catch(() => ""), wait)
    .toContain("Good day & ");
  await expect
    .poll(() => page.locator(".snippet-badge").first().textContent(), wait)
    .toBe("Changed since verified");

  const beside = "snippets/demo/shout.ts";
  write(
    siteDir,
    beside,
    readFileSync(join(siteDir, beside), "utf8").replace(" loud}.", " louder}."),
  );
  await expect
    .poll(() => page.locator("figure > ul").first().textContent(), wait)
    .toContain("Makes it louder.");
});
