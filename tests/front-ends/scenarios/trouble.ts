import { setTimeout } from "node:timers/promises";
import type { Page, Route } from "playwright-core";
import { expect } from "vitest";
import type { Scenario, Scene } from "../scene.ts";
import { refreshCall, type Visitor } from "../visitor.ts";
import { senderHeader } from "../wire.ts";
import { holdRefresh } from "./refresh.ts";

const dashboard = "/dashboard?tab=1";
const capability = "refresh-page";
const refreshApi = "**/auth/session/refresh";
const notKept = "this site did not get your session";
const unreachable = "The server cannot be reached.";
const tooLarge = "Your session is too large for a cookie";
/** What Chromium keeps: 4,096 bytes for name and value (RFC 6265bis, section 5.6), less "sAccessToken". */
const maxToken = 4_096 - "sAccessToken".length;
/** A renewed access token names the refresh token before it, until it is used: 62 bytes, in base64. */
const addedByRefresh = 84;

/** What goes wrong, and that it ends. */
export const trouble: readonly Scenario[] = [
  {
    id: "unreachable",
    title: "The API cannot be reached: no loop, but a message and a button that works",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const fail = (route: Route) => route.abort();
      await visitor.context.route(refreshApi, fail);
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await expectRetry(scene, visitor, page, async () => {
        await visitor.context.unroute(refreshApi, fail);
        scene.happens("the API can be reached again");
      });
    },
  },
  {
    id: "api-not-found",
    title:
      "The front end requests the refresh API at the wrong path: a message that says so, with the status",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      // As with apiBasePath "/api/auth" in the front end and "/auth" on the server.
      const url = `${scene.site.url}/api/auth/session/refresh`;
      await visitor.context.route(refreshApi, (route) => route.continue({ url }));
      const refused = page.waitForResponse(refreshApi);
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      expect((await refused).status()).toBe(404);
      await scene.expectAlert(page, "The refresh API was not found (404).");
      expect(await page.getByText(unreachable).isVisible()).toBe(false);
      expect(visitor.refreshes).toBe(1);
      await visitor.context.unroute(refreshApi);
      scene.happens("the front end names the right path");
      await page.getByRole("button", { name: "Try again" }).click();
      await visitor.arrived(page, dashboard);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "core-down",
    title: "The core is down: a message, and a button that works when the core is back",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the core goes down");
      await scene.core.outage({ mode: "refuse" });
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await expectRetry(scene, visitor, page, async () => {
        await scene.core.recover();
        scene.happens("the core is back");
      });
    },
  },
  {
    id: "core-down-cold",
    title:
      "The core is down and the server has never reached it: even a valid session gets the message, not the login page",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor: warm } = await scene.user();
      const storageState = await warm.context.storageState();
      const cold = await scene.site.startAnother();
      try {
        // Cookies are for a host, whatever the port.
        const visitor = await scene.visitor({ storageState }, cold);
        await scene.core.outage({ mode: "refuse" });
        const page = await visitor.open(dashboard, scene.refreshPage(dashboard));
        await expectRetry(scene, visitor, page, () => scene.core.recover(), warm);
      } finally {
        await cold.stop();
      }
    },
  },
  {
    id: "core-hangs",
    title:
      "The core does not respond: the server stops waiting after five seconds, and the page says so; the button works when the core is back",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the core stops responding");
      await scene.core.outage({ mode: "hang" });
      const start = Date.now();
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await scene.expectAlert(page, unreachable, 8_000 - (Date.now() - start));
      await scene.core.recover();
      scene.happens("the core is back");
      await page.getByRole("button", { name: "Try again" }).click();
      await visitor.arrived(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(2);
    },
  },
  {
    id: "server-hangs",
    title:
      "The server does not respond: two tabs say so after ten seconds, and the button works when the server is back",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor } = await scene.userWithExpiredToken();
      // Not unroute(): it would let the requests through that hang.
      let hangs = true;
      await visitor.context.route(refreshApi, (route) =>
        hangs ? undefined : route.continue(),
      );
      const start = Date.now();
      const paths = [dashboard, "/dashboard?tab=2"];
      const pages = await Promise.all(
        paths.map((path) => visitor.open(path, scene.refreshPage(path))),
      );
      const left = 12_000 - (Date.now() - start);
      await Promise.all(pages.map((page) => scene.expectAlert(page, unreachable, left)));
      hangs = false;
      const back = Date.now();
      for (const [i, page] of pages.entries()) {
        await page.getByRole("button", { name: "Try again" }).click();
        await visitor.arrived(page, paths[i] ?? "");
        await scene.expectSignedIn(page, visitor);
      }
      // No tab waits for a call that another has given up.
      expect(Date.now() - back).toBeLessThan(7_000);
    },
  },
  {
    id: "not-kept",
    title: "The access token never reaches the browser: after three returns, a page says so",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.context.route(refreshApi, withoutAccessToken);
      await expectEndOfLoop(scene, visitor, page);
    },
  },
  {
    id: "sign-in-not-kept",
    title:
      "The access token never reaches the browser, not even at sign-in: each sign-in ends on a page that says so",
    capability,
    unrecorded: true,
    async play(scene) {
      const visitor = await scene.visitor();
      await visitor.context.route("**/*", (route) =>
        route.request().method() === "POST" ? withoutAccessToken(route) : route.fallback(),
      );
      const page = await visitor.open(dashboard, scene.loginPage(dashboard));
      const { login } = scene.site.frontEnd;
      visitor.trail.length = 0;
      await login.submit(page, visitor.account, scene.site.core);
      await expectNotKept(scene, visitor, page);
      // Again from the sign-in page: the pre-built UI treats the session as active and redirects at once.
      visitor.trail.length = 0;
      await page.goto(scene.site.url + scene.loginPage(dashboard), { waitUntil: "commit" });
      if (login.path === "/login") await login.submit(page, visitor.account, scene.site.core);
      await expectNotKept(scene, visitor, page);
    },
  },
  {
    id: "token-too-large",
    title:
      "The session has grown too large for a cookie: each refresh succeeds, the browser drops the token, and after three returns the page says so; without the claim the session is renewed",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      const { sessionHandle } = await visitor.claims();
      await grow(scene, visitor, page, 5_000);
      await visitor.expireAccessToken();
      await expectEndOfLoop(scene, visitor, page, tooLarge);
      scene.happens("an operator removes the claim");
      await fetch(`${scene.site.url}/shrink`, {
        method: "POST",
        headers: { [senderHeader]: "an operator" },
        body: new URLSearchParams({ handle: sessionHandle }),
      });
      await page.getByRole("button", { name: "Try again" }).click();
      await visitor.arrived(page, dashboard);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "token-barely-too-large",
    title:
      "An access token that fits into a cookie until a refresh makes it longer: the message for a session that is too large",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await grow(scene, visitor, page, maxToken - addedByRefresh + 6);
      await visitor.expireAccessToken();
      const renewed = lengthOfRenewed(page);
      await expectEndOfLoop(scene, visitor, page, tooLarge);
      expect(await renewed).toBeGreaterThan(maxToken);
      expect(await renewed).toBeLessThanOrEqual(maxToken + 6);
    },
  },
  {
    id: "token-fits",
    title: "An access token that fills a cookie is renewed like any other",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await grow(scene, visitor, page, maxToken - addedByRefresh);
      await visitor.expireAccessToken();
      const renewed = lengthOfRenewed(page);
      await visitor.go(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
      expect(await renewed).toBeGreaterThan(maxToken - 6);
    },
  },
  {
    id: "sign-in-token-too-large",
    title:
      "A sign-in whose session is too large for a cookie: a page that says so, not the login page again",
    capability,
    only: ({ login }) => login.path === "/login",
    async play(scene) {
      const visitor = await scene.visitor();
      const role = "r".repeat(3_000);
      scene.site.wire.name(role, "a role of 3,000 characters");
      const page = await visitor.open(scene.loginPage(dashboard));
      visitor.trail.length = 0;
      await page.getByLabel("Role").fill(role);
      const { login } = scene.site.frontEnd;
      const signedIn = page.waitForResponse("**/login?*");
      await login.submit(page, visitor.account, scene.site.core);
      expect((await signedIn).status()).toBe(200);
      await scene.expectAlert(page, tooLarge);
      expect(page.url()).toBe(scene.site.url + scene.refreshPage(dashboard));
      expect(await visitor.cookie("sAccessToken")).toBeUndefined();
      expect(await visitor.cookie("sRefreshToken")).toBeDefined();
      // The SDK makes sure before the sign-in that there is no session.
      expect(visitor.refreshes).toBe(2);
    },
  },
  {
    id: "clock-behind",
    title:
      "The core's clock is hours behind, so every new token has already expired: after three returns, a page says so",
    capability,
    controlsCore: true,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the clock of the core is set two hours back");
      scene.core.clock.advance(-2 * 60 * 60 * 1000);
      await expectEndOfLoop(scene, visitor, page);
    },
  },
  {
    id: "cookies-blocked",
    title: "The browser blocks cookies and storage: after three requests, a page says so",
    capability,
    async play(scene) {
      const visitor = await scene.visitor();
      await visitor.context.addInitScript(blockCookies);
      const page = await visitor.open(dashboard, scene.loginPage(dashboard));
      await scene.expectAlert(page, "blocks cookies");
      expect(visitor.refreshes).toBe(0);
      expect(visitor.trail.length).toBeLessThanOrEqual(3);
    },
  },
  {
    id: "storage-blocked",
    title: "The browser blocks session storage only: no loop, but a page that says so",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.context.addInitScript(() => {
        Object.defineProperty(window, "sessionStorage", {
          get() {
            throw new DOMException("Access is denied for this document.", "SecurityError");
          },
        });
      });
      await page.goto(scene.site.url + dashboard, { waitUntil: "commit" });
      await scene.expectAlert(page, notKept);
      expect(page.url()).toBe(scene.site.url + scene.refreshPage(dashboard));
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "slow-network",
    title: "A slow network: the page says what it is doing, and sends one request",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const network = await visitor.context.newCDPSession(page);
      await network.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 300,
        downloadThroughput: 200_000,
        uploadThroughput: 100_000,
      });
      // However fast this machine is, the message appears before the response arrives.
      const held = await holdRefresh(visitor);
      await page.goto(scene.site.url + dashboard, { waitUntil: "commit" });
      await page.getByRole("status").filter({ hasText: "Renewing your session" }).waitFor();
      held.release();
      await visitor.arrived(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "no-script",
    title:
      "JavaScript is off: the refresh page says what it needs, and links to the login page",
    capability,
    async play(scene) {
      const visitor = await scene.visitor({ javaScriptEnabled: false });
      const page = await visitor.open(dashboard, scene.refreshPage(dashboard));
      const explanation = page.locator("noscript p").first();
      expect(await explanation.isVisible()).toBe(true);
      expect(await explanation.textContent()).toContain("needs JavaScript");
      await page.getByRole("link", { name: "Sign in" }).click();
      await visitor.arrived(page, scene.site.frontEnd.login.path);
    },
  },
  {
    id: "no-script-sign-in",
    title:
      "JavaScript is off at sign-in: the form works, and with JavaScript that session is refreshed",
    capability: "sign-in",
    only: ({ signsInWithoutScript }) => signsInWithoutScript === true,
    async play(scene) {
      const scriptless = await scene.visitor({ javaScriptEnabled: false });
      const form = await scriptless.open(scene.loginPage(dashboard));
      const answer = form.waitForResponse((response) => response.request().method() === "POST");
      await scriptless.signIn(form, dashboard);
      expect((await answer).status()).toBe(303);
      await scene.expectSignedIn(form, scriptless);
      await scriptless.expireAccessToken();

      scene.happens("JavaScript is switched on");
      const storageState = await scriptless.context.storageState();
      const visitor = await scene.visitor({ storageState });
      const page = await visitor.open(dashboard);
      await scene.expectSignedIn(page, scriptless);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "sign-in-core-down",
    title: "The core is down at sign-in: the form says so, and works when the core is back",
    capability: "sign-in",
    only: ({ login }) => login.path === "/login",
    async play(scene) {
      const visitor = await scene.visitor();
      const page = await visitor.open("/login");
      scene.happens("the core goes down");
      await scene.core.outage({ mode: "refuse" });
      await scene.site.frontEnd.login.submit(page, visitor.account, scene.site.core);
      await scene.expectAlert(page, "Signing in failed. The server answered 500.");
      await scene.core.recover();
      scene.happens("the core is back");
      await visitor.signIn(page, "/");
    },
  },
];

