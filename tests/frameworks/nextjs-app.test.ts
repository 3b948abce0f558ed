import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchBrowser } from "../support/chromium.ts";
import { coreTimeLimit } from "../support/core-time-limit.ts";
import { head } from "../support/head.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { startApp } from "../support/start-app.ts";
import { pageCookies, refreshCookies } from "./app.ts";
import {
  callsDuring,
  expiredCookies,
  manifest,
  refreshedCookies,
  sandboxWith,
  startNext,
  visit as visitApp,
} from "./nextjs-app-build.ts";

/** Pages and routes as a reader may have written them. */
const traps = {
  "app/everybody/page.tsx": `
import { RenameForm } from "../profile/rename-form";
export default function Page() {
  return <RenameForm />;
}
`,
  "app/unlisted/page.tsx": `
export default function Page() {
  return <main>What a forgetful page shows</main>;
}
`,
  "app/twice/page.tsx": `
import { getSSRSession } from "../../lib/ssr-session";
export default async function Page() {
  const { session } = await getSSRSession();
  return <main>Signed in as {session?.getUserId()}</main>;
}
`,
  "app/traps/loading.tsx": `
export default function Loading() {
  return <p>Loading</p>;
}
`,
  "app/traps/page.tsx": `
import { requirePageSession } from "../../lib/page-session";
export default async function Page() {
  const { sub } = await requirePageSession("/traps");
  return <main>Signed in as {sub}</main>;
}
`,
  "app/no-admin/page.tsx": `
import { forbidden } from "next/navigation";
import { connection } from "next/server";
export default async function Page() {
  await connection();
  forbidden();
}
`,
  "app/forbidden.tsx": `
export default function Forbidden() {
  return <main>Not allowed</main>;
}
`,
  "app/broken/page.tsx": `
import { connection } from "next/server";
export default async function Page() {
  await connection();
  throw new Error("The template is broken");
}
`,
  "app/sets-cookie/page.tsx": `
import { cookies } from "next/headers";
export default async function Page() {
  (await cookies()).set("sAccessToken", "new");
  return <main>Set</main>;
}
`,
  "app/forced/page.tsx": `
import { pageSession } from "../../lib/page-session";
export const dynamic = "force-static";
export default async function Page() {
  const session = await pageSession();
  return <main>{session ? "Signed in as " + session.sub : "Hello, guest"}</main>;
}
`,
  "app/cached/page.tsx": `
import { unstable_cache } from "next/cache";
import { connection } from "next/server";
import { pageSession } from "../../lib/page-session";
const session = unstable_cache(pageSession);
export default async function Page() {
  await connection();
  return <main>Signed in as {(await session())?.sub}</main>;
}
`,
  "app/api/throws/route.ts": `
import { type NextRequest, NextResponse } from "next/server";
import { withSession } from "supertokens-node/nextjs";
import "../../../lib/init";
export async function GET(request: NextRequest) {
  const runs: string[] = [];
  const response = await withSession(request, async (error, session) => {
    runs.push(session ? "session" : String(error));
    if (session) throw new Error("The handler is broken");
    return NextResponse.json(runs, { status: 500 });
  });
  return response;
}
`,
  "app/api/as-published/route.ts": `
import { type NextRequest, NextResponse } from "next/server";
import { getAppDirRequestHandler, withSession } from "supertokens-node/nextjs";
import "../../../lib/init";
export const POST = getAppDirRequestHandler();
export function GET(request: NextRequest) {
  return withSession(request, async (error, session) =>
    NextResponse.json({ error: String(error), userId: session?.getUserId() }),
  );
}
`,
};

let core: RunningMockCore;
let app: Awaited<ReturnType<typeof startNext>>;

