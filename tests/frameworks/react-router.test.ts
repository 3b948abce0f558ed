import { globSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage, send } from "../support/page-load.ts";
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

/** Adds routes to the app; those of `open` verify for themselves, or do not. */
function withRoutes(routes: string, open: readonly string[] = []): Change[] {
  return [
    ["app/routes.ts", "] satisfies", `${routes}\n] satisfies`],
    [
      "app/lib/middleware.ts",
      'const open = new Set(["/login"',
      `const open = new Set([${open.map((path) => `"${path}", `).join("")}"/login"`,
    ],
  ];
}

/** Routes as a reader may have written them. */
const traps = {
  "app/routes/in-loader.tsx": `
import { Link, Outlet, redirectDocument } from "react-router";
import { getSession } from "supertokens-node/recipe/session";
import { sdkContext } from "../lib/sdk";
export async function loader({ context }) {
  const { request, response } = context.get(sdkContext);
  const session = await getSession(request, response, { antiCsrfCheck: false }).catch(() => undefined);
  if (!session) throw redirectDocument("/refresh-session");
  return null;
}
export default () => <><Link to="/in-loader/secret">Secret</Link><Outlet /></>;
`,
  "app/routes/in-middleware.tsx": `
import { requireSession } from "../lib/verify-session";
export const middleware = [async (args, next) => (await requireSession(args)) ?? next()];
export { default } from "./outlet";
`,
  "app/routes/outlet.tsx": `
import { Outlet } from "react-router";
export default () => <Outlet />;
`,
  ...Object.fromEntries(
    ["loader-secret", "middleware-secret"].map((name) => [
      `app/routes/${name}.tsx`,
      `
export const loader = () => ({ secret: "The cake is real" });
export default ({ loaderData }) => <p>{loaderData.secret}</p>;
`,
    ]),
  ),
  "app/routes/streams.tsx": `
import { Suspense } from "react";
import { Await } from "react-router";
import { sessionOf } from "../lib/verify-session";
const later = () => new Promise((resolve) => setTimeout(() => resolve("What takes a while"), 200));
export const loader = ({ context }) => ({ userId: sessionOf(context).getUserId(), slow: later() });
export default ({ loaderData }) => <>
  <p>{loaderData.userId}</p>
  <Suspense fallback={<p>Wait</p>}><Await resolve={loaderData.slow}>{(text) => <p>{text}</p>}</Await></Suspense>
</>;
`,
  "app/routes/verifies-late.tsx": `
import { Suspense } from "react";
import { Await } from "react-router";
import { getSession } from "supertokens-node/recipe/session";
import { sdkContext } from "../lib/sdk";
async function user({ request, response }) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (await getSession(request, response, { antiCsrfCheck: false })).getUserId();
}
export const loader = ({ context }) => ({ user: user(context.get(sdkContext)) });
export default ({ loaderData }) =>
  <Suspense fallback={<p>Wait</p>}><Await resolve={loaderData.user}>{(user) => <p>{user}</p>}</Await></Suspense>;
`,
  ...Object.fromEntries(
    Object.entries({
      redirects: 'throw redirect("/welcome");',
      refuses: 'throw data("A teapot", { status: 418 });',
      throws: 'throw new Error("The template is broken");',
      "own-headers":
        'return data(null, { headers: { "Set-Cookie": "own=yes; Path=/", "X-Own": "yes" } });',
    }).map(([name, statement]) => [
      `app/routes/${name}.tsx`,
      `
import { data, redirect } from "react-router";
export const loader = () => { ${statement} data; redirect; };
export default () => <p>The page</p>;
`,
    ]),
  ),
};

const trapRoutes = `
  route("in-loader", "routes/in-loader.tsx", [route("secret", "routes/loader-secret.tsx")]),
  route("in-middleware", "routes/in-middleware.tsx", [route("secret", "routes/middleware-secret.tsx")]),
  ${["streams", "verifies-late", "redirects", "refuses", "throws", "own-headers"]
    .map((name) => `route("${name}", "routes/${name}.tsx"),`)
    .join("\n  ")}`;

/** The routes that the middleware of the root lets through. */
const unverified = [
  "/in-loader",
  "/in-loader/secret",
  "/in-middleware",
  "/in-middleware/secret",
  "/verifies-late",
];

