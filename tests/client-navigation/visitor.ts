import type { Browser, BrowserContext, Page, Request, Response } from "playwright-core";
import { expect } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import type { Outcome, State, Way } from "../../results/client-navigation.ts";
import type { StartedApp } from "../support/start-app.ts";
import type { ClientApp } from "./apps.ts";

/** What becomes of the session while a page of the app is open. */
export async function changeSession(
  state: State,
  context: BrowserContext,
  app: StartedApp,
  core: RunningMockCore,
): Promise<void> {
  if (state === "none") return context.clearCookies();
  if (state === "valid") return;
  const cookies = await context.cookies(`${app.url}/auth/session/refresh`);
  const access = cookies.find(({ name }) => name === "sAccessToken");
  if (!access) throw new Error("The visitor is not signed in");
  if (state === "refreshed") {
    const headers = { rid: "session", origin: app.url };
    const response = await context.request.post(`${app.url}/auth/session/refresh`, { headers });
    if (!response.ok()) throw new Error(`The refresh responded ${response.status()}`);
    return;
  }
  if (state === "revoked") await core.control.revoke(handleIn(access.value));
  const value = await core.control.expire(access.value);
  await context.addCookies([{ ...access, value }]);
}

function handleIn(token: string): string {
  const [, payload = ""] = token.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()).sessionHandle;
}

/** Signs in with the sign-in page, and opens a page of the app as a document. */
export async function signIn(page: Page, app: StartedApp, path: string): Promise<void> {
  await page.goto(`${app.url}/login?${new URLSearchParams({ redirectBack: path })}`);
  await page.getByLabel("User").fill("alice");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(app.url + path);
  // The framework's client has started when it has loaded what it needs.
  await page.waitForLoadState("networkidle");
}

/** A visitor who does one thing in one state of the session, and what comes of it. */
export async function navigate(
  browser: Browser,
  app: StartedApp,
  core: RunningMockCore,
  client: ClientApp,
  way: Way,
  state: State,
): Promise<Outcome> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await signIn(page, app, way === "form" ? client.form.page : client.start);
    if (way === "back") {
      await page.getByRole("link", { name: client.link }).click();
      await page.getByText("Signed in as alice").waitFor();
      await page.getByRole("link", { name: client.leave }).click();
      await page.waitForURL(({ pathname }) => pathname !== "/dashboard");
    }
    // What a hover has prefetched is not what is to be seen here.
    await page.mouse.move(0, 0);
    // Astro prefetches 80 ms after a hover, even if the click has removed the link.
    await page.waitForTimeout(300);
    await page.waitForLoadState("networkidle");
    await changeSession(state, context, app, core);
    const before = await page.evaluate(() => window.history.length);
    const seen = watch(page, app, client);
    await act[way](page, client, state);
    await settled(page, way, client, state);
    return {
      sees: await whatIsSeen(page, state),
      url: page.url().slice(app.url.length),
      requests: seen.requests.map(client.named),
      cookies: [...new Set(seen.cookies)].sort(),
      history: (await page.evaluate(() => window.history.length)) - before,
    };
  } finally {
    await context.close();
  }
}

const act: Record<Way, (page: Page, client: ClientApp, state: State) => Promise<unknown>> = {
  click: (page, { link }) => page.getByRole("link", { name: link }).click(),
  back: (page) => page.evaluate(() => window.history.back()),
  hover: (page, { link }) => page.getByRole("link", { name: link }).hover(),
  form: async (page, { form }, state) => {
    await page.evaluate(() => Object.assign(window, { isLeft: true }));
    // Another one each time: the app remembers the last one.
    await page.getByLabel("Nickname").fill(nickname(state));
    await page.getByRole("button", { name: form.button }).click();
  },
};

const nickname = (state: State) => `Al, ${state}`;

/** Waits for where it leads, and then until nothing more is on its way. */
async function settled(page: Page, way: Way, client: ClientApp, state: State): Promise<void> {
  // A client waits a moment, in case the pointer only passes.
  if (way === "hover") await page.waitForTimeout(500);
  else
    await expect
      .poll(() => hasArrived(page, way, client, state), { timeout: 10_000 })
      .toBe(true);
  await page.waitForLoadState("networkidle");
}

async function hasArrived(
  page: Page,
  way: Way,
  client: ClientApp,
  state: State,
): Promise<boolean> {
  const sees = await whatIsSeen(page, state);
  const { pathname } = new URL(page.url());
  if (sees === "the sign-in page") return pathname === "/login";
  if (way !== "form") return sees !== "the current page" && pathname !== "/refresh-session";
  if (sees === "the saved input") return true;
  // The form is on the page that it leads back to, in a document that has not sent it.
  const isBack = (path: string) =>
    window.location.pathname === path &&
    !("isLeft" in window) &&
    document.readyState === "complete";
  return page.evaluate(isBack, client.form.page).catch(() => false);
}

async function whatIsSeen(page: Page, state: State): Promise<Outcome["sees"]> {
  const isSeen = (text: string) => page.getByText(text).first().isVisible();
  if (await page.getByRole("button", { name: "Sign in" }).isVisible())
    return "the sign-in page";
  if (await isSeen(`Saved: ${nickname(state)}`)) return "the saved input";
  if (await isSeen("Signed in as alice")) return "the page";
  const error = page.getByRole("heading", { name: /Something went wrong|Not allowed/ });
  return (await error.isVisible()) ? "an error page" : "the current page";
}

/** Lists the requests for documents and data, and the cookies that responses set. */
function watch(page: Page, app: StartedApp, client: ClientApp) {
  const requests: string[] = [];
  const cookies: string[] = [];
  const pathOf = (request: Request) => request.url().slice(app.url.length);
  page.on("response", async (response: Response) => {
    const request = response.request();
    const path = pathOf(request);
    const isRefresh = path === "/auth/session/refresh";
    const headers = request.headers();
    if (request.isNavigationRequest() || isRefresh || client.isData({ path, headers })) {
      const line = `${request.method()} ${path} ${response.status()}`;
      // A prefetch that is repeated by the click is one.
      if (requests.at(-1) !== line) requests.push(line);
    }
    const set = await response.headersArray().catch(() => []);
    for (const { name, value } of set) {
      if (name.toLowerCase() === "set-cookie") cookies.push(value.split("=", 1)[0] ?? "");
    }
  });
  return { requests, cookies };
}