beforeAll(async () => {
  core = await startMockCore();
  const source = await sandboxWith(
    "traps",
    ({ "proxy.ts": proxy, "next.config.ts": config }) => ({
      ...traps,
      // These stand for pages that the proxy does not look at; the other traps are in none of its lists.
      "proxy.ts": (proxy ?? "")
        .replace(
          '"/about",',
          '"/about", "/traps", "/no-admin", "/broken", "/sets-cookie", "/forced", "/cached",',
        )
        .replace('["/ways/jwt",', '["/everybody", forward],\n  $&')
        .replace(
          "refuseForeign(request)",
          'request.nextUrl.pathname === "/everybody" ? undefined : $&',
        ),
      "next.config.ts": (config ?? "").replace(
        "poweredByHeader: false,",
        "poweredByHeader: false,\n  experimental: { authInterrupts: true },",
      ),
    }),
  );
  app = await startNext(source, core);
  // The keys of the core are known from here on.
  for (const path of ["/dashboard", "/dashboard-jwt"]) {
    await visit(path, { cookie: await pageCookies(core) });
  }
}, buildTime);

afterAll(async () => {
  await app?.stop();
  await core?.close();
});

const visit = (path: string, init?: Parameters<typeof visitApp>[2]) =>
  visitApp(app, path, init);
const verify = "POST /recipe/session/verify";
const refreshOf = (path: string) =>
  `/refresh-session?${new URLSearchParams({ redirectBack: path })}`;

/** A session whose user was suspended before it began. */
function suspendedSession() {
  const payload = { roles: { v: ["suspended"], t: Date.now() } };
  return core.control.createSession({ userId: "alice", payload });
}

describe("the new access token of the first page after a refresh", () => {
  /** The calls to the core of each of three pages of a browser that stores what it gets. */
  async function threeVisits(path: string) {
    let cookie = await refreshedCookies(app, core);
    const calls: string[][] = [];
    for (let page = 0; page < 3; page++) {
      calls.push(
        await callsDuring(core, async () => {
          const { status, setCookies } = await visit(path, { cookie });
          expect(status).toBe(200);
          cookie = setCookies[0]?.split(";")[0] ?? cookie;
        }),
      );
    }
    return calls;
  }

  test("is delivered by the proxy: one call to the core", async () => {
    expect(await threeVisits("/dashboard")).toEqual([[verify], [], []]);
  });

  test("is lost where a component calls getSession: every page calls the core", async () => {
    expect(await threeVisits("/ways/helper")).toEqual([[verify], [verify], [verify]]);
  });

  test("is what the page sees already: a second getSession makes no call to the core", async () => {
    expect(await threeVisits("/twice")).toEqual([[verify], [], []]);
  });

  test("cannot be set by a component: it throws", async () => {
    const { status, cookies } = await visit("/sets-cookie");
    expect([status, cookies]).toEqual([500, []]);
  });

  test("is requested by every prefetch that comes before the first response", async () => {
    const cookie = await refreshedCookies(app, core);
    const headers = { rsc: "1", "next-router-prefetch": "1" };
    const calls = await callsDuring(core, () =>
      Promise.all([1, 2, 3].map(() => visit("/dashboard", { cookie, headers }))),
    );
    expect(calls).toEqual([verify, verify, verify]);
  });

  test("is not asked for where the token alone is verified", async () => {
    expect(await threeVisits("/ways/get-ssr-session")).toEqual([[], [], []]);
    expect(await threeVisits("/ways/jwt")).toEqual([[], [], []]);
  });
});

describe("the helper of the original document", () => {
  const suspended = async () => {
    const { accessToken } = await suspendedSession();
    return `sAccessToken=${accessToken}`;
  };

  test("tells four cases apart in a component", async () => {
    const user = await visit("/ways/helper", { cookie: await pageCookies(core) });
    expect([user.status, user.text]).toEqual([200, expect.stringContaining("alice")]);
    const claim = await visit("/ways/helper", { cookie: await suspended() });
    expect([claim.status, claim.text]).toEqual([200, expect.stringContaining("Not allowed")]);
    for (const cookie of [await expiredCookies(core), ""]) {
      const { status, location } = await visit("/ways/helper", { cookie });
      expect([status, location]).toEqual([
        307,
        "/refresh-session?redirectBack=%2Fways%2Fhelper",
      ]);
    }
  });

  test("responds to an API route with 401 or 403, and delivers the new access token", async () => {
    const call = (cookie: string) => visit("/ways/helper-api", { cookie });
    expect((await call("")).status).toBe(401);
    expect((await call(await expiredCookies(core))).status).toBe(401);
    expect((await call(await suspended())).status).toBe(403);
    const first = await call(await refreshedCookies(app, core));
    expect(first).toMatchObject({
      status: 200,
      cookies: ["sAccessToken"],
      cache: "private, no-store",
      frontToken: expect.any(String),
    });
    expect(JSON.parse(first.html)).toEqual({ userId: "alice" });
  });
});

