import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  extractJavaScript,
  extractMeanings,
} from "../../../src/plugins/snippets/page-files.ts";
import { themeScript } from "../../../src/plugins/static-pages/theme-script.ts";
import { launchBrowser } from "../../support/chromium.ts";
import { fence, fixture } from "./fixture-site.ts";
import { snippetCss, snippetHtml, snippetScript } from "./static-page.ts";

// A page as the site serves it: HTML that no framework touches, and a policy without inline scripts or styles.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  const html = await snippetHtml(
    fixture,
    `${fence("ts", "file=snippets/demo/greet.ts#greet")}\n${fence("sh", "", "npm ci && npm start\n")}`,
  );
  const meanings = extractMeanings(
    `<!doctype html><html lang="en"><head><title>Page</title><link rel="stylesheet" href="/page.css"></head><body>${html}<script type="module" src="/page.js"></script>`,
  );
  const page = extractJavaScript(meanings.html);
  const files: Record<string, [type: string, text: string]> = {
    "/": ["text/html", page.html],
    [`/assets/${meanings.file?.name}`]: ["text/html", meanings.file?.text ?? ""],
    [`/assets/${page.file?.name}`]: ["text/html", page.file?.text ?? ""],
    "/page.css": ["text/css", await snippetCss()],
    "/page.js": ["text/javascript", await snippetScript()],
  };
  server = createServer(({ url }, response) => {
    const [type, text] = files[url ?? ""] ?? ["text/plain", ""];
    response.setHeader("content-type", `${type}; charset=utf-8`);
    response.setHeader("content-security-policy", policy);
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** The page, opened; when the test is over, nothing on it may have gone against the policy or failed. */
async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  onTestFinished(async () => {
    await context.close();
    expect(errors.filter((text) => !text.includes("favicon"))).toEqual([]);
  });
  return page;
}

const popover = (page: Page) => page.locator("#snippet-type");
const said = (page: Page) => page.locator("#snippet-status");
const name = (page: Page, text: string) =>
  page.locator("[data-t]", { hasText: new RegExp(`^${text}$`) }).first();
/** The middle of a name in the code, marked or not. */
async function middle(page: Page, text: string): Promise<{ x: number; y: number }> {
  return page.evaluate((text) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.parentElement?.closest("pre")
        ? node.data.search(new RegExp(`\\b${text}\\b`))
        : -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      node.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`There is no ${text}`);
  }, text);
}
async function hover(page: Page, text: string): Promise<void> {
  const { x, y } = await middle(page, text);
  await page.mouse.move(x, y);
}
const shouted = "shout(text: string): stringMakes it loud.";

async function until(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  await expect.poll(read, { timeout: 5000 }).toEqual(expected);
}

