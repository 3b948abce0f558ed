import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage, send } from "../support/page-load.ts";
import { callHeaders, serverFunction, withContext } from "../support/server-function.ts";
import { startTlsProxy } from "../support/tls-proxy.ts";
import { pageCookies } from "./app.ts";
import { buildTime, refreshedCookies, type Started, signIn, startBuilt } from "./built-app.ts";

let core: RunningMockCore;
let browser: Browser;

beforeAll(async () => {
  core = await startMockCore({ port: 0 });
  browser = await launchOffline();
});
afterAll(async () => {
  await browser?.close();
  await core?.close();
});

/** A page of a new browser context. */
async function openPage(options = {}) {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  return { context, page: await context.newPage() };
}

/** Loads a page of an app, or calls a server function of a file in `src/routes/`. */
const requestsTo = (app: () => Started) => ({
  get: (path: string, cookie?: string) =>
    loadPage(app().url + path, { headers: { ...(cookie && { cookie }) } }),
  call: (file: string, name: string, { cookie = "", query = "", headers = {} } = {}) =>
    send(app().url + serverFunction(`src/routes/${file}`, name) + query, {
      headers: { ...callHeaders, ...(cookie && { cookie }), ...headers },
    }),
});

/** A page that shows what a server function returns. */
const page = (path: string, handler: string, options = "") => `
import { createFileRoute } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";
const get = createServerFn().handler(${handler});
export const Route = createFileRoute("/${path}")({
  loader: () => get(),
  component: () => <p>{String(Route.useLoaderData())}</p>,
  ${options}
});
`;

/** Whether the visitor has a session, as a layout may ask. */
const hasSession = `
import { createServerFn } from "@tanstack/react-start";
import { getSession } from "supertokens-node/recipe/session";
export const hasSession = createServerFn().handler(async ({ context: { sdk } }) =>
  getSession(sdk.request, sdk.response, { antiCsrfCheck: false }).then(() => true, () => false),
);
`;

const secret = '() => "The cake is real"';
const checkedBefore = `beforeLoad: async () => {
  if (!(await hasSession())) throw redirect({ href: "/refresh-session", reloadDocument: true });
},`;
const importsOfCheck = `
import { redirect } from "@tanstack/react-router";
import { hasSession } from "../lib/has-session.ts";
`;

/** What a server function throws, with what is nobody's business. */
const leak = '() => { throw new Error("no connection to 10.0.0.7"); }';

