import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type SiteServer, serveSite } from "../../scripts/site-server.ts";
import { buildFolder } from "../support/built.ts";
import { launchBrowser } from "../support/chromium.ts";

/** The built site, as its hosts send it, and a browser: both for the tests of the describe or file that asks for them. */
export function servedSite() {
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

  return {
    get origin(): string {
      return site.origin;
    },
    get browser(): Browser {
      return browser;
    },
    /** A tab on `path`, in a context of its own that ends with the test. */
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      await page.goto(site.origin + path);
      return page;
    },
  };
}