describe("routes as a reader may have written them", () => {
  let app: Started;

  beforeAll(async () => {
    const changes = withRoutes(trapRoutes, unverified);
    app = await startBuilt(core, await changedSandbox("react-router", "traps", changes, traps));
  }, buildTime);
  afterAll(() => app?.stop());

  const get = (path: string, cookie?: string) =>
    loadPage(app.url + path, { headers: { ...(cookie && { cookie }) } });
  const getData = (path: string, cookie?: string) =>
    send(app.url + path, {
      headers: { accept: "*/*", "sec-fetch-mode": "cors", ...(cookie && { cookie }) },
    });

  describe("a check in the loader of a layout", () => {
    test("sends a visitor without a session away from the page", async () => {
      const response = await get("/in-loader/secret");
      expect(response.status).toBe(302);
      expect(await response.text()).not.toContain("cake");
    });

    test("does not run for a data request that names the page alone: it returns the secret, without a cookie", async () => {
      const response = await getData("/in-loader/secret.data?_routes=routes/loader-secret");
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("The cake is real");
    });

    test("as its middleware, the same check runs for every request", async () => {
      const paths = ["", "?_routes=routes/middleware-secret", "?_routes=none"].map(
        (query) => `/in-middleware/secret.data${query}`,
      );
      for (const path of paths) {
        const response = await getData(path);
        const text = await response.text();
        expect({ path, status: response.status }).toEqual({ path, status: 202 });
        expect(text).toContain("/refresh-session?redirectBack=%2Fin-middleware%2Fsecret");
        expect(text).not.toContain("cake");
      }
      expect((await get("/in-middleware/secret")).status).toBe(302);
      const user = await get("/in-middleware/secret", await pageCookies(core));
      expect(await user.text()).toContain("The cake is real");
    });
  });

  describe("the first request after a refresh gets the new access token", () => {
    test.each([
      ["from a page that streams", "/streams", 200, "What takes a while"],
      ["from the data of a page that streams", "/streams.data", 200, "What takes a while"],
      ["with a redirect of a loader", "/redirects", 302, ""],
      ["with a redirect of a loader, as data", "/redirects.data", 202, "/welcome"],
      ["with an error of a loader", "/refuses", 418, "A teapot"],
      ["with an error of a loader, as data", "/refuses.data", 418, "A teapot"],
      ["from a page that fails", "/throws", 500, "Something went wrong"],
      ["from the data of a page that fails", "/throws.data", 500, "Unexpected Server Error"],
      ["next to a cookie of the page's own", "/own-headers", 200, "The page"],
      ["next to a cookie of the page's own, as data", "/own-headers.data", 200, ""],
    ])("%s", async (_, path, status, text) => {
      const cookie = await refreshedCookies(core, app.url);
      const response = await (path.endsWith(".data") ? getData : get)(path, cookie);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      const names = response.headers.getSetCookie().map((set) => set.split("=", 1)[0]);
      const own = path.startsWith("/own-headers") ? ["own"] : [];
      expect(names).toEqual([...own, "sAccessToken"]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    });

    test("unless the session is verified while the page streams: the headers have gone by then", async () => {
      const response = await get("/verifies-late", await refreshedCookies(core, app.url));
      expect(await response.text()).toContain("alice");
      expect(response.headers.getSetCookie()).toEqual([]);
    });
  });

  test.each([
    ["a document", "/own-headers"],
    ["data", "/own-headers.data"],
  ])(
    "of a loader's headers without a headers export only the cookies arrive: %s",
    async (_, path) => {
      const response = await get(path, await pageCookies(core));
      expect(response.headers.getSetCookie()).toEqual(["own=yes; Path=/"]);
      expect(response.headers.get("x-own")).toBeNull();
    },
  );

  test("a path matches in any case and encoding, and is verified as its route", async () => {
    const payload = { roles: { v: [], t: Date.now() } };
    const session = await core.control.createSession({ userId: "alice", payload });
    const { accessToken, handle } = session;
    await core.control.revoke(handle);
    const cookie = `sAccessToken=${accessToken}`;
    const paths = ["/dashboard-checked", "/DASHBOARD-CHECKED", "/Dashboard-Checked/"];
    for (const path of [...paths, "/%64ashboard-checked", "/DASHBOARD-CHECKED.data"]) {
      const response = await get(path, cookie);
      const text = await response.text();
      expect({ path, status: response.status }).toEqual({
        path,
        status: path.endsWith(".data") ? 202 : 302,
      });
      expect(text).not.toContain("Signed in");
    }
  });

  test.each(["//evil.example/", "//evil.example/?a=b"])(
    "the error page of %s links to no other site",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      const links = [...(await response.text()).matchAll(/<a href="([^"]*)"/g)];
      const origins = links.map(([, href]) => new URL(href ?? "", app.url + path).origin);
      expect(origins).toEqual([app.url, app.url]);
    },
  );

  test("a form without JavaScript leads to the refresh page, which comes back to the form", async () => {
    const [, token = ""] = (await pageCookies(core)).split("sAccessToken=");
    const response = await loadPage(`${app.url}/profile`, {
      method: "POST",
      headers: {
        origin: app.url,
        cookie: `sAccessToken=${await core.control.expire(token)}`,
      },
      body: new URLSearchParams({ nickname: "Al" }),
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fprofile");
  });

  test.each(["/profile", "/profile.data"])(
    "another site's form calls no action: POST %s",
    async (path) => {
      const response = await loadPage(app.url + path, {
        method: "POST",
        headers: { "sec-fetch-site": "cross-site", cookie: await pageCookies(core) },
        body: new URLSearchParams({ nickname: "Mallory" }),
      });
      expect(response.status).toBe(403);
    },
  );
});

describe("the short refresh page, as a route of the app", () => {
  let app: Started;

  beforeAll(async () => {
    const short = "snippets/react-router/short";
    const files = globSync(`${short}/**/*.{ts,tsx}`).map((path): [string, string] => [
      path.slice(short.length + 1),
      readFileSync(path, "utf8"),
    ]);
    // In place of the sandbox's own, which is a file.
    const served: Change = [
      "server.ts",
      "// The refresh page, the login page",
      'server.get("/refresh-session", createRequestHandler({ build }));\n// The refresh page, the login page',
    ];
    const more = Object.fromEntries(files);
    app = await startBuilt(core, await changedSandbox("react-router", "short", [served], more));
  }, buildTime);
  afterAll(() => app?.stop());

  test("renews an expired access token, and shows the page asked for", async () => {
    const { context, page } = await openPage();
    await signIn(core, context, app.url, { expired: true });
    const refreshed = page.waitForResponse("**/auth/session/refresh");
    await page.goto(`${app.url}/dashboard?tab=1#end`);
    expect((await refreshed).status()).toBe(200);
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1#end`);
  });

  test("sends a visitor without a session to the sign-in page, with the return URL", async () => {
    const { page } = await openPage();
    await page.goto(`${app.url}/dashboard?tab=1`);
    await page.waitForURL(`${app.url}/login?redirectBack=%2Fdashboard%3Ftab%3D1`);
  });
});

describe("a page without a loader", () => {
  const withoutLoader: Change = [
    "app/root.tsx",
    "export function loader() {\n  return null;\n}",
    "",
  ];
  const optedOut: Change = [
    "app/root.tsx",
    "export function loader() {",
    "export const shouldRevalidate = () => false;\n\nexport function loader() {",
  ];

  /** Follows the link to the page when the cookies are gone, and lists the data requests. */
  async function follow(changes: Change[], name: string) {
    const app = await startBuilt(core, await changedSandbox("react-router", name, changes));
    onTestFinished(app.stop);
    const { context, page } = await openPage();
    await signIn(core, context, app.url);
    await page.goto(`${app.url}/welcome`);
    await page.waitForLoadState("networkidle");
    await context.clearCookies();
    const data: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith(".data")) data.push(pathname);
    });
    await page.getByRole("link", { name: "About" }).click();
    return { page, data };
  }

  test("is verified by the server as each other: the root route has a loader", {
    timeout: buildTime,
  }, async () => {
    const { page, data } = await follow([], "with-loader");
    await page.waitForURL("**/login?redirectBack=%2Fabout");
    expect(data).toEqual(["/about.data"]);
  });

  test.each([
    ["without that loader", [withoutLoader], "without-loader"],
    ["where shouldRevalidate leaves that loader out", [optedOut], "opted-out"],
  ])(
    "is shown to everybody %s: the router asks nothing",
    { timeout: buildTime },
    async (_, changes, name) => {
      const { page, data } = await follow(changes as Change[], name as string);
      await page.getByText("For members").waitFor();
      expect(data).toEqual([]);
    },
  );
});

