import type { Browser } from "playwright-core";
import { entries, followed, handmade, problems } from "../support/redirect-back-corpus.ts";

/**
 * Signs in on a server with every redirectBack of the corpus, with `fetch` in a browser. The server alone decides where a
 * sign-in leads. After each sign-in, the browser follows the URL in the server's response with a request of its own.
 * @param url the server's origin
 * @param refusesMalformed whether the framework refuses a URL with a "%" that encodes nothing
 * @returns whatever went wrong on the way
 */
export async function signInWithEach(
  browser: Browser,
  url: string,
  refusesMalformed = false,
): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/style.css`);
  const led = new Map<string, string>();
  context.on("request", (request) => {
    const from = request.redirectedFrom();
    if (from?.method() === "POST") led.set(new URL(from.url()).search, request.url());
  });
  const queries = [
    ...entries.map(({ value }) => `?${new URLSearchParams({ redirectBack: value })}`),
    ...handmade.map(({ query }) => `?${query}`),
  ];
  await page.evaluate(async (waiting) => {
    const body = String(new URLSearchParams({ user: "alice" }));
    const headers = {
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
    };
    const signIn = async () => {
      for (let query = waiting.shift(); query !== undefined; query = waiting.shift())
        // Another site does not respond; the browser's destination is known by then.
        await fetch(`/login${query}`, { method: "POST", headers, body }).catch(() => {});
    };
    await Promise.all(Array.from({ length: 6 }, signIn));
  }, queries);
  await context.close();
  const path = (query: string) => {
    const end = led.get(new URL(`/login${query}`, url).search);
    return end?.startsWith(`${url}/`) ? end.slice(url.length) : end;
  };
  return [
    // A browser that follows for fetch() keeps the fragment to itself.
    ...entries.flatMap((entry, i) =>
      problems(
        { ...entry, arrives: entry.arrives?.split("#")[0] },
        path(queries[i] ?? "")?.split("#")[0],
        url,
      ),
    ),
    ...handmade.flatMap(({ query, ends }) => {
      const end = path(`?${query}`);
      if (refusesMalformed && isMalformed(query))
        return end === undefined ? [] : [`${query} → ${end}`];
      return end !== undefined && ends.includes(end) ? [] : [`${query} → ${end}`];
    }),
  ];
}

function isMalformed(query: string): boolean {
  try {
    decodeURI(query);
    return false;
  } catch {
    return true;
  }
}

/** The same on the login page itself, by its form and without JavaScript, with one value of each kind. */
export async function submitSome(browser: Browser, url: string): Promise<string[]> {
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