describe("the meaning of a name", () => {
  test("is fetched when the first is asked for, once", async () => {
    const page = await openPage();
    expect(await page.locator("[data-t]").count()).toBe(0);
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    await hover(page, "shout");
    await until(() => popover(page).textContent(), shouted);
    await page.mouse.move(0, 0);
    await until(() => popover(page).isVisible(), false);
    await hover(page, "greet");
    await until(() => popover(page).isVisible(), true);
    expect(fetched).toEqual([expect.stringMatching(/^\/assets\/meanings-[0-9a-f]{8}\.html$/)]);
  });

  test("is shown while the pointer is on it or on what it says", async () => {
    const page = await openPage();
    await hover(page, "shout");
    await until(() => popover(page).textContent(), shouted);
    expect(await popover(page).isVisible()).toBe(true);
    expect(await name(page, "shout").getAttribute("aria-describedby")).toBe("snippet-type");
    await popover(page).hover();
    await page.waitForTimeout(400);
    expect(await popover(page).isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await until(() => popover(page).isVisible(), false);
    expect(await name(page, "shout").getAttribute("aria-describedby")).toBeNull();
  });

  test("is shown next to the name, inside the window", async () => {
    const page = await openPage({ viewport: { width: 360, height: 400 } });
    await hover(page, "length");
    await until(() => popover(page).isVisible(), true);
    const box = await popover(page).boundingBox();
    const at = await name(page, "length").boundingBox();
    if (!box || !at) throw new Error("not laid out");
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
    expect(
      Math.min(Math.abs(box.y - at.y - at.height), Math.abs(at.y - box.y - box.height)),
    ).toBeLessThan(8);
  });

  test("goes with Escape", async () => {
    const page = await openPage();
    await hover(page, "shout");
    await until(() => popover(page).isVisible(), true);
    await page.keyboard.press("Escape");
    expect(await popover(page).isVisible()).toBe(false);
  });

  test("is shown on a tap, and goes with a tap elsewhere", async () => {
    const page = await openPage({ hasTouch: true });
    const { x, y } = await middle(page, "shout");
    await page.touchscreen.tap(x, y);
    await until(() => popover(page).textContent(), shouted);
    await page.touchscreen.tap(5, 5);
    await until(() => popover(page).isVisible(), false);
  });

  test("is reached by keyboard, name by name, and is said", async () => {
    const page = await openPage();
    const code = page.locator("pre").first();
    await code.focus();
    expect(await code.getAttribute("aria-describedby")).toBe("snippet-help");
    await page.keyboard.press("ArrowRight");
    await until(
      () => said(page).textContent(),
      "(method) Greeter.greet(person: Person): string",
    );
    await page.keyboard.press("ArrowRight");
    await until(() => said(page).textContent(), "(parameter) person: Person");
    expect(await popover(page).textContent()).toBe("(parameter) person: Person");
    expect(await page.locator("[data-current]").textContent()).toBe("person");
    await page.keyboard.press("ArrowLeft");
    await until(
      () => said(page).textContent(),
      "(method) Greeter.greet(person: Person): string",
    );
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator("[data-current]").textContent()).toBe("greet");
    await page.keyboard.press("Escape");
    expect(await popover(page).isVisible()).toBe(false);
    expect(await page.locator("[data-current]").count()).toBe(0);
    expect(await code.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("begins at the end when the first key goes back, and goes when the focus does", async () => {
    const page = await openPage();
    await page.locator("pre").first().focus();
    await page.keyboard.press("ArrowLeft");
    await until(() => popover(page).textContent(), "const text: string");
    await page.keyboard.press("Tab");
    expect(await popover(page).isVisible()).toBe(false);
  });

  test("leaves the arrow keys alone if there is none, and with a modifier", async () => {
    const page = await openPage();
    await page.locator("pre").first().focus();
    await page.keyboard.press("Shift+ArrowRight");
    expect(await popover(page).isVisible()).toBe(false);
    await page.locator("pre").last().focus();
    await page.keyboard.press("ArrowRight");
    expect(await popover(page).isVisible()).toBe(false);
    expect(await page.locator("pre").last().getAttribute("aria-describedby")).toBeNull();
  });

  test("is said with what it is for", async () => {
    const page = await openPage();
    await page.locator("pre").first().focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
    await until(() => said(page).textContent(), "shout(text: string): string. Makes it loud.");
  });

  test("scrolls its name into view", async () => {
    const page = await openPage({ viewport: { width: 320, height: 500 } });
    const code = page.locator("pre").first();
    await code.focus();
    for (let step = 0; step < 7; step += 1) await page.keyboard.press("ArrowRight");
    await until(() => page.locator("[data-current]").textContent(), "name");
    expect(await code.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});

describe("the copy button", () => {
  test("copies exactly the code that is displayed, and says so", async () => {
    const page = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    const button = page.locator("[data-copy]").first();
    await button.click();
    await until(() => said(page).textContent(), "Copied");
    expect(await button.textContent()).toBe("Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator("pre code").first().textContent());
    expect(copied).toMatch(/^\/\* Says hello, and <b>means<\/b> it\. \*\/\n/);
    expect(copied).toMatch(/\n}$/);
    await until(() => button.textContent(), "Copy");
  });

  test("copies the block that it belongs to", async () => {
    const page = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("[data-copy]").last().click();
    await until(() => said(page).textContent(), "Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      "npm ci && npm start",
    );
  });

  test("says when the browser refuses", async () => {
    const page = await openPage();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () =>
        Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await page.locator("[data-copy]").first().click();
    await until(() => said(page).textContent(), "Not copied: the browser refused");
  });
});

describe("the JavaScript form", () => {
  const choose = (page: Page, language: string) =>
    page.evaluate((chosen) => {
      document.documentElement.dataset.code = chosen;
    }, language);
  const figure = (page: Page) => page.locator("figure").first();

  test("is fetched when it is chosen, takes the place of the TypeScript, and gives it back", async () => {
    const page = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
    const typescript = await figure(page).locator(".snippet-body").innerHTML();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));

    await choose(page, "javascript");
    await until(() => figure(page).locator(".snippet-language").textContent(), "JavaScript");
    expect(requests).toEqual([expect.stringMatching(/^\/assets\/javascript-\w+\.html$/)]);
    expect(await figure(page).locator(".snippet-title").textContent()).toBe("greet.js");
    const shown = await page.locator("pre code").first().textContent();
    expect(shown).toContain("greet(person) {");
    await page.locator("[data-copy]").first().click();
    await until(() => said(page).textContent(), "Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);

    await choose(page, "typescript");
    await until(() => figure(page).locator(".snippet-language").textContent(), "TypeScript");
    expect(await figure(page).locator(".snippet-title").textContent()).toBe("greet.ts");
    expect(await figure(page).locator(".snippet-body").innerHTML()).toBe(typescript);
  });

  test("has no names with meanings, and leaves the arrow keys to the browser", async () => {
    const page = await openPage({ viewport: { width: 320, height: 500 } });
    await choose(page, "javascript");
    await until(() => figure(page).locator(".snippet-language").textContent(), "JavaScript");
    const code = page.locator("pre").first();
    await code.focus();
    await page.keyboard.press("ArrowRight");
    await until(() => code.evaluate(({ scrollLeft }) => scrollLeft > 0), true);
    expect(await page.locator("[data-t]").count()).toBe(0);
    // Back in TypeScript, the names are there.
    await choose(page, "typescript");
    await until(async () => (await page.locator("[data-t]").count()) > 0, true);
  });

  test("leaves a command as it is", async () => {
    const page = await openPage();
    await choose(page, "javascript");
    await until(() => figure(page).locator(".snippet-language").textContent(), "JavaScript");
    expect(await page.locator(".snippet-language").last().textContent()).toBe("Shell");
  });
});

describe("the wrap button", () => {
  const wraps = (page: Page) =>
    page
      .locator("pre")
      .first()
      .evaluate((pre) => getComputedStyle(pre).whiteSpace);
  const pressed = (page: Page) =>
    page.locator("[data-wrap]").last().getAttribute("aria-pressed");

  test("wraps the lines of every block, by keyboard, says so, and stays where it is", async () => {
    const page = await openPage({ viewport: { width: 320, height: 240 } });
    expect(await wraps(page)).toBe("pre");
    const button = page.locator("button[data-wrap]").last();
    await button.focus();
    const before = await button.boundingBox();
    await page.keyboard.press("Space");
    expect(await wraps(page)).toBe("pre-wrap");
    expect(await pressed(page)).toBe("true");
    await until(() => said(page).textContent(), "Long lines wrap");
    expect((await button.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    const scrolls = await page
      .locator("pre")
      .evaluateAll((all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).length);
    expect(scrolls).toBe(0);
    await page.keyboard.press("Space");
    expect(await wraps(page)).toBe("pre");
    expect(await pressed(page)).toBe("false");
  });

  test("keeps what was chosen for the next page, and shows it before the first paint", async () => {
    const page = await openPage();
    await page.locator("button[data-wrap]").first().click();
    await page.reload();
    expect(await wraps(page)).toBe("pre");
    // What the head of every page runs.
    await page.evaluate(themeScript);
    expect(await wraps(page)).toBe("pre-wrap");
  });
});

test("without JavaScript the code, its source and its proof are there, and no button that does nothing", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  expect(await page.locator("pre code").first().isVisible()).toBe(true);
  expect(await page.locator("pre code").first().textContent()).toContain(
    "greet(person: Person): string {",
  );
  expect(await page.locator("figure a").allTextContents()).toEqual([
    "Source",
    "Verified: 2 scenarios",
  ]);
  for (const button of ["[data-copy]", "[data-wrap]"])
    expect(await page.locator(button).first().isVisible(), button).toBe(false);
});