describe("a cookie that cannot be decoded, of somebody else's tool", () => {
  const foreign = "discount=100%; ";
  const refresh = async (path: string) =>
    visit(path, {
      method: "POST",
      headers: { rid: "session" },
      cookie: foreign + (await refreshCookies(core)),
    });

  test("does no harm: pages, the API and the refresh work", async () => {
    const cookie = foreign + (await pageCookies(core));
    expect((await visit("/dashboard", { cookie })).text).toContain("alice");
    expect((await visit("/api/user", { cookie })).status).toBe(200);
    expect((await refresh("/auth/session/refresh")).status).toBe(200);
  });

  test("fails every request that the SDK reads without sdkRequest", async () => {
    expect((await refresh("/api/as-published")).status).toBe(500);
    const cookie = foreign + (await pageCookies(core));
    const { html } = await visit("/api/as-published", { cookie });
    expect(JSON.parse(html)).toEqual({ error: "URIError: URI malformed" });
  });
});

test("withSession calls a handler that throws a second time, with the error", async () => {
  const { html } = await visit("/api/throws", { cookie: await pageCookies(core) });
  expect(JSON.parse(html)).toEqual(["session", "Error: The handler is broken"]);
});

describe("two cookies of one name, as after a change of cookieDomain", () => {
  test("lead to the refresh page, whichever comes first", async () => {
    const valid = await pageCookies(core);
    const expired = await expiredCookies(core);
    for (const cookie of [`${valid}; ${expired}`, `${expired}; ${valid}`]) {
      expect((await visit("/dashboard", { cookie })).status).toBe(302);
      expect((await visit("/api/user", { cookie })).status).toBe(401);
    }
  });

  test("reach the refresh, which asks for olderCookieDomain and does not take one of them", async () => {
    const cookie = `${await refreshCookies(core)}; ${await refreshCookies(core)}`;
    const headers = { rid: "session" };
    const calls = await callsDuring(core, async () => {
      const init = { method: "POST", headers, cookie };
      const { status, cookies } = await visit("/auth/session/refresh", init);
      expect([status, cookies]).toEqual([500, []]);
    });
    expect(calls).toEqual([]);
  });
});

test("a sign-in that fails sends a form a page, and a script JSON", async () => {
  const signIn = (accept: string) =>
    visit("/login", {
      method: "POST",
      headers: { accept },
      body: new URLSearchParams({ user: "alice" }),
    });
  await core.control.outage({ mode: "refuse" });
  try {
    const page = await signIn("text/html");
    expect([page.status, page.cache]).toEqual([500, "private, no-store"]);
    expect(page.text).toContain("Try again");
    const { status, html } = await signIn("application/json");
    expect([status, JSON.parse(html)]).toEqual([500, { message: "internal error" }]);
  } finally {
    await core.control.recover();
  }
});

describe("what a component says by throwing", () => {
  test("redirect() is a 307, and behind a loading.tsx a 200 that needs a script", async () => {
    const { status, location } = await visit("/ways/jwt");
    expect([status, location]).toEqual([307, "/refresh-session?redirectBack=%2Fways%2Fjwt"]);
    const streamed = await visit("/traps");
    expect([streamed.status, streamed.location]).toEqual([200, null]);
    expect(streamed.text).toContain("Loading");
  });

  test("forbidden() is a 403 without a word, until a script has run", async () => {
    const { status, text } = await visit("/no-admin");
    expect([status, text]).toEqual([403, ""]);
  });

  test("an error is a 500 without a word, until a script has run", async () => {
    const { status, text } = await visit("/broken");
    expect([status, text]).toEqual([500, ""]);
  });
});