describe("an app that verifies sessions somewhere else", () => {
  let app: Started;
  const { get, call } = requestsTo(() => app);

  beforeAll(async () => {
    const files = {
      "src/start.ts": `
import { createMiddleware, createStart } from "@tanstack/react-start";
import { supertokens } from "./lib/middleware.ts";
const refuse = createMiddleware().server(({ next, request }) =>
  request.headers.get("referer")?.endsWith("/refused")
    ? Response.json({ message: "unauthorised" }, { status: 401 })
    : next(),
);
export const startInstance = createStart(() => ({ requestMiddleware: [supertokens, refuse] }));
`,
      "src/router.tsx": `
import { createRouter } from "@tanstack/react-router";
import { routeTree } from "./routeTree.gen.ts";
export const getRouter = () => createRouter({ routeTree });
`,
      "src/lib/has-session.ts": hasSession,
      "src/routes/in-before-load.tsx": `
import { createFileRoute, Outlet } from "@tanstack/react-router";
${importsOfCheck}
export const Route = createFileRoute("/in-before-load")({ ${checkedBefore} component: Outlet });
`,
      "src/routes/in-before-load.secret.tsx": page("in-before-load/secret", secret),
      "src/routes/in-browser.tsx":
        importsOfCheck + page("in-browser", secret, `ssr: false, ${checkedBefore}`),
      "src/routes/in-server-middleware.tsx": `
import { createMiddleware } from "@tanstack/react-start";
${importsOfCheck}
const onlyUsers = createMiddleware().server(async ({ next }) => {
  if (!(await hasSession())) throw redirect({ href: "/refresh-session" });
  return next();
});
${page("in-server-middleware", secret, "server: { middleware: [onlyUsers] },")}`,
      "src/routes/in-function.tsx": `
import { verify } from "../lib/middleware.ts";
${page("in-function", secret).replace("createServerFn()", "createServerFn().middleware([verify])")}`,
      "src/routes/refused.tsx": page("refused", '() => "For members"'),
      "src/routes/reads-context.tsx": page(
        "reads-context",
        '({ context }) => context.userId ?? "guest"',
      ),
      "src/routes/renames.tsx": page("renames", '() => "renamed"'),
      "src/routes/leaks.tsx": page("leaks", leak),
      "src/routes/start.tsx": `
import { createFileRoute, Link } from "@tanstack/react-router";
export const Route = createFileRoute("/start")({
  component: () => <>
    <Link to="/in-server-middleware">Server middleware</Link>
    <Link to="/refused">Refused</Link>
    <Link to="/in-function" preload="intent">Function</Link>
  </>,
});
`,
    };
    app = await startBuilt(
      core,
      await changedSandbox("tanstack-start", "elsewhere", [], files),
    );
  }, buildTime);
  afterAll(() => app?.stop());

  test.each([
    ["beforeLoad of a layout", "/in-before-load/secret", "in-before-load.secret.tsx"],
    ["server middleware of a route", "/in-server-middleware", "in-server-middleware.tsx"],
  ])(
    "%s sends a visitor without a session away, but the page's server function returns the secret",
    async (_, path, file) => {
      const response = await get(path);
      expect(response.status).toBe(307);
      expect(await response.text()).not.toContain("cake");

      const called = await call(file, "get");
      expect(called.status).toBe(200);
      expect(await called.text()).toContain("The cake is real");
    },
  );

  test("with `ssr: false`, a check in beforeLoad does not run on the server at all", async () => {
    const response = await get("/in-browser");
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("cake");
    expect(await (await call("in-browser.tsx", "get")).text()).toContain("The cake is real");
  });

  test("a check as middleware of the server function covers both", async () => {
    expect((await get("/in-function")).status).toBe(302);
    const called = await call("in-function.tsx", "get", {
      headers: { "x-page": "/in-function?a=b#end" },
    });
    const text = await called.text();
    expect(text).not.toContain("cake");
    expect(JSON.parse(text)).toMatchObject({
      href: "/refresh-session?redirectBack=%2Fin-function%3Fa%3Db%23end",
      isSerializedRedirect: true,
    });
    const user = await call("in-function.tsx", "get", { cookie: await pageCookies(core) });
    expect(await user.text()).toContain("The cake is real");
  });

  test("the server middleware of a route does not run when the router navigates: the page shows, without a cookie", async () => {
    const { page } = await openPage();
    await page.goto(`${app.url}/start`);
    await page.getByRole("link", { name: "Server middleware" }).click();
    await page.getByText("The cake is real").waitFor();
    expect(page.url()).toBe(`${app.url}/in-server-middleware`);
  });

  test("a 401 in JSON from request middleware does not fail the call: it returns undefined", async () => {
    const { page } = await openPage();
    await page.goto(`${app.url}/start`);
    const refused = page.waitForResponse("**/_serverFn/**");
    await page.getByRole("link", { name: "Refused" }).click();
    expect((await refused).status()).toBe(401);
    await page.getByText("undefined", { exact: true }).waitFor();
  });

  test("what a client sends as its context reaches a server function that no middleware replaces it for", async () => {
    const called = await call("reads-context.tsx", "get", {
      query: withContext({ userId: "mallory" }),
    });
    expect(await called.text()).toContain("mallory");
  });

  test("with a start.ts that names no CSRF middleware, another site can make a browser call a function by GET", async () => {
    const called = await call("renames.tsx", "get", {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    });
    expect(called.status).toBe(200);
    expect(await called.text()).toContain("renamed");
  });

  test("the message of an error reaches the browser: in the page, and in the response to a call", async () => {
    const response = await get("/leaks");
    expect(response.status).toBe(500);
    expect(await response.text()).toContain("10.0.0.7");
    const called = await call("leaks.tsx", "get");
    expect(await called.text()).toContain("10.0.0.7");
  });

  test("a page that a hover has loaded shows without another request, although the cookies are gone", async () => {
    const { context, page } = await openPage();
    await signIn(core, context, app.url);
    await page.goto(`${app.url}/start`);
    const link = page.getByRole("link", { name: "Function" });
    const preloaded = page.waitForResponse("**/_serverFn/**");
    await link.hover();
    await preloaded;
    await page.waitForLoadState("networkidle");
    await context.clearCookies();
    const calls: string[] = [];
    page.on("request", (request) => calls.push(request.url()));
    await link.click();
    await page.getByText("The cake is real").waitFor();
    expect(calls).toEqual([]);
  });

  test("a page that was open before shows at once, while the server is asked", async () => {
    const { context, page } = await openPage();
    await signIn(core, context, app.url);
    await page.goto(`${app.url}/in-function`);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => window.history.pushState(null, "", "/start"));
    await page.getByRole("link", { name: "Function" }).waitFor();
    await context.clearCookies();
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route("**/_serverFn/**", (route) => promise.then(() => route.continue()));
    await page.evaluate(() => window.history.back());
    await page.getByText("The cake is real").waitFor();
    resolve();
    await page.waitForURL("**/login?*");
  });
});