/** Adds a claim with which the access token has about this length. */
async function grow(scene: Scene, visitor: Visitor, page: Page, length: number): Promise<void> {
  const grown = await page.evaluate(async (body) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await fetch("/grow", { method: "POST", headers, body });
    return response.json();
  }, `length=${length}`);
  expect(Math.abs(grown.length - length)).toBeLessThan(4);
  await visitor.record();
  scene.site.wire.name(grown.plan, "a long claim");
}

/** The length of the access token that the next refresh brings. */
async function lengthOfRenewed(page: Page): Promise<number> {
  const response = await page.waitForResponse(refreshApi);
  const headers = await response.headersArray();
  const token = headers.find(({ value }) => value.startsWith("sAccessToken="));
  return token?.value.slice("sAccessToken=".length).split(";")[0]?.length ?? 0;
}

async function expectRetry(
  scene: Scene,
  visitor: Visitor,
  page: Page,
  end: () => Promise<void>,
  user = visitor,
): Promise<void> {
  const retry = page.getByRole("button", { name: "Try again" });
  await scene.expectAlert(page, unreachable);
  expect(await page.getByRole("status").isVisible()).toBe(false);
  const tried = page.waitForRequest(refreshApi);
  await retry.click();
  await tried;
  await scene.expectAlert(page, unreachable);
  expect(visitor.trail).toEqual([
    `GET ${dashboard}`,
    `GET ${scene.refreshPage(dashboard)}`,
    refreshCall,
    refreshCall,
  ]);
  await end();
  await retry.click();
  await visitor.arrived(page, dashboard);
  await scene.expectSignedIn(page, user);
  expect(visitor.trail.slice(4)).toEqual([refreshCall, `GET ${dashboard}`]);
}

