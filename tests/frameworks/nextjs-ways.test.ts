import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type { superTokensMiddleware } from "supertokens-auth-react/lib/build/nextjs/middleware";
import * as untyped from "supertokens-auth-react/nextjs/middleware.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jwksCooldown } from "../../contract/jwks-cooldown.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { MeasuredWay } from "../../results/nextjs-ways.ts";
import { launchBrowser } from "../support/chromium.ts";
import { coreTimeLimit } from "../support/core-time-limit.ts";
import { buildTime, minified, unchecked } from "../support/nextjs-build.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import {
  authReactApp,
  callsDuring,
  manifest,
  sandboxWith,
  scriptBytes,
  startNext,
  visit,
} from "./nextjs-app-build.ts";
import { frontTokenOf, HttpClient, type Trip } from "./nextjs-client.ts";

/** One way to verify the session of a page; docs/guides/nextjs-ways.mdx shows what is measured. */
interface Way {
  label: string;
  path: string;
  app: "own" | "auth-react";
  /** A page with a server action that is protected in this way. */
  action?: string;
}

const ways: Record<string, Way> = {
  proxy: {
    label: "getSession in the proxy",
    path: "/dashboard",
    app: "own",
    action: "/profile",
  },
  helper: { label: "getSession in the component", path: "/ways/helper", app: "own" },
  "get-ssr-session": {
    label: "getSSRSession of supertokens-node/nextjs",
    path: "/ways/get-ssr-session",
    app: "own",
  },
  jwt: { label: "The token alone, with jose", path: "/ways/jwt", app: "own" },
  "with-session": {
    label: "withSession, for an API route",
    path: "/api/user",
    app: "own",
  },
  "auth-react": {
    label: "supertokens-auth-react/nextjs",
    path: "/dashboard",
    app: "auth-react",
    action: "/profile",
  },
};

/** A page as a reader may have written it: with the action, and not in the matcher of the proxy. */
const traps = {
  "app/forgotten/page.tsx": `
import { GreetButton } from "../profile/greet-button";
export default function Page() {
  return <GreetButton />;
}
`,
};

type Built = StartedApp & { folder: string };
let core: RunningMockCore;
let apps: Record<Way["app"], Built>;

beforeAll(async () => {
  core = await startMockCore();
  apps = {
    own: await startNext(
      await sandboxWith("ways", (files) => minified(unchecked(files))),
      core,
    ),
    "auth-react": await startNext(await authReactApp("auth-react", traps), core),
  };
}, 2 * buildTime);

afterAll(async () => {
  for (const app of Object.values(apps ?? {})) await app.stop();
  await core?.close();
});

/** Alice, signed in, whose page has been seen once: the server knows the keys of the core. */
async function signedIn({ app, path }: Way, on: StartedApp = apps[app]): Promise<HttpClient> {
  const alice = new HttpClient(on, core);
  await alice.signIn(app === "own" ? "/login" : "/sign-in?user=alice");
  await alice.open(path);
  return alice;
}

/** What one way does in each state that a session can be in. */
async function measure(way: Way) {
  const states: Record<string, Trip> = {};
  let alice = await signedIn(way);
  states.valid = await alice.open(way.path);

  await alice.expire();
  states.expired = await alice.open(way.path);
  states["next page"] = await alice.open(way.path);
  states["page after that"] = await alice.open(way.path);

  alice = new HttpClient(apps[way.app], core);
  states["no session"] = await alice.open(way.path);

  alice = await signedIn(way);
  await core.control.revokeUser("alice");
  states.revoked = await alice.open(way.path);

  states["core down"] = await whileCoreIsDown(await signedIn(way), way);
  states["core down from the start"] = await onColdServer(way);
  // Last: one of the ways does not know the new key for ten minutes.
  states["new signing key"] = await afterKeyRotation(way);
  return states;
}

/** The JavaScript of a page, in kilobytes before compression. */
async function scripts(way: Way, path: string): Promise<number> {
  const alice = await signedIn(way);
  const cookie = ["sAccessToken", "sFrontToken"].map((name) => `${name}=${alice.cookie(name)}`);
  const { html } = await visit(apps[way.app], path, { cookie: cookie.join("; ") });
  return Math.round(scriptBytes(apps[way.app].folder, html) / 1000);
}

