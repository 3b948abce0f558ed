import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { servedSite } from "./served-site.ts";

describe("in the browser", () => {
  const site = servedSite();

  /** Not just any option: the choice of a framework has some as well. */
  const firstResult = (page: Page) =>
    page.getByRole("listbox", { name: "Results" }).getByRole("option").first();

  it("is opened, used and left by keyboard", async () => {
    const page = await site.open("/express");
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search" }).waitFor();
    await page.keyboard.type("unauthorised");
    await firstResult(page).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.origin}/errors/unauthorised*`);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).toBe(false);
  });

  it("shows the section, and where it stands, for the framework that the reader has chosen", async () => {
    const page = await site.open("/search?framework=koa&q=make+session+optional");
    const hit = firstResult(page);
    await hit.waitFor();
    expect(await hit.locator("strong").textContent()).toBe("Make the session optional");
    expect(await hit.locator("span").textContent()).toBe("On the server › Koa");
    expect(await hit.locator("strong mark").allTextContents()).toEqual(["session", "optional"]);
    await hit.click();
    await page.waitForURL(`${site.origin}/koa#make-the-session-optional`);
  });

  it("responds to a URL that does not exist with what its words find", async () => {
    const page = await site.open("/docs/revoked-session");
    expect(await page.getByRole("combobox", { name: "Search" }).inputValue()).toBe(
      "docs revoked session",
    );
    await firstResult(page).waitFor();
  });

  it("says when it cannot be loaded, and works again afterwards", async () => {
    const page = await site.open("/search");
    await page.route("**/search.json", (route) => route.abort());
    const field = page.getByRole("combobox", { name: "Search" });
    await field.fill("cors");
    await page.getByText("The search cannot be loaded").waitFor();
    await page.unroute("**/search.json");
    await field.fill("cors ");
    await field.press("End");
    await field.fill("cors");
    await firstResult(page).waitFor();
  });
});
