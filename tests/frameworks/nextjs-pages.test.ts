import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { head } from "../support/head.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { loadPage } from "../support/page-load.ts";
import { pageCookies, refreshCookies } from "./app.ts";
import { frontTokenOf } from "./front-token.ts";
import { browserScripts, buildManifest, dataOf, startVariant } from "./nextjs-pages-app.ts";

/** Pages and routes as a reader may have written them. */
const files = {
  "pages/broken.tsx": `
import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
export const getServerSideProps: GetServerSideProps = async ({ req, res }) => {
  noStore(res);
  await getSession(req, res);
  throw new Error("The template is broken");
};
export default function Broken() {
  return null;
}
`,
  "pages/imported-for-effect.tsx": `
import type { GetServerSideProps } from "next";
import { getSession } from "supertokens-node/recipe/session";
import "../lib/init";
export const getServerSideProps: GetServerSideProps = async ({ req, res }) => {
  await getSession(req, res, { sessionRequired: false });
  return { props: {} };
};
export default function Page() {
  return null;
}
`,
  "pages/static.tsx": `
export default function Page() {
  return "Nothing is fetched for this page";
}
`,
  "pages/plain.tsx": `
import type { GetServerSideProps } from "next";
export const getServerSideProps: GetServerSideProps = async ({ req, resolvedUrl }) => ({
  props: { url: req.url, resolvedUrl },
});
export default function Page() {
  return null;
}
`,
  "pages/api/wrapped.ts": `
import type { NextApiRequest, NextApiResponse } from "next";
import { superTokensNextWrapper } from "supertokens-node/nextjs";
import { apiRoute } from "../../lib/api-route";
import { getSession } from "../../lib/init";
const settled = { alone: 0, inApiRoute: 0 };
async function alone(req: NextApiRequest, res: NextApiResponse) {
  await superTokensNextWrapper(() => getSession(req, res), req, res);
}
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.query.how === "alone") await alone(req, res).finally(() => { settled.alone += 1; });
  else if (req.query.how === "in-api-route") {
    await apiRoute(alone)(req, res);
    settled.inApiRoute += 1;
  } else res.json(settled);
}
`,
  "pages/api/verified.ts": `
import type { NextApiRequest, NextApiResponse } from "next";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/custom";
import { wrapRequest, wrapResponse } from "supertokens-node/framework/express";
import { loadPage } from "../support/page-load.ts";
import "../../lib/init";
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const request: ReturnType<typeof wrapRequest> & { session?: SessionContainer } = wrapRequest(req);
  const error = await verifySession()(request, wrapResponse(res));
  if (error) throw error;
  if (request.session) res.json({ userId: request.session.getUserId() });
}
`,
};

let core: RunningMockCore;
let app: Awaited<ReturnType<typeof startVariant>>;

beforeAll(async () => {
  core = await startMockCore();
  app = await startVariant({ name: "traps", files }, core);
}, buildTime);

afterAll(async () => {
  await app?.stop();
  await core?.close();
});

interface Visit {
  cookie?: string;
  method?: string;
  body?: string;
}

/** The text that a browser without scripts shows for a URL of the app. */
async function visit(path: string, { cookie, ...init }: Visit = {}) {
  const headers: Record<string, string> = cookie ? { cookie } : {};
  const response = await loadPage(app.url + path, { ...init, headers });
  return {
    status: response.status,
    location: response.headers.get("location"),
    cache: response.headers.get("cache-control"),
    vary: response.headers.get("vary"),
    cookies: response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]),
    frontToken: response.headers.has("front-token"),
    text: await response.text(),
  };
}

/** The cookie of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await fetch(`${app.url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function expiredCookies(): Promise<string> {
  const { accessToken } = await core.control.createSession({ userId: "alice" });
  return `sAccessToken=${await core.control.expire(accessToken)}`;
}

/** The access token cookie of a user who was suspended before the session began. */
async function suspendedCookies(): Promise<string> {
  const payload = { roles: { v: ["suspended"], t: Date.now() } };
  const { accessToken } = await core.control.createSession({ userId: "alice", payload });
  return `sAccessToken=${accessToken}`;
}

const uncacheable = { cache: "private, no-store", vary: expect.stringMatching(/\bCookie\b/) };

/** The props in a response: to a page load, or to a click on a link. */
function propsOf(text: string): Record<string, unknown> {
  const [, inPage] = /<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/.exec(text) ?? [];
  const { props, pageProps } = JSON.parse(inPage ?? text);
  return pageProps ?? props.pageProps;
}

