import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { pageLoadHeaders } from "../../contract/clients.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage, send } from "../support/page-load.ts";
import { startTlsProxy } from "../support/tls-proxy.ts";
import { pageCookies } from "./app.ts";
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

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  return context.newPage();
}

/** The sandbox's configuration with more in it. */
const config = (more: string) => ({
  "nuxt.config.js": readFileSync("sandboxes/nuxt/nuxt.config.js", "utf8").replace(
    "  ...config,",
    `  ...config,\n  ${more},`,
  ),
});

/** The cookie header of a session. */
async function sessionOf(userId: string, roles: string[] = []): Promise<string> {
  const payload = { roles: { v: roles, t: Date.now() } };
  const { accessToken } = await core.control.createSession({ userId, payload });
  return `sAccessToken=${accessToken}`;
}

/** A page for a user. */
const get = (url: string, cookie?: string) =>
  loadPage(url, { headers: { ...(cookie && { cookie }) } });

/** As a script of the page sends it. */
const byScript = (
  url: string,
  cookie?: string,
  init: { method?: string; body?: string | FormData; signal?: AbortSignal } = {},
) =>
  send(url, {
    ...init,
    headers: {
      accept: "*/*",
      "sec-fetch-mode": "cors",
      "sec-fetch-site": "same-origin",
      ...(cookie && { cookie }),
    },
  });

const secret = "The cake is real";

/** The status and the text of a response to a path that is sent as it is, which a URL would change. */
async function byRawPath(url: string, path: string, cookie: string) {
  const { hostname, port } = new URL(url);
  const headers = { ...pageLoadHeaders, cookie };
  const sent = request({ hostname, port, path, headers }).end();
  const [response] = await once(sent, "response");
  return { status: response.statusCode, text: String(await buffer(response)) };
}

/** The path of a server component without props. Its hash is no secret: anybody can compute it. */
async function islandPath(name: string): Promise<string> {
  const nuxt = import.meta.resolve("nuxt/package.json");
  const { getIslandHash }: { getIslandHash(input: object): string } = await import(
    new URL("dist/app/island-hash.js", nuxt).href
  );
  return `/__nuxt_island/${name}_${getIslandHash({ name, props: {}, context: {} })}.json`;
}

/** The cookies that a response sets, by name. */
const setBy = (response: Response) =>
  response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);

