import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { node } from "../support/node-22.ts";
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

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  return context.newPage();
}

const ownCheck = readFileSync("snippets/astro/allowed-domains/astro.config.ts", "utf8");
/** The files of an app that leaves the check to Astro. */
const astroChecks = {
  named: { "astro.config.ts": ownCheck.replace("www.example.com", "localhost") },
  unnamed: { "astro.config.ts": ownCheck.replace(/^.*allowedDomains.*\n/m, "") },
};

describe("its own check of the origin, and that of the middleware", () => {
  interface Setting {
    title: string;
    /** In front of the app. Absent: browsers reach it over http. */
    proxy?: "kept" | "replaced";
    /** The files that configure Astro's check. Absent: those of the sandbox, where the middleware checks. */
    config?: keyof typeof astroChecks;
    /** What the refresh responds. */
    refresh: 200 | 403;
  }

  const settings: Setting[] = [
    { title: "http, nothing set", config: "unnamed", refresh: 200 },
    { title: "http, allowedDomains", config: "named", refresh: 200 },
    {
      title: "a proxy that keeps Host, nothing set",
      proxy: "kept",
      config: "unnamed",
      refresh: 403,
    },
    {
      title: "a proxy that keeps Host, allowedDomains",
      proxy: "kept",
      config: "named",
      refresh: 200,
    },
    {
      title: "a proxy that replaces Host, nothing set",
      proxy: "replaced",
      config: "unnamed",
      refresh: 403,
    },
    {
      title: "a proxy that replaces Host, allowedDomains",
      proxy: "replaced",
      config: "named",
      refresh: 200,
    },
    { title: "http, the middleware checks", refresh: 200 },
    { title: "a proxy that keeps Host, the middleware checks", proxy: "kept", refresh: 200 },
    {
      title: "a proxy that replaces Host, the middleware checks",
      proxy: "replaced",
      refresh: 200,
    },
  ];

  /** The folders of the apps, by their check: each is built once. */
  const folders = new Map<string, Promise<string>>();
  function built(config?: Setting["config"]): Promise<string> {
    const name = `check-${config ?? "middleware"}`;
    const made = folders.get(name);
    const folder = made ?? changedSandbox("astro", name, [], config && astroChecks[config]);
    folders.set(name, folder);
    return folder;
  }

  test.each(settings)(
    "$title: the refresh responds $refresh",
    {
      timeout: buildTime,
    },
    async ({ proxy: host, config, refresh }) => {
      const port = await freePort();
      const direct = `http://localhost:${port}`;
      const proxy = host && (await startTlsProxy(() => direct, host));
      if (proxy) onTestFinished(proxy.stop);
      const origin = proxy?.url ?? direct;
      const app = await startBuilt(core, await built(config), { port, ORIGIN: origin });
      onTestFinished(app.stop);

      const page = await newPage();
      await signIn(core, page.context(), origin, { expired: true });
      const refreshed = page.waitForResponse("**/auth/session/refresh");
      await page.goto(`${origin}/dashboard`);
      expect((await refreshed).status()).toBe(refresh);
      const seen = refresh === 200 ? "Signed in as alice" : "cannot be reached";
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

  test("TLS of its own, nothing set: the refresh responds 200, and another site's sign-in 403", {
    timeout: buildTime,
  }, async () => {
    const cwd = await built("unnamed");
    // Builds it.
    await (await startBuilt(core, cwd)).stop();
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    const [keyFile, certFile] = [join(cwd, "key.pem"), join(cwd, "cert.pem")];
    writeFileSync(keyFile, key);
    writeFileSync(certFile, cert);
    const port = await freePort();
    const origin = `https://localhost:${port}`;
    const script = 'await import("./dist/server/entry.mjs"); console.log("Listening on it")';
    const server = await startListening(node, ["--input-type=module", "-e", script], {
      cwd,
      env: {
        ...process.env,
        HOST: "localhost",
        PORT: String(port),
        ORIGIN: origin,
        SUPERTOKENS_CORE_URI: core.url,
        SERVER_KEY_PATH: keyFile,
        SERVER_CERT_PATH: certFile,
      },
    });
    onTestFinished(server.stop);
    const post = async (path: string, headers: Record<string, string>, body = "") => {
      const sent = request(`${origin}${path}`, { method: "POST", headers, ca: cert });
      sent.end(body);
      const [response] = await once(sent, "response");
      response.resume();
      return response.statusCode;
    };
    // It has been told to listen, but might not listen yet.
    await expect.poll(() => post("/login", {}).catch(() => 0), { timeout: 10_000 }).not.toBe(0);
    const cookie = await refreshCookies(core);
    expect(await post("/auth/session/refresh", { origin, rid: "session", cookie })).toBe(200);
    const foreign = {
      origin: "https://evil.example",
      "content-type": "application/x-www-form-urlencoded",
    };
    expect(await post("/login", foreign, "user=mallory")).toBe(403);
  });

  test("with `checkOrigin: false` and without the middleware's check, another site signs the visitor in", {
    timeout: buildTime,
  }, async () => {
    const cwd = await changedSandbox("astro", "no-check", [
      ["src/middleware.ts", "if (!isSameOrigin(context.request))", "if (false)"],
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

/** Pages as a reader may have written them. */
const traps = {
  // The check in a component: the middleware lets this page through.
  "src/components/guard.astro": `---
import { getSession } from "supertokens-node/recipe/session";
const { request, response } = Astro.locals.sdk;
const options = { antiCsrfCheck: false, sessionRequired: false };
const session = await getSession(request, response, options).catch(() => undefined);
if (!session) return Astro.redirect("/refresh-session");
---
<p>Signed in as {session.getUserId()}</p>
`,
  "src/pages/guarded.astro": `---
import Guard from "../components/guard.astro";
import Slow from "../components/slow.astro";
---
<html><body><p>The cake is real</p><Slow /><Guard /><p>The end</p></body></html>
`,
  "src/pages/frozen.astro": `---
export const prerender = true;
---
<p>The cake is real</p>
`,
  "src/components/secret.astro": "<p>The cake is real</p>\n",
  "src/components/checked-secret.astro": `---
import { RolesClaim } from "../lib/claims.ts";
import { sessionOf } from "../lib/verify-session.ts";
const roles = await sessionOf(Astro.locals).getClaimValue(RolesClaim);
---
{roles?.includes("admin") && <p>The cake is real</p>}
`,
  "src/pages/admin-island.astro": `---
import Secret from "../components/secret.astro";
import CheckedSecret from "../components/checked-secret.astro";
---
<Secret server:defer /><CheckedSecret server:defer />
`,
  "src/pages/unsafe.astro": `---
import { unsafe } from "../lib/unsafe.ts";
---
<p>Saved by {unsafe.by}</p>
`,
  "src/lib/unsafe.ts": 'export const unsafe = { by: "nobody" };\n',
  "src/components/slow.astro": `---
await new Promise((resolve) => setTimeout(resolve, 200));
---
<p>What takes a while</p>
`,
  "src/pages/streams.astro": `---
import Slow from "../components/slow.astro";
---
<html><body><p>At once</p><Slow /></body></html>
`,
  "src/pages/redirects.astro": `---
Astro.response.headers.append("Set-Cookie", "by-header=yes");
Astro.cookies.set("by-cookies", "yes");
return Astro.redirect("/welcome");
---
`,
  "src/pages/refuses.astro": `---
return new Response("A teapot", { status: 418 });
---
`,
  "src/pages/throws.astro": `---
throw new Error("The template is broken");
---
`,
  "src/pages/fails-late.astro": `---
import Broken from "../components/broken.astro";
---
<html><body><p>At once</p><Broken /></body></html>
`,
  "src/components/broken.astro": `---
throw new Error("The component is broken");
---
`,
  "src/pages/rewrites.astro": `---
return Astro.rewrite("/dashboard");
---
`,
  "src/pages/scripted.astro": `---
import Page from "../layouts/page.astro";
---
<Page title="Scripted"><p id="out">Not run</p><p><a href="/welcome">Welcome</a></p></Page>
<script>document.getElementById("out")!.textContent = "The script has run";</script>
`,
  "src/pages/links.astro": `---
import Page from "../layouts/page.astro";
---
<Page title="Links">
  <p><a href="/scripted">Scripted</a> <a href="/dashboard" data-astro-reload>Plain</a></p>
</Page>
`,
};

const changes: Change[] = [
  [
    "src/middleware.ts",
    'const open = new Set(["/404"',
    'const open = new Set(["/guarded", "/unsafe", "/rewrites", "/scripted", "/links", "/404"',
  ],
  [
    "src/middleware.ts",
    '["/admin", requireAdmin]',
    '["/admin", requireAdmin], ["/admin-island", requireAdmin]',
  ],
  [
    "src/actions/index.ts",
    "export const server = {",
    `import { unsafe } from "../lib/unsafe.ts";
export const server = {
  unsafe: defineAction({ accept: "form", handler: () => { unsafe.by = "anybody"; } }),`,
  ],
];

describe("pages as a reader may have written them", () => {
  let app: Started;

  beforeAll(async () => {
    app = await startBuilt(core, await changedSandbox("astro", "traps", changes, traps));
  }, buildTime);
  afterAll(() => app?.stop());

  const get = (path: string, cookie?: string) =>
    loadPage(app.url + path, { headers: { ...(cookie && { cookie }) } });
  /** As the script of an island or of an action sends it. */
  const byScript = (
    path: string,
    cookie?: string,
    init: { method?: string; body?: FormData } = {},
  ) =>
    send(app.url + path, {
      ...init,
      headers: {
        accept: "*/*",
        "sec-fetch-mode": "cors",
        "sec-fetch-site": "same-origin",
        ...(cookie && { cookie }),
      },
    });
  const sessionOf = async (userId: string, roles: string[] = []) => {
    const payload = { roles: { v: roles, t: Date.now() } };
    const { accessToken } = await core.control.createSession({ userId, payload });
    return `sAccessToken=${accessToken}`;
  };

  describe("a redirect in a component", () => {
    test("comes after the first bytes: the page is sent with 200 as far as it is rendered, and the connection breaks", async () => {
      const response = await fetch(`${app.url}/guarded`, { redirect: "manual" });
      expect(response.status).toBe(200);
      let received = "";
      const reading = (async () => {
        for await (const part of response.body ?? [])
          received += new TextDecoder().decode(part);
      })();
      await expect(reading).rejects.toThrow("terminated");
      expect(received).toContain("The cake is real");
      expect(received).not.toContain("The end");
    });
  });

  describe("a prerendered page", () => {
    test("is shown to everybody: the middleware does not run", async () => {
      const response = await get("/frozen");
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("The cake is real");
      expect(response.headers.get("cache-control")).not.toBe("private, no-store");
    });

    test("runs no action: a POST gets the file too", async () => {
      const response = await loadPage(`${app.url}/frozen?_action=unsafe`, {
        method: "POST",
        headers: { origin: app.url },
        body: new FormData(),
      });
      expect(await response.text()).toContain("The cake is real");
      expect(await (await get("/unsafe")).text()).toContain("Saved by nobody");
    });
  });

  describe("a server island", () => {
    /** The URLs of the islands in a page. */
    const islandsOf = async (path: string, cookie?: string) => {
      const html = await (await get(path, cookie)).text();
      const urls = html.matchAll(/fetch\("(\/_server-islands\/(\w+)[^"]*)"/g);
      return new Map([...urls].map(([, url = "", name = ""]) => [name, url]));
    };

    test("is a request that the middleware verifies: 401 without a session, and nothing of the island", async () => {
      const url = (await islandsOf("/about")).get("User") ?? "";
      for (const cookie of [undefined, await expiredCookies(core)]) {
        const response = await byScript(url, cookie);
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({ message: "try refresh token" });
        expect(response.headers.getSetCookie()).toEqual([]);
      }
    });

    test("is rendered for whoever requests it, and gets the new access token after a refresh", async () => {
      const url = (await islandsOf("/about")).get("User") ?? "";
      for (const user of ["alice", "bob"]) {
        const response = await byScript(url, await sessionOf(user));
        expect(await response.text()).toContain(`Signed in as ${user}`);
        expect(response.headers.get("cache-control")).toBe("private, no-store");
      }
      const renewed = await byScript(url, await refreshedCookies(core, app.url));
      expect(renewed.headers.getSetCookie().join()).toMatch(/^sAccessToken=/);
    });

    test("in Chromium, a prerendered page shows its visitor, and a guest the fallback", async () => {
      const page = await newPage();
      const problems: string[] = [];
      page.on("console", (message) => {
        if (message.text().includes("Content Security Policy")) problems.push(message.text());
      });
      const visit = async () => {
        const island = page.waitForResponse("**/_server-islands/**");
        await page.goto(`${app.url}/about`);
        return (await island).status();
      };
      expect(await visit()).toBe(401);
      expect(await page.textContent("main")).toContain("Hello, guest");
      await signIn(core, page.context(), app.url);
      expect(await visit()).toBe(200);
      await page.getByText("Signed in as alice").waitFor();
      await signIn(core, page.context(), app.url, { expired: true });
      expect(await visit()).toBe(401);
      expect(await page.textContent("main")).toContain("Hello, guest");
      expect(problems).toEqual([]);
    });

    test("does not have the check of its page: the URL of an admin's island shows it to every user, unless the island checks", async () => {
      expect((await get("/admin-island", await sessionOf("bob"))).status).toBe(403);
      const islands = await islandsOf("/admin-island", await sessionOf("alice", ["admin"]));
      const shown = async (name: string, cookie: string) =>
        (await (await byScript(islands.get(name) ?? "", cookie)).text()).includes(
          "The cake is real",
        );
      const [bob, alice] = [await sessionOf("bob"), await sessionOf("alice", ["admin"])];
      expect(await shown("Secret", bob)).toBe(true);
      expect(await shown("CheckedSecret", bob)).toBe(false);
      expect(await shown("CheckedSecret", alice)).toBe(true);
    });
  });

  describe("an action", () => {
    const form = () => {
      const data = new FormData();
      data.set("nickname", "Mallory");
      return data;
    };

    test("called by a script is verified: 401 without a session", async () => {
      for (const cookie of [undefined, await expiredCookies(core)]) {
        const response = await byScript("/_actions/save", cookie, {
          method: "POST",
          body: form(),
        });
        expect(response.status).toBe(401);
      }
    });

    test("is posted to any page: on one for everybody it runs without a session, unless it checks", async () => {
      const post = (path: string) =>
        loadPage(app.url + path, {
          method: "POST",
          headers: { origin: app.url },
          body: form(),
        });
      expect((await post("/welcome?_action=save")).status).toBe(401);
      expect((await post("/unsafe?_action=save")).status).toBe(401);
      expect(await (await get("/unsafe")).text()).toContain("Saved by nobody");
      expect((await post("/unsafe?_action=unsafe")).status).toBe(200);
      expect(await (await get("/unsafe")).text()).toContain("Saved by anybody");
    });

    test("is refused to another site's form", async () => {
      const response = await loadPage(`${app.url}/profile?_action=save`, {
        method: "POST",
        headers: { "sec-fetch-site": "cross-site", cookie: await pageCookies(core) },
        body: form(),
      });
      expect(response.status).toBe(403);
    });

    test("of a form without JavaScript leads to the refresh page, which comes back to the form", async () => {
      const response = await loadPage(`${app.url}/profile?_action=save`, {
        method: "POST",
        headers: { origin: app.url, cookie: await expiredCookies(core) },
        body: form(),
      });
      expect(response.status).toBe(302);
      expect(response.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fprofile");
    });
  });

  describe("the first request after a refresh gets the new access token", () => {
    test.each([
      ["from a page that streams", "/streams", 200, "What takes a while"],
      ["with a redirect of a page", "/redirects", 302, ""],
      ["from a page that responds itself", "/refuses", 418, "A teapot"],
      ["from a page that fails", "/throws", 500, "Something went wrong"],
    ])("%s", async (_, path, status, text) => {
      const response = await get(path, await refreshedCookies(core, app.url));
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(text);
      const names = response.headers.getSetCookie().map((set) => set.split("=", 1)[0]);
      // Astro.redirect leaves out the headers of Astro.response.
      expect(names).toEqual(
        path === "/redirects" ? ["sAccessToken", "by-cookies"] : ["sAccessToken"],
      );
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    });

    test("from a page whose component fails after the first bytes, too", async () => {
      const cookie = await refreshedCookies(core, app.url);
      const headers = { cookie, accept: "text/html" };
      // Node's fetch states that a script sends it, and gets the page: the session is valid.
      const response = await fetch(`${app.url}/fails-late`, { headers });
      expect(response.headers.getSetCookie().join()).toMatch(/^sAccessToken=/);
      await expect(response.text()).rejects.toThrow("terminated");
    });

    test("not from a page that does not exist: nobody has verified it", async () => {
      const response = await get("/nowhere", await refreshedCookies(core, app.url));
      expect(response.status).toBe(404);
      expect(response.headers.getSetCookie()).toEqual([]);
    });
  });

  test("a page that rewrites to another one runs the middleware for that one", async () => {
    expect((await get("/rewrites")).status).toBe(302);
    expect(await (await get("/rewrites", await pageCookies(core))).text()).toContain(
      "Signed in as alice",
    );
  });

  test.each(["/%64ashboard", "//dashboard", "/dashboard/", "/./dashboard"])(
    "%s, another way to write the URL of a page, needs a session",
    async (path) => {
      expect((await get(path)).status).toBe(302);
    },
  );

  test("a URL whose query holds a bare percent sign is a 400, before the app sees it", async () => {
    const response = await get("/dashboard?discount=100%", await pageCookies(core));
    expect(response.status).toBe(400);
    expect(await response.text()).toBe("Bad request.");
  });

  describe("<ClientRouter />, in Chromium", () => {
    test("runs the script of a page the first time only: a refresh page with it would hang the second time", async () => {
      const page = await newPage();
      await page.goto(`${app.url}/links`);
      const visit = async () => {
        await page.getByRole("link", { name: "Scripted" }).click();
        await page.getByRole("heading", { name: "Scripted" }).waitFor();
        await page.waitForLoadState("networkidle");
        return page.textContent("#out");
      };
      expect(await visit()).toBe("The script has run");
      await page.goBack();
      await page.getByRole("heading", { name: "Links" }).waitFor();
      expect(await visit()).toBe("Not run");
    });

    test("leaves a link with data-astro-reload to the browser", async () => {
      const page = await newPage();
      await signIn(core, page.context(), app.url, { expired: true });
      await page.goto(`${app.url}/links`);
      const first = page.waitForRequest("**/dashboard");
      await page.getByRole("link", { name: "Plain" }).click();
      expect((await first).isNavigationRequest()).toBe(true);
      await page.getByText("Signed in as alice").waitFor();
    });
  });
});

describe("without the middleware's catch", () => {
  test("a page that fails loses the new access token", { timeout: buildTime }, async () => {
    const cwd = await changedSandbox(
      "astro",
      "no-catch",
      [["src/middleware.ts", "response = errorPage(error, context);", "throw error;"]],
      { "src/pages/throws.astro": traps["src/pages/throws.astro"] },
    );
    const app = await startBuilt(core, cwd);
    onTestFinished(app.stop);
    const headers = { cookie: await refreshedCookies(core, app.url) };
    const response = await loadPage(`${app.url}/throws`, { headers });
    expect(response.status).toBe(500);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("the short form, which redirects a script too", () => {
  test("puts the refresh page in the place of a server island, where its script runs: a guest is sent from a public page to the sign-in page", {
    timeout: buildTime,
  }, async () => {
    const short = ["src/middleware.ts", "src/lib/init.ts", "src/pages/auth/[...path].ts"];
    const files = short.map((file) => [
      file,
      readFileSync(`snippets/astro/short/${file}`, "utf8"),
    ]);
    const app = await startBuilt(
      core,
      await changedSandbox("astro", "short", [], Object.fromEntries(files)),
    );
    onTestFinished(app.stop);
    const page = await newPage();
    await page.goto(`${app.url}/about`);
    await page.waitForURL("**/login?**");
  });
});