describe("what is built once", () => {
  const routes = (): string[] =>
    Object.keys(manifest(app.folder, "prerender-manifest.json").routes).sort();

  test("is not a page that reads the session", () => {
    expect(routes()).toEqual([
      "/_global-error",
      "/_not-found",
      "/about",
      "/everybody",
      "/forced",
      "/unlisted",
    ]);
  });

  test("is the same for a user as for a guest, and carries no cookie", async () => {
    const guest = await visit("/about");
    const user = await visit("/about", { cookie: await refreshedCookies(app, core) });
    expect(guest).toMatchObject({ status: 200, cache: "s-maxage=31536000", cookies: [] });
    expect(user).toEqual(guest);
  });

  test("holds no user where force-static is said: it knows guests only", async () => {
    const { text } = await visit("/forced", { cookie: await pageCookies(core) });
    expect(text).toBe("Hello, guest");
  });

  test("cannot be the session in unstable_cache: reading a cookie there throws", async () => {
    const { status, html } = await visit("/cached", { cookie: await pageCookies(core) });
    expect([status, html.includes("alice")]).toEqual([500, false]);
  });
});

test("nobody gets past the proxy with the header that Next.js marks its own requests with", async () => {
  for (const name of ["proxy", "middleware", "src/proxy", "src/middleware"]) {
    const { status } = await visit("/dashboard", {
      headers: { "x-middleware-subrequest": Array(5).fill(name).join(":") },
    });
    expect(status).toBe(302);
  }
});

test("no other spelling of a page's URL gets past the proxy", async () => {
  // Revoked, so that only the proxy can tell: the page looks at the token alone.
  const cookie = await pageCookies(core);
  await core.control.revokeUser("alice");
  const buildId = readFileSync(join(app.folder, ".next/BUILD_ID"), "utf8");
  for (const path of [
    "/dashboard-checked",
    "/dashboard-checked?_rsc=1",
    "/dashboard-checked/",
    "/dashboard-checked.rsc",
    "/dashboard-checked.segments/_tree.segment.rsc",
    "/%64ashboard-checked",
    "/Dashboard-checked",
    `/_next/data/${buildId}/dashboard-checked.json`,
  ]) {
    for (const name of ["accept", "rsc", "x-nextjs-data"]) {
      const headers = { [name]: name === "accept" ? "text/html" : "1" };
      const { status, html } = await visit(path, { cookie, headers });
      expect(status, path).not.toBe(200);
      expect(html, path).not.toContain("alice");
    }
  }
});

describe("a page that is in no list of the proxy", () => {
  test("needs a session, whatever the page itself does", async () => {
    const { status, location, html } = await visit("/unlisted?tab=1");
    expect([status, location]).toEqual([302, refreshOf("/unlisted?tab=1")]);
    expect(html).not.toContain("forgetful");
    const cookie = await pageCookies(core);
    expect((await visit("/unlisted", { cookie })).text).toContain("forgetful");
  });

  test("is not shown to a suspended user", async () => {
    const { accessToken } = await suspendedSession();
    const cookie = `sAccessToken=${accessToken}`;
    const { status, text, cache } = await visit("/unlisted", { cookie });
    expect([status, cache]).toEqual([403, "private, no-store"]);
    expect(text).toContain("Your account cannot open this page");
  });

  test("may be none at all: a guest learns nothing of it, a user that it is not there", async () => {
    expect((await visit("/nothing")).status).toBe(302);
    expect((await visit("/nothing", { cookie: await pageCookies(core) })).status).toBe(404);
  });
});

