import type { Browser, Page } from "playwright-core";
import { expect, test } from "vitest";
import { safeRedirectBack } from "../../snippets/express/redirect-back.ts";
import { inOrder } from "../support/in-order.ts";
import {
  entries,
  followed,
  handmade,
  problems,
  values,
} from "../support/redirect-back-corpus.ts";
import type { FrontEnd } from "./front-ends.ts";
import type { Site } from "./site.ts";
import { Visitor } from "./visitor.ts";

/** Makes the tests of a front end's check: the whole corpus in Chromium, and what differs in kind followed from its pages. */
export function testRedirects(
  { login }: FrontEnd,
  start: () => { site: Site; browser: Browser },
): void {
  const slow = { ...inOrder, timeout: 120_000 };
  test(
    "redirectBack: no value leaves the site, legitimate ones arrive unchanged, and the server thinks alike",
    inOrder,
    async () => {
      const { site, browser } = start();
      const visitor = await Visitor.arrive(browser, site);
      const page = await visitor.open(login.path);
      // Text: the test runner would rewrite an import().
      const results = await page.evaluate<string[]>(
        `import(${JSON.stringify(site.redirectBackModule)}).then(({ safeRedirectBack }) =>
        ${JSON.stringify([...values, null])}.map(safeRedirectBack))`,
      );
      // Where a browser goes from there, by its own parser.
      const ends = await page.evaluate(
        (paths) => paths.map((path) => new URL(path, window.location.href).href),
        results,
      );
      await visitor.context.close();
      expect(ends).toEqual(results.map((result) => site.url + result));
      expect(results.pop()).toBe("/");
      expect(entries.flatMap((entry, i) => problems(entry, results[i], site.url))).toEqual([]);
      expect(results).toEqual(values.map(safeRedirectBack));
      expect(visitor.problems).toEqual([]);
    },
  );

  test("redirectBack: followed from the refresh page", slow, async () => {
    const found = await follow(start(), "/refresh-session", "redirectBack", async () => {});
    expect(found).toEqual([]);
  });

  test("redirectBack: followed from the login page", slow, async () => {
    const act = login.path === "/login" ? pressSignIn : async () => {};
    expect(await follow(start(), login.path, login.parameter, act)).toEqual([]);
  });

  test(
    "redirectBack: in queries that were written by hand, from the refresh page and from the login page",
    slow,
    async () => {
      const { site, browser } = start();
      const visitor = await Visitor.arrive(browser, site, { bypassCSP: true });
      const page = await visitor.signedIn();
      const act = login.path === "/login" ? pressSignIn : async () => {};
      for (const { query, ends } of handmade) {
        const found: string[] = [];
        await page.evaluate("sessionStorage.clear()");
        await page.goto(`${site.url}/refresh-session?${query}`, { waitUntil: "commit" });
        found.push(await endOf(page, "/refresh-session"));
        const onLogin = query.replaceAll("redirectBack", login.parameter);
        await page.goto(`${site.url}${login.path}?${onLogin}`, { waitUntil: "commit" });
        // Angular's router takes what cannot be decoded for the home page, where there is no form.
        await Promise.any([act(page), endOf(page, login.path)]);
        found.push(await endOf(page, login.path));
        for (const end of found)
          expect(
            ends.map((path) => site.url + path),
            query,
          ).toContain(end);
      }
      await visitor.context.close();
      expect(visitor.problems).toEqual([]);
    },
  );

  // The API of the pre-built UI returns no URL.
  if (login.path !== "/login") return;

  test(
    "the login page follows no URL of another site, not even one that the server sends",
    inOrder,
    async () => {
      const { site, browser } = start();
      const visitor = await Visitor.arrive(browser, site, { bypassCSP: true });
      await visitor.context.route("**/login", (route) =>
        route.request().method() === "POST"
          ? route.fulfill({ json: { redirectBack: "//evil.example" } })
          : route.continue(),
      );
      const page = await visitor.open("/login");
      await login.submit(page, visitor.account, site.core);
      await visitor.arrived(page, "/");
      await visitor.context.close();
      expect(visitor.problems).toEqual([]);
    },
  );
}

/** The destination of a page that navigates on its own. */
async function endOf(page: Page, path: string): Promise<string> {
  // Where it leads is known before that page has loaded.
  await page.waitForURL((url) => url.pathname !== path, { waitUntil: "commit" });
  return page.url();
}

async function pressSignIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
}

/**
 * Opens `path` with each redirectBack, does what it takes to go on, and waits for the end.
 * @returns whatever went wrong on the way
 */
async function follow(
  { site, browser }: { site: Site; browser: Browser },
  path: string,
  parameter: string,
  act: (page: Page) => Promise<void>,
): Promise<string[]> {
  // Without the policy, which would stop a script that the check lets through.
  const visitor = await Visitor.arrive(browser, site, { bypassCSP: true });
  const page = await visitor.signedIn();
  const found: string[] = [];
  for (const entry of followed) {
    // The refresh page counts how often a tab returns to "/".
    await page.evaluate("sessionStorage.clear()");
    const query = new URLSearchParams({ [parameter]: entry.value });
    let end: string;
    try {
      await page.goto(`${site.url}${path}?${query}`, { waitUntil: "commit" });
      await act(page);
      end = await endOf(page, path);
    } catch (error) {
      throw new Error(`${JSON.stringify(entry.value)} leads nowhere`, { cause: error });
    }
    const result = end.startsWith(`${site.url}/`) ? end.slice(site.url.length) : end;
    found.push(...problems(entry, result, site.url));
  }
  await visitor.context.close();
  return [...found, ...visitor.problems];
}