/** A session that another server has begun with a key that this one has not seen yet. */
async function afterKeyRotation(way: Way): Promise<Trip> {
  await setTimeout(jwksCooldown + 100);
  await core.control.rotateKeys();
  const { accessToken, refreshToken } = await core.control.createSession({
    userId: "alice",
    payload: { roles: { v: [], t: Date.now() } },
  });
  const alice = new HttpClient(apps[way.app], core);
  alice.set("sAccessToken", accessToken);
  alice.set("sFrontToken", frontTokenOf(accessToken));
  alice.set("sRefreshToken", encodeURIComponent(refreshToken));
  return alice.open(way.path);
}

async function whileCoreIsDown(alice: HttpClient, { path }: Way): Promise<Trip> {
  await core.control.outage({ mode: "refuse" });
  try {
    return await alice.open(path);
  } finally {
    await core.control.recover();
  }
}

async function onColdServer(way: Way): Promise<Trip> {
  const warm = await signedIn(way);
  const app = await startApp(apps[way.app].folder, { url: core.url, apiKey: "" });
  try {
    const alice = new HttpClient(app, core);
    for (const name of ["sAccessToken", "sRefreshToken", "sFrontToken"]) {
      alice.set(name, warm.cookie(name));
    }
    return await whileCoreIsDown(alice, way);
  } finally {
    await app.stop();
  }
}