/** Pages of an app that verifies as the guide does. Each shows what its server function returns. */
const hardened = {
  "src/routes/reads-context.tsx": page(
    "reads-context",
    '({ context }) => context.userId ?? "guest"',
  ),
  "src/routes/renames.tsx": page("renames", '() => "renamed"'),
  "src/routes/leaks.tsx": page("leaks", leak),
  "src/routes/loader-throws.tsx": page("loader-throws", "() => 1").replace(
    "() => get()",
    'async () => { await get(); throw new Error("The template is broken"); }',
  ),
  "src/routes/redirects.tsx": `
import { redirect } from "@tanstack/react-router";
${page("redirects", '() => { throw redirect({ to: "/welcome", search: { a: 1 } }); }')}`,
  "src/routes/loader-redirects.tsx": `
import { redirect } from "@tanstack/react-router";
${page("loader-redirects", "() => 1").replace(
  "() => get()",
  'async () => { await get(); throw redirect({ to: "/welcome" }); }',
)}`,
  "src/routes/not-found.tsx": `
import { notFound } from "@tanstack/react-router";
${page("not-found", "() => { throw notFound(); }")}`,
  "src/routes/own-headers.tsx": `
import { setCookie, setResponseHeader } from "@tanstack/react-start/server";
${page(
  "own-headers",
  '() => { setCookie("own", "yes"); setResponseHeader("Cache-Control", "public, max-age=300"); return "Mine"; }',
  'headers: () => ({ "Cache-Control": "public, max-age=300" }),',
)}`,
  "src/routes/download.tsx": page(
    "download",
    '() => new Response("a,b", { headers: { "Cache-Control": "public", "Content-Type": "text/csv" } })',
  ),
  "src/routes/server-route.ts": `
import { createFileRoute } from "@tanstack/react-router";
import { getSession } from "supertokens-node/recipe/session";
export const Route = createFileRoute("/server-route")({ server: { handlers: {
  GET: async ({ request, context: { sdk } }) => {
    await getSession(sdk.request, sdk.response);
    return Response.redirect(new URL("/welcome", request.url));
  },
} } });
`,
  "src/routes/streams.tsx": `
import { Await } from "@tanstack/react-router";
import { Suspense } from "react";
const getSlow = createServerFn().handler(async ({ context }) => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return "What takes a while, for " + context.userId;
});
${page("streams", "({ context }) => context.userId")
  .replace("() => get()", "async () => ({ user: await get(), slow: getSlow() })")
  .replace(
    "<p>{String(Route.useLoaderData())}</p>",
    "<Suspense fallback={<p>Wait</p>}><Await promise={Route.useLoaderData().slow}>{(text) => <p>{text}</p>}</Await></Suspense>",
  )}`,
  "src/routes/starts-early.tsx": page("starts-early", "() => 1").replace(
    "() => get()",
    "async () => { const slow = get(); return { user: await get(), slow }; }",
  ),
  "src/routes/verifies-late.tsx": `
import { Await } from "@tanstack/react-router";
import { Suspense } from "react";
const later = () => new Promise((resolve) => setTimeout(resolve, 200));
${page("verifies-late", "({ context }) => context.userId")
  .replace("() => get()", "() => ({ user: later().then(() => get()) })")
  .replace(
    "<p>{String(Route.useLoaderData())}</p>",
    "<Suspense fallback={<p>Wait</p>}><Await promise={Route.useLoaderData().user}>{(text) => <p>{text}</p>}</Await></Suspense>",
  )}`,
};

