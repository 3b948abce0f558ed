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

it("the contents next to a page show where it stands, and the page begins at its top", async () => {
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

it.each(["/", "/scenarios/session-expired", "/verification/express", "/no-such-page"])(
  "on a phone %s has the contents, also without JavaScript",
  async (path) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await site.open(path, {
        viewport: { width: 390, height: 800 },
        javaScriptEnabled,
      });
      const contents = page.getByRole("navigation", { name: "Contents" });
      expect(await contents.isVisible()).toBe(false);
      await page.getByRole("button", { name: "Contents", exact: true }).click();
      await contents.getByRole("link", { name: "Endless redirects" }).click();
      await page.waitForURL(`${site.origin}/troubleshooting/endless-redirects`);
    }
  },
);

it.each([
  ["/", 320],
  ["/", 390],
  ["/express", 360],
  ["/express", 1280],
])(
  "on a touch screen what is pressed in the top bar of %s is 40 px large, at %i px",
  async (path, width) => {
    const page = await site.open(path, {
      viewport: { width, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    const small = await page
      .locator(".topbar :is(a, button, label):not(.topbar-sections a)")
      .evaluateAll((all) =>
        all.flatMap((it) => {
          const { width, height } = it.getBoundingClientRect();
          const hidden = width === 0 && height === 0;
          const name = it.textContent || it.getAttribute("aria-label");
          return hidden || (width >= 40 && height >= 40) ? [] : `${name}: ${width} × ${height}`;
        }),
      );
    expect(small).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
  },
);
