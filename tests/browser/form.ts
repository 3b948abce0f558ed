import type { Browser } from "playwright-core";
import { followed, problems } from "./corpus.ts";

/**
 * Signs in on a server's login page in a browser without JavaScript, once with each kind of redirectBack: where it
 * ends, the server alone decides.
 * @param url the server's origin
 * @returns whatever went wrong on the way
 */
export async function followForm(browser: Browser, url: string): Promise<string[]> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  context.setDefaultTimeout(10_000);
  const found: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== url) found.push(`foreign host: ${request.url()}`);
  });
  const page = await context.newPage();
  for (const entry of followed) {
    const query = new URLSearchParams({ redirectBack: entry.value });
    await page.goto(`${url}/login?${query}`, { waitUntil: "commit" });
    await page.getByLabel("User").fill("alice");
    await page.getByRole("button", { name: "Sign in" }).click();
    try {
      await page.waitForURL(({ pathname }) => pathname !== "/login");
    } catch (cause) {
      throw new Error(`${JSON.stringify(entry.value)} leads nowhere`, { cause });
    }
    const end = page.url();
    found.push(
      ...problems(entry, end.startsWith(`${url}/`) ? end.slice(url.length) : end, url),
    );
  }
  await context.close();
  return found;
}
