import { expect } from "vitest";
import type { Scenario } from "../scene.ts";
import { refreshCall } from "../visitor.ts";
import { blockCookies, withoutAccessToken } from "./trouble.ts";

const account = "/account?tab=1";
const callOfApi = "GET /api/user";

/** The route that only the browser guards, and signing out. */
export const client: readonly Scenario[] = [
  {
    id: "guard-user",
    title: "A client-side route lets a user in, without a refresh",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(0);
    },
  },
  {
    id: "guard-guest",
    title:
      "A client-side route sends a guest to the login page, and signing in leads back to it",
    capability: "client-guard",
    async play(scene) {
      const visitor = await scene.visitor();
      const page = await visitor.open(account, scene.loginPage(account));
      // The route was never shown, not even empty: it calls the API as soon as it is.
      expect(visitor.trail).not.toContain(callOfApi);
      await visitor.signIn(page, account);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "guard-fragment",
    title:
      "A client-side route with a fragment in its URL, for a guest: the fragment is still there after the sign-in",
    capability: "client-guard",
    async play(scene) {
      const visitor = await scene.visitor();
      const address = `${account}#part-2`;
      const page = await visitor.open(address, scene.loginPage(address));
      await visitor.signIn(page, address);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "guard-refused-fragment",
    title:
      "A client-side route with a fragment whose API refuses the session: the fragment is still there after the sign-in",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the session is revoked");
      await scene.core.revokeUser(visitor.user);
      const address = `${account}#part-2`;
      await visitor.go(page, address, scene.loginPage(address));
      await visitor.signIn(page, address);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "guard-cookies-blocked",
    title:
      "A client-side route in a browser that blocks cookies: it is not shown, and the login page says why",
    capability: "client-guard",
    async play(scene) {
      const visitor = await scene.visitor();
      await visitor.context.addInitScript(blockCookies);
      const page = await visitor.open(account, scene.loginPage(account));
      await scene.expectAlert(page, "blocks cookies");
      expect(visitor.trail).not.toContain(callOfApi);
      expect(visitor.refreshes).toBe(0);
    },
  },
  {
    id: "guard-link",
    title:
      "A guest follows a link to a client-side route: the login page opens, and the back button leads back to the link",
    capability: "client-guard",
    only: ({ singlePage }) => singlePage === true,
    async play(scene) {
      const visitor = await scene.visitor();
      const page = await visitor.open("/");
      await page.getByRole("link", { name: "Account" }).click();
      await visitor.arrived(page, scene.loginPage("/account"));
      await page.goBack();
      await visitor.arrived(page, "/");
      // Opened by its URL, the route is not in the history at all.
      const direct = await visitor.open(account, scene.loginPage(account));
      await direct.goBack();
      expect(direct.url()).toBe("about:blank");
    },
  },
  {
    id: "guard-expired",
    title:
      "A client-side route for a user with an expired access token: one refresh, then the page",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.expireFrontToken();
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "guard-revoked",
    title:
      "A client-side route for a user whose session is revoked: the login page, once the token has expired",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.expireFrontToken();
      scene.happens("the session is revoked");
      await scene.core.revokeUser(visitor.user);
      await visitor.go(page, account, scene.loginPage(account));
      // One of the guard. The refresh page asks again: somebody may have signed in since without the SDK.
      expect(visitor.refreshes).toBe(2);
    },
  },
  {
    id: "guard-stale-note",
    title:
      "A client-side route whose token has expired without the SDK's knowledge: the call to its API causes a refresh, and is repeated",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.trail).toEqual([`GET ${account}`, callOfApi, refreshCall, callOfApi]);
    },
  },
  {
    id: "guard-refused",
    title:
      "A client-side route whose session has ended without the SDK's knowledge: its API refuses, and the login page opens",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the session is revoked");
      await scene.core.revokeUser(visitor.user);
      await visitor.go(page, account, scene.loginPage(account));
      expect(visitor.trail.slice(0, 3)).toEqual([`GET ${account}`, callOfApi, refreshCall]);
      // One of the call, one of the refresh page.
      expect(visitor.refreshes).toBe(2);
      await visitor.signIn(page, account);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "guard-unreachable",
    title:
      "A client-side route when the core is down and the token has expired: a message and a button, not the login page",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.expireFrontToken();
      scene.happens("the core goes down");
      await scene.core.outage({ mode: "refuse" });
      await page.goto(scene.site.url + account, { waitUntil: "commit" });
      await scene.expectAlert(page, "The server cannot be reached.");
      // Each router has a way of its own to encode what needs no encoding.
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get("redirectBack")]).toEqual([
        "/refresh-session",
        account,
      ]);
      await scene.core.recover();
      scene.happens("the core is back");
      await page.getByRole("button", { name: "Try again" }).click();
      await visitor.arrived(page, account);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "guard-not-kept",
    title:
      "A client-side route whose access token never reaches the browser: after four visits, a page says so",
    capability: "client-guard",
    unrecorded: true,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.context.clearCookies({ name: "sAccessToken" });
      await visitor.context.route("**/auth/session/refresh", withoutAccessToken);
      await page.goto(scene.site.url + account, { waitUntil: "commit" });
      await scene.expectAlert(page, "this site did not get your session");
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get("redirectBack")]).toEqual([
        "/refresh-session",
        account,
      ]);
      const visits = visitor.trail.filter((step) => step === `GET ${account}`);
      expect(visits).toHaveLength(4);
      // Each visit calls the API, renews once and repeats the call; the refresh page renews again.
      expect(visitor.refreshes).toBe(8);
    },
  },
  {
    id: "guard-api-fails",
    title: "A client-side route whose API responds with an error: the page says so, and stays",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.context.route("**/api/user", (route) =>
        route.fulfill({ status: 500, json: { message: "internal error" } }),
      );
      await visitor.go(page, account);
      await scene.expectAlert(page, "The server cannot be reached. Load the page again.");
      expect(await page.getByText("Signed in as").count()).toBe(0);
      expect(visitor.trail).toEqual([`GET ${account}`, callOfApi]);
    },
  },
  {
    id: "sign-out",
    title: "Sign-out ends the session, in the core and in the browser",
    capability: "refresh-page",
    async play(scene) {
      const { visitor, page } = await scene.user();
      await page.getByRole("button", { name: "Sign out" }).click();
      await visitor.arrived(page, scene.site.frontEnd.login.path);
      expect(visitor.trail[0]).toBe("POST /auth/signout");
      expect(await scene.core.revokeUser(visitor.user)).toEqual([]);
      expect(await visitor.cookie("sAccessToken")).toBeUndefined();
      expect(await visitor.frontToken()).toBeUndefined();
      await visitor.go(page, "/dashboard", scene.loginPage("/dashboard"));
    },
  },
  {
    id: "sign-out-core-down",
    title: "The core is down at sign-out: the page says so, and the session continues",
    capability: "refresh-page",
    async play(scene) {
      const { visitor, page } = await scene.user();
      scene.happens("the core goes down");
      await scene.core.outage({ mode: "refuse" });
      await page.getByRole("button", { name: "Sign out" }).click();
      await scene.expectAlert(page, "Signing out failed. You are still signed in.");
      await scene.core.recover();
      scene.happens("the core is back");
      await visitor.go(page, "/dashboard");
      await scene.expectSignedIn(page, visitor);
    },
  },
];
