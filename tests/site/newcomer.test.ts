import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { servedSite } from "./served-site.ts";

const site = servedSite();

const guide = (page: Page, label: string) =>
  page.getByRole("main").getByRole("link", { name: label, exact: true }).click();

it.each(["Koa", "NestJS"])(
  "%s: from the home page to its sandbox in two clicks",
  async (label) => {
    const page = await site.open("/");
    const context = page.context();
    await context.route("https://stackblitz.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>StackBlitz</title>" }),
    );
    await guide(page, label);
    const tab = context.waitForEvent("page");
    await page.getByRole("button", { name: "Open in StackBlitz" }).click();
    await (await tab).waitForURL("https://stackblitz.com/run**");
  },
);

it("from the home page to a copied snippet in two clicks", async () => {
  const page = await site.open("/", { permissions: ["clipboard-read", "clipboard-write"] });
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
  const page = await site.open("/fastapi");
  await page.getByRole("link", { name: /^\d+ of \d+ passed$/ }).click();
  const sources = page.getByRole("main").locator('a[href*="/tests/contract/scenarios/"]');
  expect(await sources.first().isVisible()).toBe(true);
});

it("three questions end on the reader's own guide", async () => {
  const page = await site.open("/");
  await page.getByRole("link", { name: "Three questions" }).click();
  await page.getByRole("main").getByRole("combobox").first().selectOption("django");
  await guide(page, "Django");
  await page.waitForURL(`${site.origin}/django`);
});