describe("supertokens-auth-react/nextjs", () => {
  const way = ways["auth-react"] as Way;
  const middleware: typeof superTokensMiddleware = Reflect.get(
    untyped,
    "superTokensMiddleware",
  );
  const appInfoFor = (origin: string) => ({
    appName: "Example",
    apiDomain: origin,
    apiBasePath: "/auth",
    websiteDomain: origin,
    websiteBasePath: "/login",
  });

  /** Where a refresh leads with this return URL: with the middleware alone, and with the snippet. */
  async function refreshTo(redirectBack: string) {
    const path = `/auth/session/refresh?${new URLSearchParams({ stRedirectTo: redirectBack })}`;
    const { url } = apps["auth-react"];
    const alice = await signedIn(way);
    const alone = await middleware({ appInfo: appInfoFor(url) })(
      new Request(url + path, {
        headers: { cookie: `sRefreshToken=${alice.cookie("sRefreshToken")}` },
      }),
    );
    const { headers } = await (await signedIn(way)).request("GET", path);
    const paths = [alone?.headers, headers].map((from) => from?.get("location"));
    return paths.map((location) => location?.replace(url, ""));
  }

  test("follows a return URL with a backslash to another site, the snippet does not", async () => {
    expect(await refreshTo("/\\evil.example")).toEqual(["http://evil.example/", "/"]);
    expect(await refreshTo("/profile")).toEqual(["/profile", "/profile"]);
  });

  test("loses the query string of the page, and comes back to the page before", async () => {
    const alice = await signedIn(way);
    await alice.request("GET", "/profile");
    await alice.expire();
    const { headers } = await alice.request("GET", "/dashboard?tab=1");
    expect(headers.get("location")).toBe("/auth/session/refresh?stRedirectTo=/profile");
  });

  test("refreshes on a mere GET, which a link on another site can cause", async () => {
    const alice = await signedIn(way);
    const before = alice.cookie("sRefreshToken");
    const { status } = await alice.request("GET", "/auth/session/refresh", {
      "sec-fetch-site": "cross-site",
    });
    expect([status, alice.cookie("sRefreshToken") === before]).toEqual([302, false]);
  });

  test("signs out on a mere GET too, and leaves the cookie of the refresh token", async () => {
    const alice = await signedIn(way);
    const calls = await callsDuring(core, () =>
      alice.request("GET", "/login?forceLogout=true", { "sec-fetch-site": "cross-site" }),
    );
    expect(calls).toContain("POST /recipe/session/remove");
    expect(alice.cookie("sAccessToken")).toBe("");
    // It is removed for the path "/" only.
    expect(alice.cookie("sRefreshToken")).not.toBe("");
  });

  test("cannot refresh where VIA_CUSTOM_HEADER is asked for: it signs out", async () => {
    const alice = await signedIn(ways.proxy as Way);
    const cookie = `sRefreshToken=${alice.cookie("sRefreshToken")}`;
    const { url } = apps.own;
    const refresh = new Request(`${url}/auth/session/refresh`, { headers: { cookie } });
    const answer = await middleware({ appInfo: appInfoFor(url) })(refresh);
    expect(answer?.headers.get("location")).toBe(`${url}/login?forceLogout=true`);
  });

  test("puts a cookie on static pages; the snippet keeps them out of every cache", async () => {
    const { url } = apps["auth-react"];
    const alone = await middleware({ appInfo: appInfoFor(url) })(new Request(`${url}/profile`));
    expect(alone?.headers.getSetCookie()).toHaveLength(1);
    expect(alone?.headers.get("cache-control")).toBeNull();
    const { cache, cookies } = await visit(apps["auth-react"], "/profile");
    expect([cache, cookies]).toEqual(["private, no-store", ["sCurrentPath"]]);
  });

  test("refreshes once more when a page has delivered a new access token", async () => {
    const alice = await signedIn(way);
    await alice.expire();
    await alice.open(way.path);
    // What getSession in a proxy or a route that is loaded as a page does: a new access token,
    // and a front token in a header that no script sees.
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    alice.set("sAccessToken", accessToken);
    const trip = await alice.open(way.path);
    expect(trip.requests).toContain("GET /auth/session/refresh: 302");
  });

  test("accepts a JWT of the same core that is not an access token, which the snippet does not", async () => {
    const token = await core.control.mintAccessToken({
      userId: "mallory",
      claims: { sessionHandle: undefined, refreshTokenHash1: undefined, stt: 1 },
    });
    const alice = new HttpClient(apps["auth-react"], core);
    alice.set("sAccessToken", token);
    alice.set("sFrontToken", frontTokenOf(token));
    // Had the function not taken it for a session, it would lead to a sign-out.
    const { requests, end } = await alice.open(way.path);
    expect([requests, end]).toEqual([
      ["GET /dashboard: 307", "GET /login: 200"],
      "the sign-in page",
    ]);
  });

  test("takes two access tokens for a session, and a JWT of a user and a session, the snippet does not", async () => {
    const { mintAccessToken } = core.control;
    const { handle, accessToken } = await core.control.createSession({ userId: "alice" });
    const other = await mintAccessToken({ userId: "mallory" });
    const jwt = await mintAccessToken({
      userId: "alice",
      sessionHandle: handle,
      header: { version: undefined },
    });
    const object = await mintAccessToken({
      userId: "alice",
      claims: { sessionHandle: { a: 1 } },
    });
    const show = async (cookies: string, frontToken: string) =>
      (
        await visit(apps["auth-react"], "/optional", {
          cookie: `${cookies}; sFrontToken=${frontToken}`,
        })
      ).text;
    const front = frontTokenOf(accessToken);
    expect(await show(`sAccessToken=${accessToken}`, front)).toBe("Hello again, alice");
    // It leads to the refresh API: a redirect has no text.
    for (const cookies of [
      `sAccessToken=${other}; sAccessToken=${accessToken}`,
      `sAccessToken=${accessToken}; sAccessToken=${other}`,
      `st-access-token=${accessToken}`,
    ]) {
      expect(await show(cookies, front), cookies).not.toContain("alice");
    }
    for (const token of [jwt, object]) {
      expect(await show(`sAccessToken=${token}`, frontTokenOf(token))).toBe("Hello, guest");
    }
  });

  test("is not called by another site: sign-in, refresh, sign-out and server action are refused", async () => {
    const alice = await signedIn(way);
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: "http://localhost:1" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ];
    for (const headers of foreign) {
      for (const path of [
        "/sign-in?user=mallory",
        "/auth/session/refresh",
        "/auth/signout",
        "/profile",
      ]) {
        const calls = await callsDuring(core, async () => {
          const response = await alice.request("POST", path, headers);
          expect([response.status, response.headers.getSetCookie()], path).toEqual([403, []]);
        });
        expect(calls).toEqual([]);
      }
    }
    expect((await alice.open(way.path)).end).toBe("the page");
  });

  test("its server action refuses another site itself, on a page that the proxy does not match", async () => {
    const { url, folder } = apps["auth-react"];
    const [action = ""] = Object.keys(
      manifest(folder, "server/server-reference-manifest.json").node,
    );
    const alice = await signedIn(way);
    const cookie = ["sAccessToken", "sFrontToken"].map(
      (name) => `${name}=${alice.cookie(name)}`,
    );
    const greet = async (headers: Record<string, string>) => {
      const response = await fetch(`${url}/forgotten`, {
        method: "POST",
        headers: {
          accept: "text/x-component",
          "content-type": "text/plain;charset=UTF-8",
          "next-action": action,
          cookie: cookie.join("; "),
          ...headers,
        },
        body: "[]",
      });
      return response.text();
    };
    expect(await greet({ origin: url })).toContain("Hello, alice");
    expect(await greet({ "sec-fetch-site": "cross-site" })).not.toContain("alice");
  });

  test("a sign-in without a user is the client's fault", async () => {
    const response = await new HttpClient(apps["auth-react"], core).request("POST", "/sign-in");
    const session = response.headers
      .getSetCookie()
      .filter((cookie) => /^s(Access|Refresh)/.test(cookie));
    expect([response.status, session]).toEqual([400, []]);
  });

  test("a core that never responds ends a refresh after five seconds", async () => {
    const alice = await signedIn(way);
    await core.control.outage({ mode: "hang" });
    try {
      const start = performance.now();
      const { status } = await alice.request("POST", "/auth/session/refresh");
      expect(status).toBe(500);
      expect(performance.now() - start).toBeLessThan(coreTimeLimit);
    } finally {
      await core.control.recover();
    }
  }, 15_000);

  test("with an optional session, shows a guest and a user the same page", async () => {
    const show = async (cookie: string) =>
      (await visit(apps["auth-react"], "/optional", { cookie })).text;
    const alice = await signedIn(way);
    const [access, front] = ["sAccessToken", "sFrontToken"].map(
      (name) => `${name}=${alice.cookie(name)}`,
    );
    expect(await show(`${access}; ${front}`)).toBe("Hello again, alice");
    expect(await show("")).toBe("Hello, guest");
  });

  describe("its server action in a browser, called by way of ensureSessionAndCall", () => {
    let browser: Browser;
    let page: Page;
    /** "POST /profile" is the action. */
    let wire: string[];

    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    beforeEach(async () => {
      const context = await browser.newContext({ baseURL: apps["auth-react"].url });
      page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto("/profile");
      await page.waitForLoadState("networkidle");
      // The front-end SDK receives the response, and keeps its front token.
      await page.evaluate(() => fetch("/sign-in?user=alice", { method: "POST" }));
      wire = [];
      page.on("request", (request) => {
        if (request.method() !== "POST") return;
        wire.push(`POST ${new URL(request.url()).pathname}`);
      });
    });
    afterEach(() => page?.context().close());

    async function change(name: string, value: string) {
      const [cookie] = (await page.context().cookies()).filter((one) => one.name === name);
      if (!cookie) throw new Error(`There is no ${name}`);
      await page.context().addCookies([{ ...cookie, value }]);
    }
    async function accessToken() {
      const cookies = await page.context().cookies();
      return cookies.find(({ name }) => name === "sAccessToken")?.value ?? "";
    }
    const greet = () => page.getByRole("button", { name: "Greet" }).click();
    const shown = (text: string) => page.getByText(text, { exact: true }).waitFor();

    test("calls it at once with a session", async () => {
      await greet();
      await shown("Hello, alice");
      expect(wire).toEqual(["POST /profile"]);
    });

    test("refreshes first when the session has expired", async () => {
      const expired = await core.control.expire(await accessToken());
      await change("sAccessToken", expired);
      await change("sFrontToken", frontTokenOf(expired));
      await greet();
      await shown("Hello, alice");
      expect(wire).toEqual(["POST /auth/session/refresh", "POST /profile"]);
    });

    test("leads to the sign-in without a session, and calls nothing", async () => {
      await page.context().clearCookies();
      await greet();
      await page.waitForURL((url) => url.pathname === "/login");
      expect(new URL(page.url()).searchParams.get("redirectToPath")).toBe("/profile");
      expect(wire).not.toContain("POST /profile");
    });

    test("does not protect the action, which verifies on its own", async () => {
      await page.context().clearCookies({ name: "sAccessToken" });
      await greet();
      await shown("expired");
      const token = await core.control.mintAccessToken({ userId: "alice", claims: { stt: 1 } });
      await page
        .context()
        .addCookies([{ name: "sAccessToken", value: token, url: apps["auth-react"].url }]);
      await change("sFrontToken", frontTokenOf(token));
      await greet();
      await shown("invalid");
    });
  });
});

test(
  "the figures of docs/guides/nextjs-ways.mdx are those of a run",
  async () => {
    const measured: Record<string, MeasuredWay> = {};
    for (const [id, way] of Object.entries(ways)) {
      // A server of its own: it knows no keys of the tests before.
      const { folder, stop } = apps[way.app];
      await stop();
      apps[way.app] = { ...(await startApp(folder, { url: core.url, apiKey: "" })), folder };
      const page = await scripts(way, way.path);
      const action = way.action && (await scripts(way, way.action));
      const states = await measure(way);
      measured[id] = { label: way.label, kilobytes: { page, action: action || null }, states };
    }
    await expect(`${JSON.stringify(measured, null, 2)}\n`).toMatchFileSnapshot(
      new URL("../../results/nextjs-ways.json", import.meta.url).pathname,
    );
  },
  buildTime,
);
