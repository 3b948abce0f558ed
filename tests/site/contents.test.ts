import { expect, it } from "vitest";
import { servedSite } from "./served-site.ts";

const site = servedSite();

async function open(path: string, width: number) {
  const page = await site.open(path, { viewport: { width, height: 800 } });
  const current = page.locator('#contents [aria-current="page"]');
  /** Whether the page's own entry is in the part of the contents that is seen. */
  const isSeen = () =>
    current.evaluate((link) => {
      const { top, bottom } = link.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && bottom > top;
    });
  return { page, isSeen };
}

it("the contents beside a page show where it stands, and the page begins at its top", async () => {
  const { page, isSeen } = await open("/versions", 1280);
  await expect.poll(isSeen).toBe(true);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

it("on a narrow screen they do when they are opened", async () => {
  const { page, isSeen } = await open("/versions", 390);
  expect(await isSeen()).toBe(false);
  await page.getByRole("button", { name: "Contents" }).click();
  await expect.poll(isSeen).toBe(true);
  await page.keyboard.press("Escape");
  expect(await page.locator("#contents").isVisible()).toBe(false);
});
