import type { Page } from "playwright-core";
import { expect } from "vitest";
import { startIdentityProvider } from "../identity-provider.ts";
import type { Scenario, Scene } from "../scene.ts";
import { type FrontToken, refreshCall, type Visitor } from "../visitor.ts";
import { postForm } from "./posts.ts";
import { holdRefresh } from "./refresh.ts";

const dashboard = "/dashboard?tab=1";
const account = "/account?tab=1";
const capability = "front-token";

/** The SDK's record of the session after a page load, whose response no script can read. */
export const frontToken: readonly Scenario[] = [
  {
    id: "front-token-rotated",
    title:
      "The server receives a new access token while it renders: the front token is older, but still correct",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const held = await holdRefresh(visitor);
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await held.waits;
      const refreshed = page.waitForResponse("**/auth/session/refresh");
      const rendered = page.waitForResponse(scene.site.url + dashboard);
      held.release();
      const tokens = [await refreshed, await rendered].map(async (response) => {
        const headers = await response.headersArray();
        const cookie = headers.find(({ value }) => value.startsWith("sAccessToken="))?.value;
        const note = headers.find(({ name }) => name.toLowerCase() === "front-token")?.value;
        return { cookie: cookie?.split(";")[0], note };
      });
      const [first, second] = await Promise.all(tokens);
      await visitor.arrived(page, dashboard);
      // Both responses have an access token and its front token; the browser keeps the second access token, and the SDK the first front token.
      expect(second?.cookie).toBeTruthy();
      expect(second?.cookie).not.toBe(first?.cookie);
      expect(`sAccessToken=${(await visitor.cookie("sAccessToken"))?.value}`).toBe(
        second?.cookie,
      );
      expect((await visitor.cookie("sFrontToken"))?.value).toBe(first?.note);
      // It has the same user and the same payload, and an expiry that is not later than the true one.
      const [known, actual] = [first, second].map((token) => decode(token?.note));
      expect(known?.uid).toBe(actual?.uid);
      expect(known?.up.roles).toEqual(actual?.up.roles);
      expect(known?.ate).toBeLessThanOrEqual(actual?.ate ?? 0);
      // So the front end works as before.
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "front-token-payload",
    title:
      "The server changes the payload while it renders: the SDK keeps the old payload until a refresh",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await visitor.go(page, "/change-payload");
      await scene.expectSignedIn(page, visitor);
      const known = async () => (await visitor.frontToken())?.up.plan;
      expect((await visitor.claims()).plan).toBe("paid");
      expect(await known()).toBeUndefined();
      // A response of the API has a front token only if the session has changed.
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(await known()).toBeUndefined();
      // With a token that is still good, too: a refresh is what its page may ask for.
      await visitor.go(page, scene.refreshPage(dashboard), dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(await known()).toBe("paid");
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "front-token-left-over",
    title:
      "The session ends while the browser is away: the SDK assumes that it is active until the refresh page has called the server",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      scene.happens("the session is revoked");
      await scene.core.revokeUser(visitor.user);
      const held = await holdRefresh(visitor);
      const path = "/dashboard-checked?tab=1";
      await visitor.go(page, path, scene.refreshPage(path));
      await held.waits;
      expect((await visitor.frontToken())?.uid).toBe(visitor.user);
      held.release();
      await visitor.arrived(page, scene.loginPage(path));
      expect(await visitor.frontToken()).toBeUndefined();
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "front-token-missing",
    title:
      "The session began without the front-end SDK: a refresh informs the front end, and the guarded route opens",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      // As after a form that the browser has posted, or a sign-in that has ended in a redirect.
      scene.happens("the SDK's front token is not there");
      await visitor.context.clearCookies({
        name: /^(sFrontToken|st-last-access-token-update)$/,
      });
      await visitor.go(page, dashboard);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(0);
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
      expect((await visitor.frontToken())?.uid).toBe(visitor.user);
    },
  },
  {
    id: "sign-in-redirect",
    title:
      "Signed out, then signed in by an identity provider's redirect: the SDK still treats the visitor as signed out, but the refresh page renews the session",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await signOut(scene, visitor, page);
      await signInByRedirect(scene, visitor, page);
      await expectRenewed(scene, visitor, page);
    },
  },
  {
    id: "sign-in-form",
    title:
      "Signed out, then signed in by a form that the browser posts itself: the refresh page renews the session",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await signOut(scene, visitor, page);
      await postForm(page, loginOf(dashboard), { user: visitor.user });
      await visitor.arrived(page, dashboard);
      await expectRenewed(scene, visitor, page);
    },
  },
  {
    id: "guard-sign-in-redirect",
    title:
      "Signed out, then signed in by an identity provider's redirect: a client-side route opens, via the refresh page",
    capability: "client-guard",
    async play(scene) {
      const { visitor, page } = await scene.user();
      await signOut(scene, visitor, page);
      await signInByRedirect(scene, visitor, page);
      await visitor.go(page, account);
      await scene.expectSignedIn(page, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
  {
    id: "sign-out-redirect",
    title:
      "Signed out, then signed in by an identity provider's redirect: signing out ends that session too",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await signOut(scene, visitor, page);
      await signInByRedirect(scene, visitor, page);
      await visitor.go(page, "/");
      await signOut(scene, visitor, page);
      expect(await scene.core.revokeUser(visitor.user)).toEqual([]);
      expect(await visitor.cookie("sAccessToken")).toBeUndefined();
    },
  },
  {
    id: "signed-out-tabs",
    title:
      "Signed out, then signed in by an identity provider's redirect: two tabs with an expired token send one refresh",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor, page } = await scene.user();
      await signOut(scene, visitor, page);
      await signInByRedirect(scene, visitor, page);
      await visitor.expireAccessToken();
      const held = await holdRefresh(visitor);
      await visitor.go(page, dashboard, scene.refreshPage(dashboard));
      await held.waits;
      const second = "/dashboard?tab=2";
      const other = await visitor.open(second, scene.refreshPage(second));
      await other.getByText("Renewing your session").waitFor();
      held.release();
      await visitor.arrived(page, dashboard);
      await visitor.arrived(other, second);
      await scene.expectSignedIn(other, visitor);
      expect(visitor.refreshes).toBe(1);
    },
  },
];