describe("an app that verifies as the guide does", () => {
  let app: Started;
  const { get, call } = requestsTo(() => app);

  beforeAll(async () => {
    const optional: Change = [
      "src/lib/middleware.ts",
      '["src/routes/welcome.tsx getVisitor", optionalSession],',
      '["src/routes/welcome.tsx getVisitor", optionalSession],\n  ["src/routes/reads-context.tsx get", optionalSession],',
    ];
    const cwd = await changedSandbox("tanstack-start", "hardened", [optional], hardened);
    app = await startBuilt(core, cwd);
  }, buildTime);
  afterAll(() => app?.stop());

  describe("the first request after a refresh gets the new access token", () => {
    test.each([
      ["from a page that streams", "streams", 200, "What takes a while, for alice"],
      ["with a redirect of a server function", "redirects", 307, ""],
      ["with a redirect of a loader", "loader-redirects", 307, ""],
      ["from a page that is not found", "not-found", 404, "Not found"],
      ["from a page whose loader fails", "loader-throws", 500, "Something went wrong"],
      ["from a page whose server function fails", "leaks", 500, "Something went wrong"],
      ["next to a cookie of the function's own", "own-headers", 200, "Mine"],
      ["with Response.redirect of a server route", "server-route", 302, ""],
    ])("%s", async (_, path, status, text) => {
      const response = await get(`/${path}`, await refreshedCookies(core, app.url));
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      expectNewToken(response, path);
    });

    test.each([
      ["from a call", "renames", 200, "renamed"],
      ["from a call that redirects", "redirects", 200, "/welcome?a=1"],
      ["from a call that finds nothing", "not-found", 200, "isNotFound"],
      ["from a call that fails", "leaks", 200, "internal error"],
      ["next to a cookie of the function's own, from a call", "own-headers", 200, "Mine"],
      ["from a call that returns a Response", "download", 200, "a,b"],
    ])("%s", async (_, path, status, text) => {
      const cookie = await refreshedCookies(core, app.url);
      const response = await call(`${path}.tsx`, "get", { cookie });
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      expectNewToken(response, path);
    });

    function expectNewToken(response: Response, path: string) {
      const names = response.headers.getSetCookie().map((set) => set.split("=", 1)[0]);
      const own = path === "own-headers" ? ["own"] : [];
      expect(names.sort()).toEqual([...own, "sAccessToken"].sort());
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(response.headers.get("vary")).toContain("Cookie");
    }

    test("unless the session is verified while the page streams: the headers have gone by then", async () => {
      const response = await get("/verifies-late", await refreshedCookies(core, app.url));
      expect(await response.text()).toContain("alice");
      expect(response.headers.getSetCookie()).toEqual([]);
    });
  });

  test("a page that calls two functions costs one call to the core on the first request after a refresh", async () => {
    const cookie = await refreshedCookies(core, app.url);
    core.control.clearRequests();
    await get("/streams", cookie);
    const paths = core.control.requests.map(({ path }) => path);
    expect(paths).toEqual(["/recipe/session/verify"]);
  });

  test("a page that verifies the session while it streams cannot send a visitor without one away: the response breaks off", async () => {
    const outcome = await get("/verifies-late").then(
      ({ status }) => status,
      (error: Error) => error.message,
    );
    // 500 where the first bytes had not left yet.
    expect([500, "aborted"]).toContain(outcome);
  });

  test("what a client sends as its context does not reach a server function", async () => {
    const called = await call("reads-context.tsx", "get", {
      query: withContext({ userId: "mallory" }),
    });
    const text = await called.text();
    expect(text).toContain("guest");
    expect(text).not.toContain("mallory");
  });

  test.each([
    ["GET of another site", "renames", { "sec-fetch-site": "cross-site" }],
    ["GET of another sub-domain", "renames", { "sec-fetch-site": "same-site" }],
    [
      "GET of another site, from an old browser",
      "renames",
      { "sec-fetch-site": "", referer: "https://evil.example/" },
    ],
    ["GET that says nothing of its origin", "renames", { "sec-fetch-site": "" }],
  ])("%s calls no server function", async (_, file, { "sec-fetch-site": site, ...rest }) => {
    const { "sec-fetch-site": __, ...headers } = callHeaders;
    const path = serverFunction(`src/routes/${file}.tsx`, "get");
    const response = await send(app.url + path, {
      headers: {
        ...headers,
        ...rest,
        ...(site && { "sec-fetch-site": site }),
        cookie: await pageCookies(core),
      },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain("renamed");
  });

  test("the message of an error stays on the server", async () => {
    const cookie = await pageCookies(core);
    const responses = [await get("/leaks", cookie), await call("leaks.tsx", "get", { cookie })];
    for (const response of responses) {
      const text = await response.text();
      expect(text).toContain("internal error");
      expect(text).not.toContain("10.0.0.7");
    }
    expect(app.output().out + app.output().err).toContain("10.0.0.7");
  });

  test.each([
    "https://evil.example/a?b",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ])("a call that says it comes from %s leads back to the home page", async (value) => {
    const called = await call("renames.tsx", "get", { headers: { "x-page": value } });
    expect(await called.text()).toContain('"/refresh-session?redirectBack=%2F"');
  });

  test("a page that a hover has loaded is loaded again by the click", async () => {
    const { context, page } = await openPage();
    await signIn(core, context, app.url);
    await page.goto(`${app.url}/welcome`);
    await page.waitForLoadState("networkidle");
    const link = page.getByRole("link", { name: "Dashboard" });
    const preloaded = page.waitForResponse("**/_serverFn/**");
    await link.hover();
    await preloaded;
    await page.waitForLoadState("networkidle");
    await context.clearCookies();
    await link.click();
    await page.waitForURL("**/login?redirectBack=%2Fdashboard%3Ftab%3D1");
  });

  test("a page that was open before does not show while the server is asked", async () => {
    const { context, page } = await openPage();
    await signIn(core, context, app.url);
    await page.goto(`${app.url}/dashboard`);
    await page.getByRole("link", { name: "Welcome" }).click();
    await page.getByText("Hello again").waitFor();
    await context.clearCookies();
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route("**/_serverFn/**", (route) => promise.then(() => route.continue()));
    const asked = page.waitForRequest("**/_serverFn/**");
    await page.evaluate(() => window.history.back());
    await asked;
    await page.waitForTimeout(300);
    expect(await page.getByText("Signed in as alice").isVisible()).toBe(false);
    resolve();
    await page.waitForURL("**/login?redirectBack=%2Fdashboard");
  });

  test("a loader that awaits one function before it starts another redirects, and the server goes on", async () => {
    for (const _ of [1, 2]) expect((await get("/streams")).status).toBe(302);
  });

  // The last one: its server does not survive.
  test("the other way round, a visitor without a session ends the process", async () => {
    const ended = once(app.child, "exit");
    await get("/starts-early");
    expect(await ended).toEqual([1, null]);
    expect(app.output().err).toContain("ERR_UNHANDLED_REJECTION");
  });
});

describe("its own check of the origin, behind a proxy that ends TLS", () => {
  const save = serverFunction("src/routes/profile.tsx", "save");
  /** Start's check as it is, and no other. */
  const own: Change[] = [
    ["src/start.ts", 'handlerType === "serverFn",\n  origin,', 'handlerType === "serverFn",'],
    ["src/start.ts", 'import { origin } from "./lib/config.ts";\n', ""],
    ["src/lib/middleware.ts", "if (!isSameOrigin(request))", "if (false)"],
    // What Start puts in the place of a start.ts that is not there.
    [
      "src/start.ts",
      "startInstance = createStart(",
      "startInstance = globalThis.process?.env.NO_START ? undefined : createStart(",
    ],
  ];

  const settings = [
    { title: "http, Start's check alone", name: "own", changes: own, call: 200 },
    {
      title: "a proxy that keeps Host, Start's check alone",
      name: "own",
      changes: own,
      proxy: "kept",
      call: 403,
    },
    {
      title: "a proxy that replaces Host, Start's check alone",
      name: "own",
      changes: own,
      proxy: "replaced",
      call: 403,
    },
    { title: "http, both checks with the origin", name: "both", changes: [], call: 200 },
    {
      title: "a proxy that replaces Host, both checks with the origin",
      name: "both",
      changes: [],
      proxy: "replaced",
      call: 200,
    },
  ] as const;

  /** The apps of several settings, each built once. */
  const folders = new Map<string, Promise<string>>();
  function built(name: string, changes: readonly Change[]) {
    const folder = folders.get(name) ?? changedSandbox("tanstack-start", name, changes);
    folders.set(name, folder);
    return folder;
  }

  test.each(settings)(
    "$title: Chromium refreshes and calls, a browser without Fetch Metadata gets $call",
    { timeout: buildTime },
    async ({ name, changes, call, ...setting }) => {
      const port = await freePort();
      const direct = `http://localhost:${port}`;
      const host = "proxy" in setting ? setting.proxy : undefined;
      const proxy = host && (await startTlsProxy(() => direct, host));
      if (proxy) onTestFinished(proxy.stop);
      const origin = proxy?.url ?? direct;
      const app = await startBuilt(core, await built(`check-${name}`, changes), {
        port,
        ORIGIN: origin,
      });
      onTestFinished(app.stop);

      const { context, page } = await openPage({ ignoreHTTPSErrors: true });
      await signIn(core, context, origin, { expired: true });
      const refreshed = page.waitForResponse("**/auth/session/refresh");
      await page.goto(`${origin}/profile`);
      expect((await refreshed).status()).toBe(200);
      await page.getByText("Signed in as alice").waitFor();
      await page.waitForLoadState("networkidle");
      await page.getByLabel("Nickname").fill("Al");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved: Al").waitFor();

      const { "sec-fetch-site": _, ...headers } = callHeaders;
      const hostSeen = host === "kept" ? new URL(origin).host : new URL(direct).host;
      const old = await send(direct + save, {
        method: "POST",
        headers: { ...headers, origin, host: hostSeen, cookie: await pageCookies(core) },
        body: new URLSearchParams({ nickname: "Old" }),
      });
      expect(old.status).toBe(call);

      // Start's check covers server functions, and no server route.
      const foreign = await send(`${direct}/login`, {
        method: "POST",
        headers: { origin: "https://evil.example", host: hostSeen },
        body: new URLSearchParams({ user: "mallory" }),
      });
      expect(foreign.status).toBe(name === "own" ? 303 : 403);
      expect(foreign.headers.getSetCookie().length).toBe(name === "own" ? 2 : 0);
    },
  );

  test("without a start.ts it refuses a call of another site", {
    timeout: buildTime,
  }, async () => {
    const app = await startBuilt(core, await built("own", own), { NO_START: "1" });
    onTestFinished(app.stop);
    const { call } = requestsTo(() => app);
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "sec-fetch-site": site };
      expect((await call("about.tsx", "checkSession", { headers })).status).toBe(403);
    }
    expect((await call("about.tsx", "checkSession")).status).toBe(200);
  });
});

