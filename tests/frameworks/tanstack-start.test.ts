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
const leak = '() => { throw new Error("connect ECONNREFUSED 10.0.0.7:5432"); }';

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