describe("a component, in case that the proxy does not run for its page", () => {
  test("takes two access token cookies for no session, in either order", async () => {
    const alice = await pageCookies(core);
    const other = await core.control.mintAccessToken({ userId: "mallory" });
    const mallory = `sAccessToken=${other}`;
    for (const path of ["/ways/get-ssr-session", "/ways/jwt"]) {
      for (const cookie of [`${alice}; ${mallory}`, `${mallory}; ${alice}`]) {
        const { status, location } = await visit(path, { cookie });
        expect([status, location], path).toEqual([307, refreshOf(path)]);
      }
    }
  });

  test("shows nothing to a suspended user", async () => {
    const { accessToken } = await suspendedSession();
    const { status, html } = await visit("/ways/get-ssr-session", {
      cookie: `sAccessToken=${accessToken}`,
    });
    expect([status, html.includes("Signed in as")]).toEqual([500, false]);
  });

  test("fetches no claim: a session older than the claim stays as it is", async () => {
    const { accessToken } = await core.control.createSession({ userId: "alice" });
    const calls = await callsDuring(core, () =>
      visit("/ways/helper", { cookie: `sAccessToken=${accessToken}` }),
    );
    expect(calls).toEqual([]);
  });
});

test("a page that the proxy forwards unverified verifies for itself", async () => {
  const forged = await core.control.mintAccessToken({ userId: "alice", algorithm: "none" });
  const { status, html } = await visit("/ways/get-ssr-session", {
    cookie: `sAccessToken=${forged}`,
  });
  expect([status, html.includes("alice")]).toEqual([307, false]);
});

describe("a server action", () => {
  /** Calls the action on the page at `path`; without `headers` it comes from a page of this site. */
  const nickname = async (
    path: string,
    cookie: string,
    headers: Record<string, string> = { origin: app.url },
  ) => {
    const { node } = manifest(app.folder, "server/server-reference-manifest.json");
    const [id = ""] = Object.keys(node);
    const form = new FormData();
    form.set("_1_nickname", "Al");
    form.set("0", '["$K1"]');
    return visit(path, {
      method: "POST",
      headers: { accept: "text/x-component", "next-action": id, ...headers },
      body: form,
      cookie,
    });
  };
  /** Pages that accept the action: on the first two the proxy verifies, on the others it does not. */
  const paths = ["/profile", "/about", "/everybody", "/ways/jwt"];

  test("works with a session, on every page", async () => {
    for (const path of paths) {
      const { status, html, cache } = await nickname(path, await pageCookies(core));
      expect([status, html], path).toEqual([200, expect.stringContaining('"Al"')]);
      expect(cache, path).toContain("no-store");
    }
  });

  test("without a session the proxy responds 401, which the front-end SDK reads, on open pages too", async () => {
    for (const path of ["/profile", "/about"]) {
      for (const cookie of [await expiredCookies(core), ""]) {
        const { status, location, html } = await nickname(path, cookie);
        expect([status, location], path).toEqual([401, null]);
        expect(JSON.parse(html)).toEqual({ message: "try refresh token" });
      }
    }
  });

  test("a suspended user is refused with 403, as JSON", async () => {
    const { accessToken } = await suspendedSession();
    for (const path of ["/profile", "/about"]) {
      const { status, html } = await nickname(path, `sAccessToken=${accessToken}`);
      expect([status, JSON.parse(html)]).toEqual([403, { message: "invalid claim" }]);
    }
  });

  const sessionOf = (userId: string) =>
    core.control.createSession({ userId, payload: { roles: { v: [], t: Date.now() } } });
  const revokedCookies = async () => {
    const { handle, accessToken } = await sessionOf("alice");
    await core.control.revoke(handle);
    return `sAccessToken=${accessToken}`;
  };

  describe("verifies for itself on a page where the proxy does not, and refuses", () => {
    const sessions: Record<string, () => Promise<string>> = {
      "no session": async () => "",
      "an expired one": () => expiredCookies(core),
      "one of a suspended user": async () =>
        `sAccessToken=${(await suspendedSession()).accessToken}`,
      "a revoked one": revokedCookies,
      "two of different users": async () => {
        const { accessToken } = await sessionOf("mallory");
        return `${await pageCookies(core)}; sAccessToken=${accessToken}`;
      },
    };
    for (const [name, cookies] of Object.entries(sessions)) {
      test(name, async () => {
        const { status, html } = await nickname("/everybody", await cookies());
        expect([status, html.includes('"Al"')]).toEqual([200, false]);
      });
    }
  });

  test("if the proxy does not run, Next.js refuses a foreign Origin, and the action a foreign site without one", async () => {
    const cookie = await pageCookies(core);
    const call = async (headers: Record<string, string>) => {
      const { status, html } = await nickname("/everybody", cookie, headers);
      expect(html).not.toContain('"Al"');
      return status;
    };
    expect(await call({ origin: "http://evil.example" })).toBe(500);
    expect(await call({ "sec-fetch-site": "cross-site" })).toBe(200);
    expect(await call({ "sec-fetch-site": "same-site" })).toBe(200);
  });

  test("looks into the database if the proxy does not", async () => {
    for (const path of paths) {
      const { status, html } = await nickname(path, await revokedCookies());
      expect([status, html.includes('"Al"')], path).toEqual([200, false]);
    }
  });

  test("delivers the new access token after a refresh", async () => {
    for (const path of ["/profile", "/everybody"]) {
      const { html, cookies } = await nickname(path, await refreshedCookies(app, core));
      expect([html.includes('"Al"'), cookies], path).toEqual([true, ["sAccessToken"]]);
    }
  });

  test("on a page without it, is sent on to a page that has it, and Next.js drops the cookies", async () => {
    const { html, cookies } = await nickname("/ways/jwt", await refreshedCookies(app, core));
    expect([html.includes('"Al"'), cookies]).toEqual([true, []]);
  });

  test("fails after five seconds while the core never responds", async () => {
    const cookie = await pageCookies(core);
    await core.control.outage({ mode: "hang" });
    try {
      const start = performance.now();
      const { status, html } = await nickname("/everybody", cookie);
      expect([status, html.includes('"Al"')]).toEqual([500, false]);
      expect(performance.now() - start).toBeLessThan(coreTimeLimit);
    } finally {
      await core.control.recover();
    }
  }, 15_000);

  test("is refused to pages of other sites, on every path", async () => {
    const cookie = await pageCookies(core);
    const foreign: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
      // Next.js compares Origin with Host only if there is an Origin.
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      for (const path of ["/profile", "/about", "/ways/jwt"]) {
        const { status, html, cookies } = await nickname(path, cookie, headers);
        expect([status, html, cookies], path).toEqual([
          403,
          "This request comes from another site",
          [],
        ]);
      }
    }
  });
});