describe("the short form, with its refresh page as a route of the app", () => {
  let app: Started;

  beforeAll(async () => {
    const short = "snippets/tanstack-start/short";
    const files = globSync(`${short}/src/**/*.{ts,tsx}`).map((path): [string, string] => [
      path.slice(short.length + 1),
      readFileSync(path, "utf8"),
    ]);
    // In place of the sandbox's own, which is a file.
    const served: Change = [
      "server.ts",
      "} else {",
      '} else if (req.url?.startsWith("/refresh-session")) node?.handler(req, res);\n  else {',
    ];
    const links = {
      "src/routes/links.tsx": `
import { createFileRoute, Link } from "@tanstack/react-router";
export const Route = createFileRoute("/links")({
  component: () => <Link to="/dashboard" search={{ tab: 1 }} hash="end">Dashboard</Link>,
});
`,
    };
    const more = { ...Object.fromEntries(files), ...links };
    app = await startBuilt(
      core,
      await changedSandbox("tanstack-start", "short", [served], more),
    );
  }, buildTime);
  afterAll(() => app?.stop());

  test.each([
    ["a page load", `/dashboard?tab=1#end`, false],
    ["a click", "/links", true],
  ])(
    "renews an expired access token, and shows the page asked for: %s",
    async (_, path, clicks) => {
      const { context, page } = await openPage();
      await signIn(core, context, app.url, { expired: true });
      const refreshed = page.waitForResponse("**/auth/session/refresh");
      await page.goto(app.url + path);
      if (clicks) await page.getByRole("link", { name: "Dashboard" }).click();
      expect((await refreshed).status()).toBe(200);
      await page.getByText("Signed in as alice").waitFor();
      expect(page.url()).toMatch(`${app.url}/dashboard?tab=1`);
    },
  );

  test("sends a visitor without a session to the sign-in page, with the return URL", async () => {
    const { page } = await openPage();
    await page.goto(`${app.url}/links`);
    await page.getByRole("link", { name: "Dashboard" }).click();
    await page.waitForURL(`${app.url}/login?redirectBack=%2Fdashboard%3Ftab%3D1`);
  });

  test("a cookie that cannot be decoded breaks nothing", async () => {
    const cookie = `${await pageCookies(core)}; discount=100%`;
    expect((await loadPage(`${app.url}/dashboard`, { headers: { cookie } })).status).toBe(200);
  });
});

test("a component that imports one of the SDK's files does not compile: the SDK never reaches a browser", {
  timeout: buildTime,
}, async () => {
  const changes: Change[] = [
    ["src/routes/about.tsx", "<p>For members</p>", "<p>{RolesClaim.key}</p>"],
    [
      "src/routes/about.tsx",
      'import { createServerFn } from "@tanstack/react-start";',
      'import { createServerFn } from "@tanstack/react-start";\nimport { RolesClaim } from "../lib/claims.ts";',
    ],
  ];
  const cwd = await changedSandbox("tanstack-start", "leaks", changes);
  await expect(startBuilt(core, cwd)).rejects.toThrow(/Import denied in client environment/);
});