/** Pages and routes as a reader may have written them. */
const traps = {
  ...config(`experimental: { componentIslands: true, ssrStreaming: true },
  routeRules: {
    "/**": { streaming: false },
    "/streams": { streaming: true },
    "/fails-late": { streaming: true },
    "/cached": { swr: 60 },
    "/plain-admin/**": { swr: 60 },
    "/api/cached": { swr: 60 },
    "/api/leaks": { swr: 60 },
    "/in-browser": { ssr: false },
  }`),
  "app/error.vue": readFileSync("snippets/nuxt/app/error.vue", "utf8").replace(
    "  </main>",
    '    <p><NuxtLink to="/dashboard">Dashboard</NuxtLink></p>\n  </main>',
  ),
  "app/pages/cached.vue": `<script setup lang="ts">
import { useVisitor } from "../visitor.ts";
const { userId } = useVisitor();
</script>
<template><p>Signed in as {{ userId }}</p></template>
`,
  "app/pages/in-browser.vue": `<script setup lang="ts">
import { useVisitor } from "../visitor.ts";
const { userId } = useVisitor();
</script>
<template><p>Signed in as {{ userId }}</p></template>
`,
  "server/api/cached.get.ts": `import { defineEventHandler } from "h3";
import { visitorOf } from "../lib/visitor.ts";
export default defineEventHandler((event) => ({ userId: visitorOf(event).userId }));
`,
  "server/api/leaks.get.ts": `import { defineEventHandler } from "h3";
export default defineEventHandler((event) => ({ userId: event.context.visitor.userId }));
`,
  // Open to everybody, and what it shows comes from an API route that verifies for itself.
  "app/pages/fetches.vue": `<script setup lang="ts">
import { useFetch } from "nuxt/app";
const { data } = await useFetch("/api/user");
</script>
<template><p>Signed in as {{ data?.userId }}</p></template>
`,
  "app/pages/plain-admin.vue": `<template><p>${secret}</p></template>\n`,
  "app/components/Secret.server.vue": `<template><p>${secret}</p></template>\n`,
  "app/components/CheckedSecret.server.vue": `<script setup lang="ts">
import { useRequestEvent } from "nuxt/app";
const roles = useRequestEvent()?.context.visitor?.roles ?? [];
</script>
<template><p v-if="roles.includes('admin')">${secret}</p><p v-else>Nothing</p></template>
`,
  "app/pages/admin-island.vue": `<template><div><Secret /><CheckedSecret /></div></template>\n`,
  "app/shared.ts": `import { ref } from "vue";
export const first = ref("nobody");
`,
  "app/pages/shared.vue": `<script setup lang="ts">
import { first } from "../shared.ts";
import { useVisitor } from "../visitor.ts";
const { userId } = useVisitor();
if (first.value === "nobody") first.value = userId;
</script>
<template><p>Signed in as {{ first }}</p></template>
`,
  "app/pages/copies.vue": `<script setup lang="ts">
import { nicknames } from "../../server/lib/nicknames.ts";
import { useVisitor } from "../visitor.ts";
const nickname = nicknames.get(useVisitor().userId);
</script>
<template><p>Nickname: {{ nickname ?? "none" }}</p></template>
`,
  "server/lib/side-effect.ts": `Object.assign(globalThis, { hasRun: "yes" });\n`,
  "server/api/side-effect.get.ts": `import { defineEventHandler } from "h3";
import "../lib/side-effect.ts";
export default defineEventHandler(() => ({ hasRun: Reflect.get(globalThis, "hasRun") ?? "no" }));
`,
  "server/middleware/takes-body.ts": `import { defineEventHandler, toWebRequest } from "h3";
export default defineEventHandler(async (event) => {
  if (event.path !== "/api/echo?taken") return;
  toWebRequest(event);
  await new Promise((resolve) => setTimeout(resolve, 50));
});
`,
  "server/api/echo.post.ts": `import { defineEventHandler, readBody } from "h3";
export default defineEventHandler((event) => readBody(event));
`,
  "app/components/Slow.vue": `<script setup lang="ts">
await new Promise((resolve) => setTimeout(resolve, 200));
</script>
<template><p>What takes a while</p></template>
`,
  "app/components/Broken.vue": `<script setup lang="ts">
await new Promise((resolve) => setTimeout(resolve, 200));
throw new Error("The component is broken");
</script>
<template><p>Never</p></template>
`,
  "app/pages/streams.vue": `<template><div><p>At once</p><Slow /></div></template>\n`,
  "app/pages/fails-late.vue": `<template><div><p>At once</p><Broken /></div></template>\n`,
  "app/pages/redirects.vue": `<script setup lang="ts">
import { navigateTo } from "nuxt/app";
await navigateTo("/welcome");
</script>
<template><p>Never</p></template>
`,
  "app/pages/refuses.vue": `<script setup lang="ts">
import { setResponseStatus, useRequestEvent } from "nuxt/app";
const event = useRequestEvent();
if (event) setResponseStatus(event, 418);
</script>
<template><p>A teapot</p></template>
`,
  "app/pages/throws.vue": `<script setup lang="ts">
throw new Error("The template is broken");
</script>
<template><p>Never</p></template>
`,
  "app/pages/absent.vue": `<script setup lang="ts">
import { createError } from "nuxt/app";
throw createError({ status: 404 });
</script>
<template><p>Never</p></template>
`,
};

const changes: Change[] = [
  ["server/lib/check-of.ts", '  "/login",', '  "/login",\n  "/fetches",'],
  [
    "server/lib/check-of.ts",
    '["/admin", requireAdmin]',
    '["/admin", requireAdmin], ["/admin-island", requireAdmin], ["/plain-admin", requireAdmin]',
  ],
];