function loginOf(redirectBack: string): string {
  return `/login?${new URLSearchParams({ redirectBack })}`;
}

async function signOut(scene: Scene, visitor: Visitor, page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await visitor.arrived(page, scene.site.frontEnd.login.path);
  expect(await visitor.frontToken()).toBeUndefined();
  visitor.trail.length = 0;
}

/** Arrives at the dashboard from a page on another site, by redirects: no script receives a response. */
async function signInByRedirect(scene: Scene, visitor: Visitor, page: Page): Promise<void> {
  const query = new URLSearchParams({ user: visitor.user, redirectBack: dashboard });
  const provider = await startIdentityProvider(`${scene.site.url}/callback?${query}`);
  try {
    visitor.elsewhere.add(provider.url);
    scene.happens("the visitor signs in at an identity provider");
    await page.goto(provider.url);
    await page.getByRole("link", { name: "Continue" }).click();
    await visitor.arrived(page, dashboard);
  } finally {
    await provider.close();
  }
  await scene.expectSignedIn(page, visitor);
  expect(visitor.refreshes).toBe(0);
  expect(await visitor.frontToken()).toBeUndefined();
  visitor.trail.length = 0;
}

async function expectRenewed(scene: Scene, visitor: Visitor, page: Page): Promise<void> {
  visitor.trail.length = 0;
  await visitor.expireAccessToken();
  await visitor.go(page, dashboard);
  await scene.expectSignedIn(page, visitor);
  expect(visitor.trail).toEqual([
    `GET ${dashboard}`,
    `GET ${scene.refreshPage(dashboard)}`,
    refreshCall,
    `GET ${dashboard}`,
  ]);
  expect((await visitor.frontToken())?.uid).toBe(visitor.user);
}

function decode(note: string | undefined): FrontToken | undefined {
  return note === undefined ? note : JSON.parse(Buffer.from(note, "base64").toString());
}
