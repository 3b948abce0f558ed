import { globSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage, send } from "../support/page-load.ts";
import { startTlsProxy } from "../support/tls-proxy.ts";
import { pageCookies, refreshCookies } from "./app.ts";
import {
  buildTime,
  expiredCookies,
  refreshedCookies,
  type Started,
  signIn,
  startBuilt,
} from "./built-app.ts";

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

describe("its own check of the origin, and that of the hook", () => {
  const ownCheck = readFileSync("snippets/sveltekit/paths-origin/vite.config.ts", "utf8");
  const withOrigin = (origin: string) => ({
    "vite.config.ts": ownCheck.replace("process.env.ORIGIN", JSON.stringify(origin)),
  });
  const forwarded = { PROTOCOL_HEADER: "x-forwarded-proto", HOST_HEADER: "x-forwarded-host" };

  interface Setting {
    title: string;
    /** In front of the app. Absent: browsers reach it over http. */
    proxy?: "kept" | "replaced";
    /** The file that configures the check. Absent: that of the sandbox, where the hook checks. */
    config?: (origin: string) => Record<string, string>;
    env?: Record<string, string>;
    /** What the refresh responds. */
    refresh: 200 | 403;
  }

  const withoutOrigin = () => ({
    "vite.config.ts": ownCheck.replace("process.env.ORIGIN", "undefined"),
  });

  const settings: Setting[] = [
    { title: "http, nothing set", config: withoutOrigin, refresh: 403 },
    { title: "http, paths.origin", config: withOrigin, refresh: 200 },
    {
      title: "a proxy that keeps Host, nothing set",
      proxy: "kept",
      config: withoutOrigin,
      refresh: 200,
    },
    {
      title: "a proxy that replaces Host, nothing set",
      proxy: "replaced",
      config: withoutOrigin,
      refresh: 403,
    },
    {
      title: "a proxy that replaces Host, paths.origin",
      proxy: "replaced",
      config: withOrigin,
      refresh: 200,
    },
    {
      title: "a proxy that replaces Host, its headers named",
      proxy: "replaced",
      config: withoutOrigin,
      env: forwarded,
      refresh: 200,
    },
    { title: "http, the hook checks", refresh: 200 },
    { title: "a proxy that replaces Host, the hook checks", proxy: "replaced", refresh: 200 },
  ];

  /** The folders of the apps, by what differs in them: each is built once. */
  const folders = new Map<string, Promise<string>>();
  function built(origin: string, config?: Setting["config"]): Promise<string> {
    const files = config?.(origin);
    const key = JSON.stringify(files);
    const name = `check-${folders.size}`;
    const folder = folders.get(key) ?? changedSandbox("sveltekit", name, [], files);
    folders.set(key, folder);
    return folder;
  }

  test.each(settings)(
    "$title: the refresh responds $refresh",
    { timeout: buildTime },
    async (setting) => {
      const port = await freePort();
      const direct = `http://localhost:${port}`;
      const proxy = setting.proxy && (await startTlsProxy(() => direct, setting.proxy));
      if (proxy) onTestFinished(proxy.stop);
      const origin = proxy?.url ?? direct;
      const cwd = await built(origin, setting.config);
      const app = await startBuilt(core, cwd, { port, ORIGIN: origin, ...setting.env });
      onTestFinished(app.stop);

      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      onTestFinished(() => context.close());
      await signIn(core, context, origin, { expired: true });
      const page = await context.newPage();
      const refreshed = page.waitForResponse("**/auth/session/refresh");
      await page.goto(`${origin}/dashboard`);
      expect((await refreshed).status()).toBe(setting.refresh);
      const seen = setting.refresh === 200 ? "Signed in as alice" : "cannot be reached";
      await page.getByText(seen).waitFor();

      // Clients other than browsers send no origin.
      const ofMobileApp = await send(`${direct}/auth/session/refresh`, {
        method: "POST",
        headers: { rid: "session", cookie: await refreshCookies(core) },
      });
      expect(ofMobileApp.status).toBe(setting.config ? 403 : 200);

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

  test('with `trustedOrigins: ["*"]` and without the hook, another site signs the visitor in', {
    timeout: buildTime,
  }, async () => {
    const cwd = await changedSandbox("sveltekit", "no-check", [
      ["src/hooks.server.ts", "if (!isSameOrigin(event.request))", "if (false)"],
    ]);
    const app = await startBuilt(core, cwd);
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

/** Routes as a reader may have written them. */
const traps = {
  // The check in a layout: the hook lets these routes through.
  "src/routes/in-layout/+layout.server.ts": `
import { redirect } from "@sveltejs/kit";
import { getSession } from "supertokens-node/recipe/session";
export const load = async ({ locals: { sdk } }) => {
  const session = await getSession(sdk.request, sdk.response, { antiCsrfCheck: false, sessionRequired: false }).catch(() => undefined);
  if (!session) redirect(302, "/refresh-session");
};
`,
  "src/routes/in-layout/secret/+page.server.ts": `
export const load = () => ({ secret: "The cake is real" });
`,
  "src/routes/in-layout/secret/+page.svelte": `
<script>const { data } = $props();</script>
<p>{data.secret}</p>
`,
  "src/routes/in-layout/+page.svelte": `
<p>The start</p><a href="/in-layout/secret">Secret</a>
`,
  "src/routes/no-load/+page.svelte": `
<p>What a page without a load function shows</p>
`,
  "src/routes/links/+page.server.ts": `
export const load = () => ({});
`,
  "src/routes/links/+page.svelte": `
<p>Links</p><a href="/no-load">Without load</a>
`,
  "src/routes/streams/+page.server.ts": `
import { sessionOf } from "../../lib/server/verify-session.ts";
const later = () => new Promise((resolve) => setTimeout(() => resolve("What takes a while"), 200));
export const load = ({ locals }) => ({ userId: sessionOf(locals).getUserId(), slow: later() });
`,
  "src/routes/streams/+page.svelte": `
<script>const { data } = $props();</script>
<p>{data.userId}</p>{#await data.slow}<p>Wait</p>{:then text}<p>{text}</p>{/await}
`,
  ...Object.fromEntries(
    Object.entries({
      redirects: 'redirect(303, "/welcome");',
      refuses: 'error(418, "A teapot");',
      throws: 'throw new Error("The template is broken");',
    }).flatMap(([name, statement]) => [
      [
        `src/routes/${name}/+page.server.ts`,
        `
import { error, redirect } from "@sveltejs/kit";
export const load = () => { ${statement} error; redirect; };
`,
      ],
      [`src/routes/${name}/+page.svelte`, "<p>The page</p>"],
    ]),
  ),
  "src/routes/remote/secret.remote.ts": `
import { query } from "$app/server";
export const secret = query(async () => "The cake is real");
`,
  "src/routes/remote/+page.svelte": `
<script>import { secret } from "./secret.remote.ts";</script>
{#await secret() then text}<p>{text}</p>{/await}
`,
  "src/routes/late/+page.server.ts": `
export const load = ({ cookies }) => { cookies.set("own", "yes", { path: "/" }); return {}; };
`,
  "src/routes/late/+page.svelte": "<p>The page</p>",
};

const changes: Change[] = [
  [
    "vite.config.ts",
    "adapter: adapter(),",
    "adapter: adapter(), experimental: { remoteFunctions: true },",
  ],
  [
    "src/hooks.server.ts",
    'const open = new Set(["/login"',
    'const open = new Set(["/in-layout", "/in-layout/secret", "/login"',
  ],
];

/** The URL by which SvelteKit's client calls the remote function, as it stands in the build. */
function secretUrl(folder: string): string {
  const scripts = globSync(`${folder}/build/client/_app/immutable/**/*.js`);
  const built = scripts.map((script) => readFileSync(script, "utf8")).join("\n");
  const [, id] = /["'`](\w+\/secret)["'`]/.exec(built) ?? [];
  return `/_app/remote/${id}`;
}

describe("routes as a reader may have written them", () => {
  let folder: string;
  let app: Started;
  /** The same routes behind the hook that the guide begins with. */
  let short: Started & { folder: string };

  beforeAll(async () => {
    folder = await changedSandbox("sveltekit", "traps", changes, traps);
    app = await startBuilt(core, folder);
    const hook = readFileSync("snippets/sveltekit/short/src/hooks.server.ts", "utf8");
    const behindShort = await changedSandbox("sveltekit", "short-traps", changes, {
      ...traps,
      "src/hooks.server.ts": hook,
    });
    short = { ...(await startBuilt(core, behindShort)), folder: behindShort };
  }, buildTime);
  afterAll(async () => {
    await app?.stop();
    await short?.stop();
  });

  const get = (path: string, cookie?: string) =>
    loadPage(app.url + path, { headers: { ...(cookie && { cookie }) } });
  const getData = (path: string, cookie?: string) =>
    send(app.url + path, {
      headers: { accept: "*/*", "sec-fetch-mode": "cors", ...(cookie && { cookie }) },
    });

  describe("a check in +layout.server.ts", () => {
    test("sends a visitor without a session away from the page", async () => {
      const response = await get("/in-layout/secret");
      expect(response.status).toBe(302);
      expect(await response.text()).not.toContain("cake");
    });

    test("does not run for a data request that names the page alone: it returns the secret, without a cookie", async () => {
      const response = await getData(
        "/in-layout/secret/__data.json?x-sveltekit-invalidated=001",
      );
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("The cake is real");
    });

    test("is not repeated by the client: with an expired token it shows the next page", async () => {
      const context = await browser.newContext();
      onTestFinished(() => context.close());
      await signIn(core, context, app.url);
      const page = await context.newPage();
      await page.goto(`${app.url}/in-layout`);
      await page.waitForLoadState("networkidle");
      await signIn(core, context, app.url, { expired: true });
      await page.getByRole("link", { name: "Secret" }).click();
      await page.getByText("The cake is real").waitFor();
    });

    test("is not needed: the hook checks such a request of every other route", async () => {
      for (const nodes of ["01", "00", "1"]) {
        const path = `/streams/__data.json?x-sveltekit-invalidated=${nodes}`;
        const response = await getData(path);
        expect(JSON.parse(await response.text())).toMatchObject({
          type: "redirect",
          location: "/refresh-session?redirectBack=%2Fstreams",
        });
      }
    });
  });

  test("a redirect that the hook returns loses its headers where it is for data, and keeps them where it is a document", async () => {
    const document = await get("/streams");
    expect([document.status, document.headers.get("vary")]).toEqual([302, "Cookie"]);
    const data = await getData("/streams/__data.json");
    expect([data.status, data.headers.get("vary")]).toEqual([200, null]);
    expect(data.headers.get("cache-control")).toBe("private, no-store");
  });

  describe("a page without a load function on the server", () => {
    test("is checked when it is loaded as a document", async () => {
      expect((await get("/no-load")).status).toBe(302);
    });

    test("is shown by the client without any request: there is nothing that the hook could check", async () => {
      const context = await browser.newContext();
      onTestFinished(() => context.close());
      await signIn(core, context, app.url);
      const page = await context.newPage();
      await page.goto(`${app.url}/links`);
      await page.waitForLoadState("networkidle");
      await context.clearCookies();
      const data: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("__data.json")) data.push(request.url());
      });
      await page.getByRole("link", { name: "Without load" }).click();
      await page.getByText("What a page without a load function shows").waitFor();
      expect(data).toEqual([]);
    });
  });

  describe("the first request after a refresh gets the new access token", () => {
    test.each([
      ["from a page that streams", "/streams", 200, "What takes a while"],
      [
        "from the data of a page that streams",
        "/streams/__data.json",
        200,
        "What takes a while",
      ],
      ["with a redirect of load", "/redirects", 303, ""],
      ["with a redirect of load, as data", "/redirects/__data.json", 200, "/welcome"],
      ["with an error of load", "/refuses", 418, "A teapot"],
      ["with an error of load, as data", "/refuses/__data.json", 200, "A teapot"],
      ["from a page that fails", "/throws", 500, "Something went wrong"],
      ["from the data of a page that fails", "/throws/__data.json", 200, "Internal Error"],
      ["next to a cookie of the page's own", "/late", 200, "The page"],
      ["from a page that does not exist", "/nowhere", 404, ""],
    ])("%s", async (_, path, status, text) => {
      const cookie = await refreshedCookies(core, app.url);
      const response = path.includes("__data")
        ? await getData(path, cookie)
        : await get(path, cookie);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      const names = response.headers.getSetCookie().map((set) => set.split("=", 1)[0]);
      // The hook does not verify a request without a route.
      const own = path === "/late" ? ["own"] : [];
      expect(names).toEqual(path === "/nowhere" ? [] : [...own, "sAccessToken"]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    });
  });

  describe.each([
    ["the hook", () => ({ folder, url: app.url }), 401],
    ["the hook of the short form", () => short, 302],
  ] as const)("a remote function behind %s", (_, started, status) => {
    const call = (headers: Record<string, string>) => {
      const { folder, url } = started();
      return send(url + secretUrl(folder), {
        headers: { accept: "*/*", "sec-fetch-mode": "cors", ...headers },
      });
    };

    test("gives its result to the user of a session", async () => {
      const response = await call({ cookie: await pageCookies(core) });
      expect(await response.text()).toContain("The cake is real");
    });

    test.each<Record<string, string>>([
      {},
      // The caller sends the path of its page, and SvelteKit trusts it.
      { "x-sveltekit-pathname": "/login", "x-sveltekit-search": "" },
    ])("does not run without a session: %o", async (headers) => {
      const response = await call(headers);
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain("cake");
    });
  });

  test("a form without JavaScript leads to the refresh page, which comes back to the form", async () => {
    const response = await loadPage(`${app.url}/profile`, {
      method: "POST",
      headers: { origin: app.url, cookie: await expiredCookies(core) },
      body: new URLSearchParams({ nickname: "Al" }),
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fprofile");
  });

  test.each(["//evil.example", "//evil.example/a?b=c"])(
    "the error page of %s links to no other site",
    async (path) => {
      const response = await get(path, await pageCookies(core));
      expect(response.status).toBe(404);
      const links = [...(await response.text()).matchAll(/<a href="([^"]*)"/g)];
      expect(links.map(([, href]) => new URL(href ?? "", app.url + path).origin)).toEqual([
        app.url,
      ]);
    },
  );

  test("another site's form calls no action", async () => {
    const response = await loadPage(`${app.url}/profile`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site", cookie: await pageCookies(core) },
      body: new URLSearchParams({ nickname: "Mallory" }),
    });
    expect(response.status).toBe(403);
  });
});