describe("the hardened files, in an app as a reader may have written it", () => {
  let folder: string;
  let app: Started;

  beforeAll(async () => {
    folder = await changedSandbox("nuxt", "traps", changes, traps);
    app = await startBuilt(core, folder);
  }, buildTime);
  afterAll(() => app?.stop());

  const page = (path: string, cookie?: string) => get(app.url + path, cookie);

  describe("a route rule that caches", () => {
    test("shows no page to another visitor: each page says that it is private", async () => {
      for (const user of ["alice", "bob"]) {
        const response = await page("/cached", await sessionOf(user));
        expect(await response.text()).toContain(`Signed in as ${user}`);
        expect(response.headers.get("cache-control")).toBe("private, no-store");
      }
      expect((await page("/cached")).status).toBe(302);
    });

    test("keeps no response of an API route that has read the visitor", async () => {
      for (const userId of ["alice", "bob"]) {
        const response = await byScript(`${app.url}/api/cached`, await sessionOf(userId));
        expect(await response.json()).toEqual({ userId });
        expect(response.headers.get("cache-control")).toBe("private, no-store");
      }
    });

    test("sends the response of one that reads the event's context itself to the next visitor", async () => {
      for (const user of ["alice", "bob"]) {
        const response = await byScript(`${app.url}/api/leaks`, await sessionOf(user));
        expect(await response.json()).toEqual({ userId: "alice" });
        expect(response.headers.get("cache-control")).toContain("s-maxage=60");
      }
    });

    test("gives the first visitor after a refresh the new access token, and nobody else", async () => {
      const cookie = await refreshedCookies(core, app.url);
      expect(setBy(await page("/cached", cookie))).toEqual(["sAccessToken"]);
      expect(setBy(await page("/cached", await sessionOf("bob")))).toEqual([]);
    });
  });

  describe("another way to write the path of a page", () => {
    const ways = [
      ...["/PLAIN-ADMIN", "/plain-admin/", "/Plain-Admin/", "//plain-admin", "/./plain-admin"],
      ...["/%70lain-admin", "/x/../plain-admin", "/plain-admin%3Fx", "/plain-admin%23x"],
      ...["/plain-admin/_payload.json", "/plain-admin/_payloadXjson", "/plain-admin%2F"],
      ...[
        "/auth/../plain-admin",
        "/auth/../plain-admin/_payload.json",
        "/auth%2F../plain-admin",
      ],
      ...[
        "/welcome/../plain-admin/_payload.json",
        "/welcome%3F/../plain-admin",
        "/plain-admin;x",
      ],
      ...[
        "/__nuxt_error/../plain-admin/_payload.json",
        "/api/user/../../plain-admin",
        "\\plain-admin",
      ],
    ];

    test.each(ways)("%s never shows it to a visitor who is no admin", async (path) => {
      const { text } = await byRawPath(app.url, path, await sessionOf("bob"));
      expect(text).not.toContain(secret);
    });

    test("in upper case, it is not found, for an admin either: the server has verified another page", async () => {
      const cookie = await sessionOf("alice", ["admin"]);
      expect((await byRawPath(app.url, "/plain-admin", cookie)).text).toContain(secret);
      expect((await byRawPath(app.url, "/PLAIN-ADMIN", cookie)).status).toBe(404);
    });

    test("with the database check, a revoked session gets it in no case", async () => {
      const payload = { roles: { v: [], t: Date.now() } };
      const session = await core.control.createSession({ userId: "alice", payload });
      await core.control.revoke(session.handle);
      const cookie = `sAccessToken=${session.accessToken}`;
      expect((await byRawPath(app.url, "/dashboard", cookie)).status).toBe(200);
      expect((await byRawPath(app.url, "/dashboard-checked", cookie)).status).toBe(302);
      expect((await byRawPath(app.url, "/DASHBOARD-CHECKED", cookie)).status).toBe(404);
    });
  });

  describe("a server component", () => {
    test("is a request of its own, which needs a session, but does not have the check of its page", async () => {
      const responseOf = async (name: string, cookie?: string) =>
        byScript(app.url + (await islandPath(name)), cookie);
      for (const cookie of [undefined, await expiredCookies(core)]) {
        expect((await responseOf("Secret", cookie)).status).toBe(401);
      }
      const bob = await sessionOf("bob");
      expect((await page("/admin-island", bob)).status).toBe(403);
      expect(await (await responseOf("Secret", bob)).text()).toContain(secret);
      expect(await (await responseOf("CheckedSecret", bob)).text()).not.toContain(secret);
      const alice = await sessionOf("alice", ["admin"]);
      expect(await (await responseOf("CheckedSecret", alice)).text()).toContain(secret);
    });

    test("gets the new access token after a refresh", async () => {
      const path = await islandPath("Secret");
      const response = await byScript(app.url + path, await refreshedCookies(core, app.url));
      expect(setBy(response)).toEqual(["sAccessToken"]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    });
  });

  test("the template of a page is in a file for everybody: only data can be secret", async () => {
    const html = await (await page("/plain-admin", await sessionOf("alice", ["admin"]))).text();
    const scripts = [...html.matchAll(/\/_nuxt\/[\w-]+\.js/g)].map(([path]) => path);
    const texts = await Promise.all(
      scripts.map(async (path) => (await send(app.url + path)).text()),
    );
    expect(texts.join()).toContain(secret);
  });

  describe("the first request after a refresh gets the new access token", () => {
    test.each([
      ["from a page that streams", "/streams", 200, "What takes a while"],
      [
        "from a page whose component fails after the first bytes",
        "/fails-late",
        200,
        "At once",
      ],
      ["with a redirect of a page", "/redirects", 302, ""],
      ["from a page that sets a status", "/refuses", 418, "A teapot"],
      ["from a page that fails", "/throws", 500, "Something went wrong"],
      ["from a page that says that it does not exist", "/absent", 404, "Not found"],
      ["from a page that does not exist", "/nowhere", 404, "Not found"],
    ])("%s", async (_, path, status, text) => {
      const response = await page(path, await refreshedCookies(core, app.url));
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      expect(setBy(response)).toEqual(["sAccessToken"]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    });

    test("not where only useFetch has verified it: Nuxt drops the headers of that response", async () => {
      const cookie = await refreshedCookies(core, app.url);
      const response = await page("/fetches", cookie);
      expect(await response.text()).toContain("Signed in as alice");
      expect(response.headers.getSetCookie()).toEqual([]);
      // The API route has set it.
      const direct = await byScript(`${app.url}/api/user`, cookie);
      expect(setBy(direct)).toEqual(["sAccessToken"]);
    });
  });

  test("the path of Nuxt's own error page is not found, for a browser", async () => {
    expect((await page("/__nuxt_error?status=500")).status).toBe(404);
  });

  test("80 pages at once each show their own visitor", async () => {
    const cookies = await Promise.all(["alice", "bob"].map((user) => sessionOf(user)));
    const texts = await Promise.all(
      Array.from({ length: 80 }, async (_, i) =>
        (await page("/dashboard", cookies[i % 2])).text(),
      ),
    );
    texts.forEach((text, i) => {
      expect(text).toContain(`Signed in as ${i % 2 ? "bob" : "alice"}`);
    });
  });

  test("a ref outside of a component belongs to all visitors", async () => {
    await page("/shared", await sessionOf("alice"));
    expect(await (await page("/shared", await sessionOf("bob"))).text()).toContain(
      "Signed in as alice",
    );
  });

  test("a file of server/ that a page imports exists twice: the page does not see what an API route has saved", async () => {
    const cookie = await pageCookies(core);
    const body = new FormData();
    body.set("nickname", "Al");
    const saved = await byScript(`${app.url}/api/nickname`, cookie, { method: "POST", body });
    expect(await saved.json()).toEqual({ nickname: "Al" });
    expect(await (await page("/profile", cookie)).text()).toContain("Saved: Al");
    expect(await (await page("/copies", cookie)).text()).toContain("Nickname: none");
  });

  test("a module that is imported for its side effects alone is left out of the build", async () => {
    const response = await byScript(`${app.url}/api/side-effect`, await pageCookies(core));
    expect(await response.json()).toEqual({ hasRun: "no" });
  });

  test("toWebRequest in a middleware takes the body away from the route, which never responds", async () => {
    const headers = { "content-type": "application/json", cookie: await pageCookies(core) };
    const post = (path: string) =>
      fetch(app.url + path, {
        method: "POST",
        headers,
        body: '{"a":1}',
        signal: AbortSignal.timeout(1_500),
      });
    expect(await (await post("/api/echo")).json()).toEqual({ a: 1 });
    await expect(post("/api/echo?taken")).rejects.toThrow("timeout");
  });

  test("another site's form changes nothing", async () => {
    const body = new FormData();
    body.set("nickname", "Mallory");
    const response = await loadPage(`${app.url}/api/nickname`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site", cookie: await pageCookies(core) },
      body,
    });
    expect(response.status).toBe(403);
  });

  describe("in Chromium", () => {
    test("no page breaks its own Content-Security-Policy", async () => {
      const opened = await newPage();
      const problems: string[] = [];
      opened.on(
        "console",
        (message) => message.type() === "error" && problems.push(message.text()),
      );
      opened.on("pageerror", (error) => problems.push(error.message));
      await signIn(core, opened.context(), app.url);
      await opened.goto(`${app.url}/welcome`);
      await opened.waitForLoadState("networkidle");
      await opened.getByRole("link", { name: "Profile" }).click();
      await opened.getByText("Signed in as alice").waitFor();
      expect(problems).toEqual([]);
    });

    test("a link on the error page is verified, too", async () => {
      const opened = await newPage();
      await signIn(core, opened.context(), app.url);
      await opened.goto(`${app.url}/throws`);
      await opened.waitForLoadState("networkidle");
      await opened.context().clearCookies();
      await opened.getByRole("link", { name: "Dashboard" }).click();
      await opened.waitForURL("**/login?**");
    });

    test("a page with `ssr: false` asks the server before it shows its visitor", async () => {
      const opened = await newPage();
      await signIn(core, opened.context(), app.url);
      const asked = opened.waitForResponse("**/api/visitor?**");
      await opened.goto(`${app.url}/in-browser`);
      expect((await asked).status()).toBe(200);
      await opened.getByText("Signed in as alice").waitFor();
    });
  });

  describe("behind a proxy that ends TLS", () => {
    test.each(["kept", "replaced"] as const)(
      "with Host %s: the refresh responds 200, and another site's sign-in 403",
      async (host) => {
        const port = await freePort();
        const proxy = await startTlsProxy(() => `http://localhost:${port}`, host);
        onTestFinished(proxy.stop);
        const behind = await startBuilt(core, folder, { port, ORIGIN: proxy.url });
        onTestFinished(behind.stop);

        const opened = await newPage();
        await signIn(core, opened.context(), proxy.url, { expired: true });
        const refreshed = opened.waitForResponse("**/auth/session/refresh");
        await opened.goto(`${proxy.url}/dashboard?tab=1`);
        expect((await refreshed).status()).toBe(200);
        await opened.getByText("Signed in as alice").waitFor();
        expect(opened.url()).toBe(`${proxy.url}/dashboard?tab=1`);
        const cookies = await opened.context().cookies(proxy.url);
        const own = cookies.filter(({ httpOnly }) => httpOnly);
        expect(own.map(({ name, secure }) => [name, secure])).toEqual([["sAccessToken", true]]);

        const foreign = await send(`http://localhost:${port}/login`, {
          method: "POST",
          headers: { origin: "https://evil.example", host: new URL(proxy.url).host },
          body: new URLSearchParams({ user: "mallory" }),
        });
        expect(foreign.status).toBe(403);
        expect(foreign.headers.getSetCookie()).toEqual([]);
      },
    );
  });
});

describe("the tempting wrong places, with the short form", () => {
  const files = [
    "server/middleware/session.ts",
    "server/plugins/init.ts",
    "server/routes/auth/[...path].ts",
    "app/middleware/session.global.ts",
    "app/pages/dashboard.vue",
    "app/pages/refresh-session.vue",
    "app/renew-session.ts",
    "app/init.ts",
  ].map((file) => [file, readFileSync(`snippets/nuxt/short/${file}`, "utf8")] as const);
  const short = Object.fromEntries(files);
  const isOpen = 'path.startsWith("/auth/")';
  let app: Started;

  beforeAll(async () => {
    // The refresh page is a page of the app.
    const served: Change = [
      "server.ts",
      "  if (folder) {",
      '  if (req.url?.startsWith("/refresh-session?")) built.listener(req, res);\n  else if (folder) {',
    ];
    const folder = await changedSandbox("nuxt", "short-traps", [served], {
      ...short,
      // A list of what needs a session, in the place of one of what needs none.
      "server/middleware/session.ts": short["server/middleware/session.ts"]?.replace(
        isOpen,
        `${isOpen} || (path !== "/vault" && path !== "/dashboard")`,
      ) as string,
      "server/plugins/private-pages.ts": "export default () => {};\n",
      ...config(`experimental: { componentIslands: true },
  routeRules: { "/dashboard": { swr: 60 } }`),
      "app/middleware/guard.ts": `import { abortNavigation, createError, defineNuxtRouteMiddleware, useRequestEvent } from "nuxt/app";
export default defineNuxtRouteMiddleware(() => {
  if (import.meta.server && !useRequestEvent()?.context.userId)
    return abortNavigation(createError({ status: 401 }));
});
`,
      "app/pages/vault.vue": `<template><p>${secret}</p></template>\n`,
      "app/pages/guarded.vue": `<script setup lang="ts">
import { definePageMeta } from "#imports";
definePageMeta({ middleware: "guard" });
</script>
<template><div><Secret /></div></template>
`,
      "app/components/Secret.server.vue": `<template><p>${secret}</p></template>\n`,
    });
    app = await startBuilt(core, folder);
  }, buildTime);
  afterAll(() => app?.stop());

  test("a page with `swr` is shown to the next user, and a cache is told to keep it", async () => {
    const first = await get(`${app.url}/dashboard`, await sessionOf("alice"));
    expect(await first.text()).toContain("Signed in as alice");
    const second = await get(`${app.url}/dashboard`, await sessionOf("bob"));
    expect(await second.text()).toContain("Signed in as alice");
    expect(second.headers.get("cache-control")).toBe("s-maxage=60, stale-while-revalidate");
  });

  test("a list of what needs a session forgets the other ways to write a path", async () => {
    expect((await get(`${app.url}/vault`)).status).toBe(302);
    for (const path of ["/VAULT", "/vault/"]) {
      const response = await get(app.url + path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain(secret);
    }
  });

  test("a page's middleware does not run for the server component on it", async () => {
    expect((await get(`${app.url}/guarded`)).status).toBe(401);
    const response = await byScript(app.url + (await islandPath("Secret")));
    expect(await response.text()).toContain(secret);
  });

  test("client navigation loads a document, which the server verifies", async () => {
    const opened = await newPage();
    await signIn(core, opened.context(), app.url, { expired: true });
    await opened.goto(`${app.url}/welcome`);
    await opened.waitForLoadState("networkidle");
    const first = opened.waitForResponse("**/dashboard?tab=1");
    const refreshed = opened.waitForResponse("**/auth/session/refresh");
    await opened.getByRole("link", { name: "Dashboard" }).click();
    expect((await first).request().isNavigationRequest()).toBe(true);
    expect((await first).status()).toBe(302);
    await opened.waitForURL(`${app.url}/dashboard?tab=1`);
    expect((await refreshed).status()).toBe(200);
    await opened.getByText("Signed in as").waitFor();
  });

  test("the refresh page leads on to the sign-in page without a session", async () => {
    const opened = await newPage();
    await opened.goto(`${app.url}/vault`);
    await opened.waitForURL("**/login?redirectBack=%2Fvault");
  });
});