describe("its own check of the origin, behind a proxy that ends TLS", () => {
  const config = readFileSync(
    "snippets/react-router/behind-proxy/react-router.config.ts",
    "utf8",
  );
  const file = "react-router.config.ts";
  const nothingSet = { [file]: "export default {};\n" };
  const trusted: Change = [
    "server.ts",
    'server.disable("x-powered-by");',
    'server.disable("x-powered-by");\nserver.set("trust proxy", "loopback");',
  ];

  interface Setting {
    title: string;
    name: string;
    proxy?: "kept" | "replaced";
    changes?: Change[];
    files?: (host: string) => Record<string, string>;
    /** What the form of the page responds. The refresh is a resource route: the router does not check it. */
    form: 200 | 400;
  }

  const settings: Setting[] = [
    { title: "http, nothing set", name: "default", files: () => nothingSet, form: 200 },
    {
      title: "a proxy that keeps Host, nothing set",
      name: "default",
      proxy: "kept",
      files: () => nothingSet,
      form: 400,
    },
    {
      title: "a proxy that replaces Host, nothing set",
      name: "default",
      proxy: "replaced",
      files: () => nothingSet,
      form: 400,
    },
    {
      title: "a proxy that replaces Host, Express trusts it",
      name: "trusted",
      proxy: "replaced",
      changes: [trusted],
      files: () => nothingSet,
      form: 200,
    },
    {
      title: "a proxy that replaces Host, allowedActionOrigins",
      name: "allowed",
      proxy: "replaced",
      files: (host) => ({ [file]: config.replace("app.example", host) }),
      form: 200,
    },
    {
      title: "a proxy that replaces Host, the middleware checks",
      name: "sandbox",
      proxy: "replaced",
      form: 200,
    },
  ];

  /** The apps of several settings, each built once. */
  const folders = new Map<string, Promise<string>>();
  function built(name: string, changes?: Change[], more?: Record<string, string>) {
    const folder = folders.get(name) ?? changedSandbox("react-router", name, changes, more);
    folders.set(name, folder);
    return folder;
  }

  test.each(settings)(
    "$title: a form responds $form, the refresh 200",
    { timeout: buildTime },
    async ({ name, proxy: host, changes, files, form }) => {
      const port = await freePort();
      const direct = `http://localhost:${port}`;
      const proxy = host && (await startTlsProxy(() => direct, host));
      if (proxy) onTestFinished(proxy.stop);
      const origin = proxy?.url ?? direct;
      const more = files?.(new URL(origin).host);
      const app = await startBuilt(core, await built(`check-${name}`, changes, more), {
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

      const nickname = `Al ${host ?? "direct"} ${name}`;
      await page.getByLabel("Nickname").fill(nickname);
      const sent = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Save" }).click();
      expect((await sent).status()).toBe(form);
      const seen = form === 200 ? `Saved: ${nickname}` : "Something went wrong";
      await page.getByText(seen).waitFor();

      // In each of these deployments, a page on another site cannot sign a visitor in.
      const foreign = await send(`${direct}/login`, {
        method: "POST",
        headers: { origin: "https://evil.example", host: new URL(origin).host },
        body: new URLSearchParams({ user: "mallory" }),
      });
      expect(foreign.status).toBe(403);
      expect(foreign.headers.getSetCookie()).toEqual([]);
    },
  );

  test("does not cover resource routes: without the middleware's, another site signs the visitor in", {
    timeout: buildTime,
  }, async () => {
    const changes: Change[] = [
      ["app/lib/middleware.ts", "if (!isSameOrigin(request))", "if (false)"],
    ];
    const app = await startBuilt(
      core,
      await changedSandbox("react-router", "no-check", changes, nothingSet),
    );
    onTestFinished(app.stop);
    const response = await send(`${app.url}/login`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams({ user: "mallory" }),
    });
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie().length).toBe(2);
  });
});

test("a component that uses the session's files does not compile: the SDK never reaches a browser", {
  timeout: buildTime,
}, async () => {
  const changes: Change[] = [
    ["app/routes/about.tsx", "<p>For members</p>", "<p>{sessionOf.name}</p>"],
    [
      "app/routes/about.tsx",
      'import { Link } from "react-router";',
      'import { Link } from "react-router";\nimport { sessionOf } from "../lib/verify-session";',
    ],
  ];
  const cwd = await changedSandbox("react-router", "leaks", changes);
  await expect(startBuilt(core, cwd)).rejects.toThrow(
    /Server-only module referenced by client/,
  );
});
