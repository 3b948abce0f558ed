import { expect } from "vitest";
import type { Scenario } from "../scene.ts";
import { refreshCall } from "../visitor.ts";

const account = "/account?tab=1";
const callOfApi = "GET /api/user";

/** The route that only the browser guards, and signing out. */
export const client: readonly Scenario[] = [
  {
    id: "guard-user",
    title: "A client-side route lets a user in, without a refresh",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.user();
      await guest.go(page, account);
      await scene.expectSignedIn(page, guest);
      expect(guest.refreshes).toBe(0);
    },
  },
  {
    id: "guard-guest",
    title:
      "A client-side route sends a guest to the login page, and signing in leads back to it",
    capability: "client-guard",
    async play(scene) {
      const guest = await scene.visitor();
      const page = await guest.open(account, scene.loginPage(account));
      await guest.signIn(page, account);
      await scene.expectSignedIn(page, guest);
    },
  },
  {
    id: "guard-link",
    title:
      "A link to a client-side route, for a guest: to the login page, and the back button leads back to the link",
    capability: "client-guard",
    only: ({ singlePage }) => singlePage === true,
    async play(scene) {
      const guest = await scene.visitor();
      const page = await guest.open("/");
      await page.getByRole("link", { name: "Account" }).click();
      await guest.arrived(page, scene.loginPage("/account"));
      await page.goBack();
      await guest.arrived(page, "/");
      // Asked for by its address, the route is not in the history at all.
      const direct = await guest.open(account, scene.loginPage(account));
      await direct.goBack();
      expect(direct.url()).toBe("about:blank");
    },
  },
  {
    id: "guard-expired",
    title:
      "A client-side route whose user has an expired access token: refreshed once, and shown",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.userWithExpiredToken();
      await guest.expireFrontToken();
      await guest.go(page, account);
      await scene.expectSignedIn(page, guest);
      expect(guest.refreshes).toBe(1);
    },
  },
  {
    id: "guard-revoked",
    title:
      "A client-side route whose user's session is revoked: to the login page once the token has expired",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.userWithExpiredToken();
      await guest.expireFrontToken();
      scene.happens("the session is revoked");
      scene.core.revokeUser(guest.user);
      await guest.go(page, account, scene.loginPage(account));
      expect(guest.refreshes).toBe(1);
    },
  },
  {
    id: "guard-stale-note",
    title:
      "A client-side route whose user's token has expired, unknown to the SDK: its call to the API refreshes, and is repeated",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.userWithExpiredToken();
      await guest.go(page, account);
      await scene.expectSignedIn(page, guest);
      expect(guest.trail).toEqual([`GET ${account}`, callOfApi, refreshCall, callOfApi]);
    },
  },
  {
    id: "guard-refused",
    title:
      "A client-side route whose user's session has ended, unknown to the SDK: its API refuses, and it leads to the login page",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.userWithExpiredToken();
      scene.happens("the session is revoked");
      scene.core.revokeUser(guest.user);
      await guest.go(page, account, scene.loginPage(account));
      expect(guest.trail.slice(0, 3)).toEqual([`GET ${account}`, callOfApi, refreshCall]);
      expect(guest.refreshes).toBe(1);
      await guest.signIn(page, account);
      await scene.expectSignedIn(page, guest);
    },
  },
  {
    id: "guard-unreachable",
    title:
      "A client-side route when the core is down and the token has expired: a message and a button, not the login page",
    capability: "client-guard",
    async play(scene) {
      const { guest, page } = await scene.userWithExpiredToken();
      await guest.expireFrontToken();
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
      await guest.arrived(page, account);
      await scene.expectSignedIn(page, guest);
    },
  },
  {
    id: "sign-out",
    title: "Sign-out ends the session, in the core and in the browser",
    capability: "refresh-page",
    async play(scene) {
      const { guest, page } = await scene.user();
      await page.getByRole("button", { name: "Sign out" }).click();
      await guest.arrived(page, scene.site.frontEnd.login.path);
      expect(guest.trail[0]).toBe("POST /auth/signout");
      expect(scene.core.revokeUser(guest.user)).toEqual([]);
      expect(await guest.cookie("sAccessToken")).toBeUndefined();
      expect(await guest.frontToken()).toBeUndefined();
      await guest.go(page, "/dashboard", scene.loginPage("/dashboard"));
    },
  },
  {
    id: "sign-out-core-down",
    title: "The core is down at sign-out: the page says so, and the session lives on",
    capability: "refresh-page",
    async play(scene) {
      const { guest, page } = await scene.user();
      scene.happens("the core goes down");
      await scene.core.outage({ mode: "refuse" });
      await page.getByRole("button", { name: "Sign out" }).click();
      await scene.expectAlert(page, "Signing out failed. You are still signed in.");
      await scene.core.recover();
      scene.happens("the core is back");
      await guest.go(page, "/dashboard");
      await scene.expectSignedIn(page, guest);
    },
  },
];