/** The refresh page shows that the session is not kept, after a page and three returns to it, and stays. */
async function expectNotKept(
  scene: Scene,
  visitor: Visitor,
  page: Page,
  message = notKept,
): Promise<void> {
  await scene.expectAlert(page, message);
  expect(page.url()).toBe(scene.site.url + scene.refreshPage(dashboard));
  expect(visitor.refreshes).toBe(4);
  const loads = visitor.trail.filter((step) => step === `GET ${dashboard}`);
  expect(loads).toHaveLength(4);
  const { length } = visitor.trail;
  await setTimeout(500);
  expect(visitor.trail.slice(length)).toEqual([]);
}

async function expectEndOfLoop(
  scene: Scene,
  visitor: Visitor,
  page: Page,
  message = notKept,
): Promise<void> {
  await page.goto(scene.site.url + dashboard, { waitUntil: "commit" });
  await expectNotKept(scene, visitor, page, message);
}

/** In a page: what it sees in Chromium, Firefox and Safari when they are set to block all cookies. */
export function blockCookies(): void {
  const denied = {
    get() {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    },
  };
  Object.defineProperties(window, { localStorage: denied, sessionStorage: denied });
  Object.defineProperty(Document.prototype, "cookie", { get: () => "", set() {} });
  Object.defineProperty(Navigator.prototype, "cookieEnabled", { get: () => false });
}

/** Lets a call succeed, but takes the access token out of its cookies. */
export async function withoutAccessToken(route: Route): Promise<void> {
  const request = route.request();
  // Not route.fetch(): it would put the cookies into the browser itself.
  const response = await fetch(request.url(), {
    method: request.method(),
    headers: await request.allHeaders(),
    body: request.postData(),
    redirect: "manual",
  });
  const cookies = response.headers
    .getSetCookie()
    .filter((cookie) => !cookie.startsWith("sAccessToken="));
  await route.fulfill({
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), "set-cookie": cookies.join("\n") },
    body: await response.text(),
  });
}
