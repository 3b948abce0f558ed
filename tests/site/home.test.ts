import { expect, it } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";
import { servedSite } from "./served-site.ts";

const site = servedSite();
const servers = frameworks.filter(({ kind }) => kind === "server");

/** The lower edge of the first element that is visible, in px from the top of the window. */
const bottomOf = (selector: string) => {
  const all = [...document.querySelectorAll(selector)];
  return all.find((it) => it.checkVisibility())?.getBoundingClientRect().bottom ?? Infinity;
};

it("shows code, its recorded run and one call to action before anything is scrolled", async () => {
  const page = await site.open("/", { viewport: { width: 1440, height: 900 } });
  for (const selector of [".home-code .snippet-body", ".home .sequence", ".button.primary"])
    expect(await page.evaluate(bottomOf, selector), selector).toBeLessThan(900);
  expect(await page.locator(".button.primary:visible").count()).toBe(1);
});

it("has code and guide of the framework that is chosen, for every server", async () => {
  const page = await site.open("/");
  const select = page.locator("main").getByRole("combobox", { name: "Framework" });
  for (const { id, label, page: guide, capabilities } of servers) {
    await select.selectOption(id);
    const file = capabilities["verify-session"]?.split("/").at(-1) ?? "";
    const title = page.locator("main .snippet-title:visible");
    expect(await title.allTextContents(), id).toEqual([expect.stringContaining(file)]);
    const action = page.locator("main .button.primary:visible");
    expect(await action.textContent()).toContain(label);
    expect(await action.getAttribute("href")).toBe(guide);
  }
});

it("has one block and one call to action without JavaScript, and a tile for each framework", async () => {
  const page = await site.open("/", { javaScriptEnabled: false });
  expect(await page.locator("main .snippet:visible").count()).toBe(1);
  expect(await page.locator("main .button.primary:visible").allTextContents()).toEqual([
    expect.stringContaining(servers[0]?.label ?? ""),
  ]);
  const tiles = page.locator(".tiles a");
  expect(await tiles.evaluateAll((all) => all.map((it) => it.getAttribute("href")))).toEqual(
    frameworks.map((framework) => framework.page),
  );
});

it("a scenario shows the diagram first, once for all frameworks that did the same", async () => {
  const page = await site.open("/scenarios/session-expired", {
    viewport: { width: 1440, height: 900 },
  });
  const diagrams = page.locator("main .sequence");
  expect(await diagrams.count()).toBe(1);
  expect(await page.evaluate(bottomOf, "main .sequence-plot")).toBeLessThan(900);
  const links = page.locator(".scenario-frameworks a");
  expect(await links.allTextContents()).toEqual(servers.map(({ label }) => label));
  expect(
    await page.evaluate(bottomOf, "main .sequence-plot"),
    "the frameworks come after it",
  ).toBeLessThan(await page.evaluate(bottomOf, ".scenario-frameworks"));
});

it("a link to the run of a framework leads to the diagram of its group", async () => {
  const page = await site.open("/scenarios/guard-guest#web-js");
  const group = page.locator(".scenario-run:has(> #web-js)");
  expect(await group.locator(".scenario-frameworks a").allTextContents()).toEqual([
    "Plain JavaScript",
  ]);
  const { y = Infinity } = (await group.locator(".sequence-plot").boundingBox()) ?? {};
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(800);
});

it("the matrix of all servers needs no scrolling sideways on a wide screen", async () => {
  const page = await site.open("/scenarios", { viewport: { width: 1440, height: 900 } });
  const hidden = await page
    .locator(".matrix")
    .first()
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(hidden).toBe(0);
});
