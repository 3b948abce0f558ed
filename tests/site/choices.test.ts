import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { servedSite } from "./served-site.ts";

const site = servedSite();

const select = (page: Page, label: string) =>
  page.locator(".picker").getByRole("combobox", { name: label });
const guides = (page: Page) => page.locator("main .by-framework a:visible").allTextContents();

it("begins with the first framework, and shows only what is for it", async () => {
  const page = await site.open("/start");
  expect(await select(page, "Framework").inputValue()).toBe("express");
  expect(new Set(await guides(page))).toEqual(new Set(["Express"]));
});

it("keeps a choice on the page, in the URL, on other pages and for the next visit", async () => {
  const page = await site.open("/start");
  await select(page, "Framework").selectOption("fastify");
  expect(new URL(page.url()).search).toBe("?framework=fastify");
  expect(new Set(await guides(page))).toEqual(new Set(["Fastify"]));
  await page.goto(`${site.origin}/concepts/revocation`);
  expect(await select(page, "Framework").inputValue()).toBe("fastify");
  expect(new Set(await guides(page))).toEqual(new Set(["Fastify"]));
});

it("takes the choice from a URL, and no other words", async () => {
  const page = await site.open("/start?framework=koa&ui=custom-ui");
  expect(await select(page, "Framework").inputValue()).toBe("koa");
  expect(await select(page, "Login UI").inputValue()).toBe("custom-ui");
  await page.goto(`${site.origin}/start?framework=%22%3E`);
  expect(await select(page, "Framework").inputValue()).toBe("koa");
});

it("is right before the first paint: without the site's own module", async () => {
  const context = await site.browser.newContext();
  onTestFinished(() => context.close());
  await context.route("**/assets/*.js", (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${site.origin}/start?framework=hapi`);
  expect(new Set(await guides(page))).toEqual(new Set(["Hapi"]));
  expect(await select(page, "Framework").inputValue()).toBe("hapi");
});

it("takes a guide for the choice of its framework, and leads from guide to guide by keyboard", async () => {
  const page = await site.open("/express");
  await select(page, "Framework").focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(`${site.origin}/fastify`);
  await page.goto(`${site.origin}/start`);
  expect(await select(page, "Framework").inputValue()).toBe("fastify");
});
