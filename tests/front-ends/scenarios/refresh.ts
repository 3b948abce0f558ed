import { expect } from "vitest";
import type { Scenario } from "../scene.ts";
import { refreshCall, type Visitor } from "../visitor.ts";
import { senderHeader } from "../wire.ts";

const dashboard = "/dashboard?tab=1";
const capability = "refresh-page";

/** The refresh page, and where it leads. */
export const refresh: readonly Scenario[] = [
  {
    id: "expired",
    title:
      "Expired access token: one refresh, then back to the page; the back button skips the refresh page",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.trail).toEqual([
        `GET ${dashboard}`,
        `GET ${scene.refreshPage(dashboard)}`,
        refreshCall,
        `GET ${dashboard}`,
      ]);
      await page.goBack();
      expect(page.url()).toBe(`${scene.site.url}/`);
      await page.goForward();
      expect(page.url()).toBe(scene.site.url + dashboard);
    },
  },
  {
    id: "expired-address",
    title: "Expired access token: path, query string and fragment of the URL arrive unchanged",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const address = "/dashboard/?q=a%20b%26c&q=%C3%A9&r=/x?y=1";
      await visitor.go(page, address);
      await scene.expectSignedIn(page, visitor);
      await visitor.expireAccessToken();
      // A guard in the browser sees the hash, and names it in the query.
      await visitor.go(page, scene.refreshPage(`${address}#part-2`), `${address}#part-2`);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "expired-fragment",
    title:
      "Expired access token on a URL with a fragment: the server never sees the fragment, and the browser keeps it",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const held = await holdRefresh(visitor);
      const fragment = "#part-2/%C3%A9?x=1";
      await page.goto(scene.site.url + dashboard + fragment, { waitUntil: "commit" });
      // Inherited over the redirect: RFC 9110, section 10.2.2.
      await visitor.arrived(page, scene.refreshPage(dashboard) + fragment);
      await held.waits;
      held.release();
      await visitor.arrived(page, dashboard + fragment);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.trail).toEqual([
        `GET ${dashboard}`,
        `GET ${scene.refreshPage(dashboard)}`,
        refreshCall,
        `GET ${dashboard}`,
      ]);
    },
  },
  {
    id: "no-session-fragment",
    title: "A guest on a URL with a fragment: the fragment is still there after the sign-in",
    capability,
    async play(scene) {
      const visitor = await scene.visitor();
      const address = `${dashboard}#part-2`;
      const page = await visitor.open(address, scene.loginPage(address));
      await visitor.signIn(page, address);
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "expired-jwt",
    title:
      "Expired access token on a page that verifies the token itself: one refresh, then back to the page",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, "/dashboard-jwt?tab=1");
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "no-session",
    title: "A guest goes to the login page and, after signing in, to the requested page",
    capability,
    async play(scene) {
      const visitor = await scene.visitor();
      const page = await visitor.open(dashboard, scene.loginPage(dashboard));
      expect(visitor.refreshes).toBe(1);
      await visitor.signIn(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "revoked",
    title:
      "A revoked session with an expired access token leads to the login page, and signing in leads back",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the session is revoked");
      expect(await scene.core.revokeUser(visitor.user)).toHaveLength(1);
      await visitor.go(page, dashboard, scene.loginPage(dashboard));
      expect(visitor.refreshes).toBe(1);
      expect(await visitor.cookie("sAccessToken")).toBeUndefined();
      expect(await visitor.frontToken()).toBeUndefined();
      await visitor.signIn(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      // The new session is refreshed as well.
      await visitor.expireAccessToken();
      await visitor.go(page, "/dashboard?tab=2");
      await scene.expectSignedIn(page, visitor);
    },
  },
  {
    id: "revoked-checked",
    title: "A revoked session on a page that calls the core leads to the login page",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      scene.happens("the session is revoked");
      expect(await scene.core.revokeUser(visitor.user)).toHaveLength(1);
      const path = "/dashboard-checked?tab=1";
      await visitor.go(page, path, scene.loginPage(path));
      expect(visitor.refreshes).toBe(1);
      expect(await visitor.cookie("sAccessToken")).toBeUndefined();
    },
  },
  {
    id: "theft",
    title:
      "Token theft while the page is open: the next refresh ends the session for both parties, and leads to the login page",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.go(page, dashboard);
      const stolen = (await visitor.cookie("sRefreshToken"))?.value ?? "";
      scene.happens("a thief copies the refresh token");
      const thief = await refreshAsThief(scene.site.url, stolen);
      // Used once, the thief's access token makes the stolen refresh token the older one.
      const used = await fetch(`${scene.site.url}/dashboard`, {
        headers: { ...asThief, cookie: `sAccessToken=${thief.accessToken}` },
        redirect: "manual",
      });
      expect(used.status).toBe(200);
      await visitor.expireAccessToken();
      await visitor.go(page, dashboard, scene.loginPage(dashboard));
      expect(visitor.refreshes).toBe(1);
      expect(await scene.core.revokeUser(visitor.user)).toEqual([]);
      expect((await refreshAsThief(scene.site.url, thief.refreshToken)).status).toBe(401);
    },
  },
  {
    id: "optional",
    title:
      "A page with an optional session and an expired access token: refreshed, and shown to the user",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, "/welcome");
      await page.getByText(`Hello again, ${visitor.user}`).waitFor();
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "optional-revoked",
    title:
      "A page with an optional session that is revoked: the page for a guest, not the login page",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      scene.happens("the session is revoked");
      await scene.core.revokeUser(visitor.user);
      await visitor.go(page, "/welcome");
      await page.getByText("Hello, guest").waitFor();
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "back-button",
    title:
      "A return with the back button and an expired access token: refreshed, and the history still works",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.go(page, dashboard);
      await visitor.go(page, "/welcome");
      await visitor.expireAccessToken();
      await page.goBack({ waitUntil: "commit" });
      await visitor.arrived(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
      await page.goBack({ waitUntil: "commit" });
      await visitor.arrived(page, "/");
    },
  },
  {
    id: "unmounted",
    title:
      "A visitor who leaves the refresh page before it finishes stays on the page they opened",
    capability,
    only: ({ singlePage }) => singlePage === true,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const held = await holdRefresh(visitor);
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await held.waits;
      await page.getByRole("link", { name: "Home" }).click();
      await visitor.arrived(page, "/");
      const answered = page.waitForResponse("**/auth/session/refresh");
      held.release();
      await answered;
      // One visit to the server more than a redirect would need.
      await page.evaluate(() =>
        fetch("/style.css").then(() => new Promise(requestAnimationFrame)),
      );
      expect(page.url()).toBe(`${scene.site.url}/`);
      // The refresh went through all the same.
      await visitor.go(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "strict-mode",
    title: "React StrictMode mounts the refresh page twice: one refresh, then back to the page",
    capability,
    development: true,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "strict-mode-no-session",
    title: "React StrictMode mounts the refresh page twice for a guest: the login page opens",
    capability,
    development: true,
    async play(scene) {
      const visitor = await scene.visitor();
      await visitor.open(dashboard, scene.loginPage(dashboard));
      expect(visitor.refreshes).toBe(1);
    },
  },
];

/** Keeps every refresh of a visitor waiting until it is released. */
export async function holdRefresh({
  context,
}: Visitor): Promise<{ waits: Promise<void>; release: () => void }> {
  const [released, release] = later();
  const [waits, begin] = later();
  await context.route("**/auth/session/refresh", async (route) => {
    begin();
    await released;
    await route.continue();
  });
  return { waits, release };
}

/** A promise, and what fulfils it. */
function later(): [Promise<void>, () => void] {
  let fulfil = () => {};
  const promise = new Promise<void>((resolve) => {
    fulfil = resolve;
  });
  return [promise, () => fulfil()];
}

const asThief = { [senderHeader]: "the thief" };

/** A refresh without a browser. */
async function refreshAsThief(origin: string, refreshToken: string) {
  const response = await fetch(`${origin}/auth/session/refresh`, {
    method: "POST",
    headers: { ...asThief, rid: "session", cookie: `sRefreshToken=${refreshToken}` },
  });
  const value = (name: string) =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split(";")[0] ?? "";
  return {
    status: response.status,
    accessToken: value("sAccessToken"),
    refreshToken: value("sRefreshToken"),
  };
}