describe("in a browser", () => {
  let browser: Browser;
  let page: Page;
  /** The requests, except those for scripts and styles: "GET /dashboard", "GET /dashboard (RSC)". */
  let wire: string[];
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    wire = [];
    problems.length = 0;
    const context = await browser.newContext({ baseURL: app.url });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("request", (request) => {
      if (!["document", "fetch", "xhr"].includes(request.resourceType())) return;
      const { pathname } = new URL(request.url());
      const kind = request.headers().rsc ? " (RSC)" : "";
      wire.push(`${request.method()} ${pathname}${kind}`);
    });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (/content.security.policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto("/login?redirectBack=%2Fwelcome");
    await page.locator("input[name=user]").fill("alice");
    await page.locator("form button").click();
    await page.getByText("Hello again, alice").waitFor();
    await page.waitForLoadState("networkidle");
  });
  afterEach(() => page?.context().close());

  /** Puts an expired access token in place of the one that the browser has. */
  async function expire() {
    const [cookie] = (await page.context().cookies()).filter(
      ({ name }) => name === "sAccessToken",
    );
    if (!cookie) throw new Error("There is no access token");
    const value = await core.control.expire(cookie.value);
    await page.context().addCookies([{ ...cookie, value }]);
    // As time does: the front end is not told.
    return value;
  }
  const refreshes = () => wire.filter((step) => step === "POST /auth/session/refresh").length;

  test("a link is prefetched with an expired token: nothing is refreshed, nothing breaks", async () => {
    const answers: string[] = [];
    page.on("response", (response) => {
      if (response.request().headers().rsc) {
        answers.push(`${response.status()} ${response.headers().location ?? ""}`);
      }
    });
    // The page is rendered with a valid token; it expires before the links are prefetched.
    let expired: Promise<string> | undefined;
    await page.route("**/dashboard?*", async (route) => {
      expired ??= expire();
      await expired;
      await route.continue();
    });
    wire.length = 0;
    await page.reload();
    // Not "networkidle": Next.js reads nothing of a prefetch that has failed.
    await expect.poll(() => answers).toContain("401 ");
    expect(wire).toContain("GET /dashboard (RSC)");
    expect(refreshes()).toBe(0);
    expect(page.url()).toBe(`${app.url}/welcome`);
    const kept = await page.context().cookies();
    expect(kept.find(({ name }) => name === "sAccessToken")?.value).toBe(await expired);

    await page.getByRole("link", { name: "Dashboard" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1`);
    expect(refreshes()).toBe(1);
    expect(problems).toEqual([]);
  });

  test("with a valid token a click on a link needs no page load and no call to the core", async () => {
    const calls = await callsDuring(core, async () => {
      await page.getByRole("link", { name: "Dashboard" }).click();
      await page.getByText("Signed in as alice").waitFor();
    });
    expect(calls.filter((call) => call !== verify)).toEqual([]);
    expect(wire).not.toContain("GET /dashboard");
    expect(problems).toEqual([]);
  });

  test("a server action with an expired token is repeated after a refresh, unnoticed", async () => {
    await page.goto("/profile");
    await page.waitForLoadState("networkidle");
    await expire();
    wire.length = 0;
    await page.getByLabel("Nickname").fill("Al");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: Al").waitFor();
    expect(wire).toEqual(["POST /profile", "POST /auth/session/refresh", "POST /profile"]);
    expect(problems).toEqual([]);
  });

  test("a server action without a session leads to the refresh page, and on to the login", async () => {
    await page.goto("/profile");
    await page.waitForLoadState("networkidle");
    await page.context().clearCookies({ name: /sAccessToken|sRefreshToken/ });
    await page.getByLabel("Nickname").fill("Al");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL("**/login?redirectBack=%2Fprofile");
    expect(problems).toEqual([]);
  });
});

test("files need no session: scripts, styles and what Next.js has built", async () => {
  const login = await visit("/login");
  const about = await visit("/about");
  const files = [
    ...login.html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g),
    ...about.html.matchAll(/"(\/_next\/static\/[^"]+\.(?:js|css))"/g),
  ].map(([, path]) => path ?? "");
  for (const folder of ["/supertokens/", "/_next/static/", "/style.css", "/login.js"]) {
    expect(
      files.some((path) => path.startsWith(folder)),
      folder,
    ).toBe(true);
  }
  for (const path of files) {
    const { status, cookies } = await visit(path);
    expect([status, cookies], path).toEqual([200, []]);
  }
});

test("HEAD has no body, whatever the response", async () => {
  const { accessToken } = await suspendedSession();
  const suspended = `sAccessToken=${accessToken}`;
  const valid = await pageCookies(core);
  const statusOf = async (path: string, cookie: string) => {
    const { response, text } = await head(app.url + path, { accept: "text/html", cookie });
    expect(text, path).toBe("");
    return response.status;
  };
  expect(await statusOf("/dashboard", suspended)).toBe(403);
  expect(await statusOf("/dashboard", "")).toBe(302);
  expect(await statusOf("/ways/jwt", "")).toBe(307);
  expect(await statusOf("/broken", "")).toBe(500);
  expect(await statusOf("/nothing", valid)).toBe(404);
  // The SDK treats every method except GET as a state change, and requires the header rid.
  expect(await statusOf("/api/user", valid)).toBe(401);
  await core.control.outage({ mode: "refuse" });
  try {
    expect(await statusOf("/dashboard-checked", valid)).toBe(500);
  } finally {
    await core.control.recover();
  }
});

test("on a server that has never reached the core, getSSRSession treats a user as a guest", async () => {
  const cold = await startApp(app.folder, { url: core.url, apiKey: "" });
  try {
    const cookie = await pageCookies(core);
    await core.control.outage({ mode: "refuse" });
    expect((await visitApp(cold, "/ways/get-ssr-session", { cookie })).status).toBe(307);
    expect((await visitApp(cold, "/ways/jwt", { cookie })).status).toBe(500);
  } finally {
    await core.control.recover();
    await cold.stop();
  }
});