describe("a click on a link, which fetches the props alone", () => {
  test("gets a 200 where a page load is redirected: the redirect is in the props", async () => {
    const { status, text, ...headers } = await visit(dataOf(app.folder, "/dashboard?tab=1"));
    expect(status).toBe(200);
    expect(headers).toMatchObject(uncacheable);
    expect(propsOf(text)).toEqual({
      __N_REDIRECT: "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
      __N_REDIRECT_STATUS: 302,
    });
  });

  test("brings the user's props, uncacheable", async () => {
    const cookie = await pageCookies(core);
    const { text, ...headers } = await visit(dataOf(app.folder, "/dashboard"), { cookie });
    expect(propsOf(text)).toEqual({ userId: "alice" });
    expect(headers).toMatchObject({ ...uncacheable, cookies: [] });
  });

  test("brings the new access token when it is the first request after a refresh", async () => {
    const cookie = await refreshedCookies();
    const answer = await visit(dataOf(app.folder, "/dashboard"), { cookie });
    expect(answer).toMatchObject({ cookies: ["sAccessToken"], frontToken: true });
  });

  test("is refused a page whose claim the session lacks, with the status of the page", async () => {
    for (const [page, cookie] of [
      ["/admin", await pageCookies(core)],
      ["/dashboard", await suspendedCookies()],
    ] as const) {
      const { status, text } = await visit(dataOf(app.folder, page), { cookie });
      expect([status, propsOf(text)], page).toEqual([403, { notAllowed: true }]);
    }
  });
});

describe("needs-refresh", () => {
  for (const page of ["/account", "/profile"]) {
    test(`${page} says so to an expired session, to a forged one and to none`, async () => {
      const forged = await core.control.mintAccessToken({ userId: "alice", algorithm: "none" });
      for (const cookie of [await expiredCookies(), `sAccessToken=${forged}`, ""]) {
        const { status, text, ...headers } = await visit(page, { cookie });
        expect(status).toBe(200);
        expect(propsOf(text)).toEqual({ fromSupertokens: "needs-refresh" });
        expect(text).not.toContain("alice");
        expect(text).toContain("Renewing your session");
        expect(headers).toMatchObject(uncacheable);
      }
    });

    test(`${page} takes neither two access token cookies nor another JWT of the core for a session`, async () => {
      const { mintAccessToken } = core.control;
      const { handle, accessToken } = await core.control.createSession({ userId: "alice" });
      const mallory = await mintAccessToken({ userId: "mallory" });
      const jwt = await mintAccessToken({
        userId: "alice",
        sessionHandle: handle,
        header: { version: undefined },
      });
      for (const cookie of [
        `sAccessToken=${accessToken}; sAccessToken=${mallory}`,
        `sAccessToken=${mallory}; sAccessToken=${accessToken}`,
        `sAccessToken=${jwt}`,
      ]) {
        const { text } = await visit(page, { cookie });
        expect(propsOf(text)).toEqual({ fromSupertokens: "needs-refresh" });
      }
    });

    test(`${page} is the user's own with a session`, async () => {
      const { status, text, ...headers } = await visit(page, {
        cookie: await pageCookies(core),
      });
      expect([status, propsOf(text)]).toEqual([200, { userId: "alice" }]);
      expect(text).toContain("Signed in as alice");
      expect(headers).toMatchObject(uncacheable);
    });
  }
});

describe("a static page", () => {
  for (const page of ["/static", "/refresh-session"]) {
    test(`${page} is the same for a user as for a guest`, async () => {
      const guest = await visit(page);
      const user = await visit(page, { cookie: await pageCookies(core) });
      expect(guest.status).toBe(200);
      expect(user).toEqual(guest);
      expect(user.cookies).toEqual([]);
    });
  }

  test("says nothing of caches, unless next.config.ts does", async () => {
    expect((await visit("/static")).cache).toBe(null);
    expect((await visit("/refresh-session")).cache).toBe("public, max-age=0");
  });
});

describe("without what the snippets add", () => {
  test("the response of getServerSideProps says no-store, but not that it depends on the cookie", async () => {
    const { cache, vary } = await visit("/plain");
    expect(cache).toBe("private, no-cache, no-store, max-age=0, must-revalidate");
    expect(vary).not.toMatch(/cookie/i);
  });

  test("Next.js re-encodes the query string, in the URL as in resolvedUrl", async () => {
    const { text } = await visit("/plain?a=1&q=x%20y&flag&a=2");
    const again = "/plain?a=1&a=2&q=x+y&flag=";
    expect(propsOf(text)).toEqual({ url: again, resolvedUrl: again });
  });

  test("a click on a link has a URL that is not a page to return to", async () => {
    const data = dataOf(app.folder, "/plain?tab=1");
    expect(propsOf((await visit(data)).text)).toEqual({
      url: data,
      resolvedUrl: "/plain?tab=1",
    });
  });
});

test("a page that fails after the SDK has set a cookie keeps it, and stays uncacheable", async () => {
  const { status, cookies, text, ...headers } = await visit("/broken", {
    cookie: await refreshedCookies(),
  });
  expect([status, cookies]).toEqual([500, ["sAccessToken"]]);
  expect(text).toContain("Try again");
  expect(headers).toMatchObject(uncacheable);
});

test("HEAD has no body, whatever the response", async () => {
  const valid = await pageCookies(core);
  for (const [path, cookie, status] of [
    ["/dashboard", await suspendedCookies(), 403],
    ["/dashboard", "", 302],
    ["/account", "", 200],
    ["/broken", valid, 500],
    ["/api/user", valid, 401],
    ["/api/user", "", 401],
    ["/nothing", "", 404],
  ] as const) {
    const { response, text } = await head(app.url + path, { accept: "text/html", cookie });
    expect([response.status, text], path).toEqual([status, ""]);
  }
});

