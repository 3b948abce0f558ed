import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { type SandboxPage, serveSandboxPage } from "./sandbox-page.ts";

/** Polls for as long as a busy machine may take. */
const soon = <T>(get: () => T) => expect.poll(get, { timeout: 10_000 });

let browser: Browser;
let site: SandboxPage;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSandboxPage("express")]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A page with the sandbox, without StackBlitz, and with everything that it asked for. */
async function visit(
  url = site.url,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; requests: string[] }> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  await context.route("https://stackblitz.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>StackBlitz</title>" }),
  );
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().replace(url, "")));
  await page.goto(url);
  return { page, requests };
}

const openButton = (page: Page) => page.getByRole("button", { name: "Open in StackBlitz" });
const embedButton = (page: Page) => page.getByRole("button", { name: "Show it here" });
const status = (page: Page) => page.getByRole("status");

describe("the sandbox on a page", () => {
  test("costs the page nothing until it is asked for", async () => {
    const { requests } = await visit();
    expect(requests).toEqual(["/", "/client.js"]);
  });

  test("opens in a new tab, with the file of the snippet open", async () => {
    const { page } = await visit();
    const tab = page.context().waitForEvent("page");
    await openButton(page).click();
    const opened = await tab;
    await opened.waitForURL("https://stackblitz.com/**");
    const url = new URL(opened.url());
    expect(url.pathname).toBe("/run");
    expect(url.searchParams.get("file")).toBe("verify-session.ts");
  });

  test("says that it is loading, and does not start twice", async () => {
    const { page, requests } = await visit();
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/sandboxes/*.json", async (route) => {
      await asked;
      await route.continue();
    });
    await openButton(page).click();
    await soon(() => status(page).textContent()).toMatch(/^Loading \d+ KB …$/);
    await openButton(page).click();
    const tab = page.context().waitForEvent("page");
    answer();
    await tab;
    expect(requests.filter((path) => path.endsWith(".json"))).toHaveLength(1);
  });

  test("a failing network is said, and the next click tries again", async () => {
    const { page } = await visit();
    await page.route("**/sandboxes/*.json", (route) => route.abort(), { times: 1 });
    await openButton(page).click();
    await soon(() => status(page).textContent()).toMatch(
      /^That did not work .*Try again, or take the zip/,
    );
    const tab = page.context().waitForEvent("page");
    await openButton(page).click();
    await tab;
  });

  test("a server that has no such file is said", async () => {
    const { page } = await visit();
    await page.route("**/sandboxes/*.json", (route) => route.fulfill({ status: 404 }));
    await openButton(page).click();
    await soon(() => status(page).textContent()).toContain("(the server responded with 404)");
  });

  test("a blocked tab is said", async () => {
    const { page } = await visit();
    await page.evaluate(() => {
      // What a blocker does: nothing.
      HTMLFormElement.prototype.submit = () => {};
    });
    await openButton(page).click();
    await soon(() => status(page).textContent()).toContain("your browser has blocked it");
  });

  test("fetched too late for the click, it asks for another one", async () => {
    const { page, requests } = await visit();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "userActivation", {
        value: { isActive: false },
        configurable: true,
      });
    });
    await openButton(page).click();
    await soon(() => status(page).textContent()).toBe("Ready. Click once more to open it.");
    await page.evaluate(() =>
      Object.defineProperty(navigator, "userActivation", { value: { isActive: true } }),
    );
    const tab = page.context().waitForEvent("page");
    await openButton(page).click();
    await tab;
    expect(requests.filter((path) => path.endsWith(".json"))).toHaveLength(1);
  });

  test("a browser that cannot run it is said, and nothing is fetched", async () => {
    const { page, requests } = await visit();
    await page.evaluate(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await openButton(page).click();
    await soon(() => status(page).textContent()).toMatch(
      /^This browser lacks .*Take the zip instead\.$/,
    );
    expect(requests).toEqual(["/", "/client.js"]);
  });

  test("is embedded on request, under the site's policy, with a word on third-party cookies", async () => {
    const { page } = await visit();
    const posted = page.waitForRequest("https://stackblitz.com/run**");
    await embedButton(page).click();
    const request = await posted;
    expect(request.method()).toBe("POST");
    expect(new URL(request.url()).searchParams.get("embed")).toBe("1");
    await soon(() => status(page).textContent()).toContain("third-party cookies");
    await soon(() => page.locator("iframe").getAttribute("title")).toContain("Express");
    expect(await page.locator("iframe").getAttribute("style")).toBeNull();
  });

  test("works without scripts as a zip and as commands", async () => {
    const { page } = await visit(site.url, { javaScriptEnabled: false });
    const link = page.getByRole("link", { name: /Download as zip/ });
    const href = (await link.getAttribute("href")) ?? "";
    expect(href).toBe("/sandboxes/express.zip");
    const answer = await page.request.get(new URL(href, site.url).href);
    expect((await answer.body()).equals(site.published(href))).toBe(true);
    await page.getByText("Run it here").click();
    const commands = await page.locator("pre").allTextContents();
    expect(commands[0]).toBe(
      "unzip express.zip\ncd supertokens-ssr-express\nnpm ci\nnpm start",
    );
    expect(commands[1]).toContain("npm run sandbox -- express");
  });

  test("one that no browser can run says so before any click", async () => {
    const local = await serveSandboxPage("express", { kind: "local", language: "go" });
    try {
      const { page } = await visit(local.url);
      expect(await page.getByRole("button", { name: /StackBlitz|Show it here/ }).count()).toBe(
        0,
      );
      expect(await page.locator("main").textContent()).toContain(
        "StackBlitz has no runtime for Go",
      );
      expect(await page.getByText("With Docker and nothing else").isVisible()).toBe(true);
      expect(await page.locator("pre").allTextContents()).toContain(
        "unzip express.zip\ncd supertokens-ssr-express\ndocker compose up --build",
      );
      expect(await page.getByText("With Go 1.26 or newer, and Node 22.18").isVisible()).toBe(
        true,
      );
      expect(await page.getByRole("link", { name: /Download as zip/ }).count()).toBe(1);
      expect(await page.locator("pre").first().isVisible()).toBe(true);
    } finally {
      await local.close();
    }
  });
});
