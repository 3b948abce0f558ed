import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type SiteServer, serveSite } from "../../scripts/site-server.ts";
import { launchBrowser } from "../browser/chromium.ts";
import { buildFolder } from "./built.ts";

let site: SiteServer;
let browser: Browser;

beforeAll(async () => {
  site = await serveSite(buildFolder);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The home page, and a count of the clicks from there. */
async function home() {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  onTestFinished(() => context.close());
  await context.route("https://stackblitz.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>StackBlitz</title>" }),
  );
  const page = await context.newPage();
  await page.goto(site.origin);
  return { page, context };
}

const guide = (page: Page, label: string) =>
  page.getByRole("main").getByRole("link", { name: label, exact: true }).click();

it.each(["Koa", "NestJS"])(
  "%s: from the home page to its sandbox in two clicks",
  async (label) => {
    const { page, context } = await home();
    await guide(page, label);
    const tab = context.waitForEvent("page");
    await page.getByRole("button", { name: "Open in StackBlitz" }).click();
    await (await tab).waitForURL("https://stackblitz.com/run**");
  },
);

it("from the home page to a copied snippet in two clicks", async () => {
  const { page } = await home();
  await guide(page, "Hapi");
  await page
    .locator("figure")
    .filter({ has: page.locator("figcaption", { hasText: "verify-session.ts" }) })
    .getByRole("button", { name: "Copy" })
    .click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const file = readFileSync("snippets/hapi/verify-session.ts", "utf8");
  await expect.poll(copied).toBe(file.trimEnd());
});

it("from the badge of a guide to the test's source in two clicks", async () => {
  const { page } = await home();
  await page.goto(`${site.origin}/fastapi`);
  await page.getByRole("link", { name: /^\d+ of \d+ passed$/ }).click();
  const sources = page.getByRole("main").locator('a[href*="/tests/contract/scenarios/"]');
  expect(await sources.first().isVisible()).toBe(true);
});

it("three questions end on the reader's own guide", async () => {
  const { page } = await home();
  await page.getByRole("link", { name: "Three questions" }).click();
  await page.getByRole("main").getByRole("combobox").first().selectOption("django");
  await guide(page, "Django");
  await page.waitForURL(`${site.origin}/django`);
});