test("a form posted to a page without a session is not posted to the refresh page", async () => {
  const { status, location } = await visit("/dashboard", { method: "POST", body: "a=1" });
  expect([status, location]).toEqual([302, "/refresh-session?redirectBack=%2Fdashboard"]);
});

describe("what the browser's scripts hold", () => {
  const serverOnly = /getAllSessionHandlesForUser|recipe\/session\/verify|jwks\.json/;

  test("is nothing of the server, for every page of the snippets", () => {
    const manifest = buildManifest(app.folder);
    for (const page of [
      "/dashboard",
      "/dashboard-jwt",
      "/dashboard-ssr",
      "/admin",
      "/profile",
    ]) {
      const scripts = browserScripts(app.folder).filter(({ path }) =>
        manifest[page]?.includes(`static/${path}`),
      );
      expect(scripts.length, page).toBeGreaterThan(0);
      for (const { path, text } of scripts) expect(text, path).not.toMatch(serverOnly);
    }
  });

  test("is the whole SDK once a page imports lib/init.ts for its effect", () => {
    const scripts = browserScripts(app.folder).filter(({ text }) => serverOnly.test(text));
    expect(scripts).toHaveLength(1);
    expect(scripts[0]?.text.length).toBeGreaterThan(500_000);
  });
});

describe("an API route", () => {
  const call = async (path: string, cookie = "") => {
    const response = await fetch(app.url + path, { headers: { cookie } });
    return { status: response.status, json: await response.json() };
  };

  test("whose session is refused: superTokensNextWrapper never settles, apiRoute does", async () => {
    expect((await call("/api/wrapped?how=alone")).status).toBe(401);
    expect((await call("/api/wrapped?how=in-api-route")).status).toBe(401);
    await expect
      .poll(async () => (await call("/api/wrapped")).json)
      .toEqual({ alone: 0, inApiRoute: 1 });
  });

  test("may use verifySession of the custom framework, whose types fit", async () => {
    expect(await call("/api/verified")).toEqual({
      status: 401,
      json: { message: "unauthorised" },
    });
    expect(await call("/api/verified", await pageCookies(core))).toEqual({
      status: 200,
      json: { userId: "alice" },
    });
  });

  test("of the SDK that does not exist gets a 404, as JSON and uncacheable", async () => {
    const { status, text, ...headers } = await visit("/auth/nothing");
    expect([status, JSON.parse(text)]).toEqual([404, { message: "not found" }]);
    expect(headers).toMatchObject(uncacheable);
  });
});

describe("/dashboard-ssr, with supertokens-auth-react/nextjs/ssr", () => {
  const ask = async (token: string, frontToken = frontTokenOf(token)) =>
    visit("/dashboard-ssr?tab=1", {
      cookie: `sAccessToken=${token}; sFrontToken=${encodeURIComponent(frontToken)}`,
    });
  const refused = {
    status: 302,
    location: "/refresh-session?redirectBack=%2Fdashboard-ssr%3Ftab%3D1",
    ...uncacheable,
  };

  test("shows the user of a session whose tokens agree", async () => {
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    const { status, text, ...headers } = await ask(accessToken);
    expect([status, propsOf(text)]).toEqual([200, { userId: "alice" }]);
    expect(headers).toMatchObject(uncacheable);
  });

  test("sends everybody else to the refresh page, where nobody is signed out unheard", async () => {
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    const expired = await core.control.expire(accessToken);
    const { accessToken: other } = await core.control.createSession({ userId: "alice" });
    expect(await ask(accessToken, "")).toMatchObject(refused);
    expect(await ask(expired)).toMatchObject(refused);
    expect(await ask(accessToken, frontTokenOf(other))).toMatchObject(refused);
  });

  test("does not accept a JWT of the same core that is not an access token", async () => {
    const mint = core.control.mintAccessToken;
    const { handle: sessionHandle } = await core.control.createSession({ userId: "alice" });
    for (const other of [
      await mint({ sessionHandle, claims: { stt: 1 } }),
      await mint({ userId: "alice", claims: { sessionHandle: undefined } }),
      await mint({ userId: "alice", claims: { sessionHandle: { a: 1 } } }),
      await mint({ userId: "alice", sessionHandle, header: { version: undefined } }),
      await mint({ userId: "alice", sessionHandle, claims: { sub: { a: 1 } } }),
    ]) {
      expect(await ask(other)).toMatchObject(refused);
    }
  });

  test("does not choose between two access tokens, nor take one of another cookie", async () => {
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    const front = `sFrontToken=${encodeURIComponent(frontTokenOf(accessToken))}`;
    const mallory = await core.control.mintAccessToken({ userId: "mallory" });
    for (const cookies of [
      `sAccessToken=${mallory}; sAccessToken=${accessToken}`,
      `sAccessToken=${accessToken}; sAccessToken=${mallory}`,
      `st-access-token=${accessToken}`,
    ]) {
      const cookie = `${cookies}; ${front}`;
      expect(await visit("/dashboard-ssr?tab=1", { cookie })).toMatchObject(refused);
    }
  });
});
