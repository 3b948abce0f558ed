import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import handler from "serve-handler";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { filesOf } from "./page-files.ts";
import { apiKey, changed, post, put, start, visitor, wholeLoop } from "./reader.ts";

// A reader's app: an Express API with apiBasePath "/api/auth", and a React app that create-vite has made on another port, with sign-in of
// its own or the pre-built UI. It gets a page that is rendered on the server by what the guides of Express and React say under "The least
// that works".

const root = join(import.meta.dirname, "../..");
const alice = { email: "alice@example.com", password: "correct-horse-1" };

let browser: Browser;
/** A React app as create-vite makes it. */
let made: string;

beforeAll(async () => {
  browser = await launchOffline();
  // Outside of the repository, whose workspaces npx would find.
  made = mkdtempSync(join(tmpdir(), "reader-"));
  const options = ["--template", "react-ts", "--no-immediate", "--no-interactive"];
  await promisify(execFile)("npx", ["--yes", "create-vite@9.3.0", "web", ...options], {
    cwd: made,
  });
}, 120_000);
afterAll(async () => {
  rmSync(made, { recursive: true, force: true });
  await browser?.close();
});

describe.each(["custom-ui", "pre-built-ui"] as const)("%s", (ui) => {
  let core: RunningMockCore;
  let stopApi: () => void;
  let web: Server;
  let api: string;
  let site: string;
  let user: string;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    user = ui === "custom-ui" ? "alice" : await core.control.createUser(alice);
    api = `http://localhost:${await freePort()}`;
    site = `http://localhost:${await freePort()}`;
    [stopApi, web] = await Promise.all([startApi(), startWeb()]);
  }, 120_000);
  afterAll(async () => {
    stopApi?.();
    web?.close();
    await core?.close();
  });

  wholeLoop(() => ({
    browser,
    core,
    page: `${api}/dashboard`,
    signInPage: signInPage(),
    signIn,
  }));

  if (ui === "pre-built-ui")
    test("after signing in, the browser is on the server's page", async () => {
      await visitor.page.goto(`${api}/dashboard?tab=1`, { waitUntil: "commit" });
      await fillIn(visitor.page);
      await visitor.page.waitForURL(`${api}/dashboard?tab=1`);
      await visitor.page.getByText(`Signed in as ${user}`).waitFor();
    });

  test.each(["https://evil.example/", "http://localhost:1/", "//evil.example"])(
    "%s is not returned to",
    async (redirectBack) => {
      const query = new URLSearchParams({ redirectBack });
      if (ui === "pre-built-ui") {
        await visitor.page.goto(`${site}/auth/?redirectToPath=${redirectBack}`);
        await fillIn(visitor.page);
        await visitor.page.waitForURL(`${site}/`);
      } else await signIn(visitor.page);
      await visitor.page.goto(`${site}/refresh-session?${query}`, { waitUntil: "commit" });
      await visitor.page.waitForURL(`${site}/`);
    },
  );

  test("what the reader's app had before is there", async () => {
    await visitor.page.goto(site);
    expect(await visitor.page.title()).toBe("web");
    expect((await fetch(`${api}/orders`)).status).toBe(401);
    await signIn(visitor.page);
    const orders = (url: string) => fetch(url).then(({ status }) => status);
    expect(await visitor.page.evaluate(orders, `${api}/orders`)).toBe(200);
  });

  function signInPage(): string {
    const query = new URLSearchParams({ redirectBack: `${api}/dashboard` });
    if (ui === "custom-ui") return `${site}/login?${query}`;
    const redirectToPath = `/refresh-session?${query}`;
    return `${site}/auth/?${new URLSearchParams({ redirectToPath })}`;
  }

  async function signIn(page: Page): Promise<string> {
    if (ui === "custom-ui") await post(page, site, `${api}/sign-in`);
    else {
      await page.goto(`${site}/auth/`);
      await fillIn(page);
      await page.waitForURL(`${site}/`);
    }
    return user;
  }

  /** The reader's API as it was, the lines of the guide in it, and the guide's file. */
  async function startApi(): Promise<() => void> {
    const folder = join(root, "snippets/express/.build", `reader-${ui}`);
    rmSync(folder, { recursive: true, force: true });
    const least = await filesOf(browser, { page: "/express", heading: "the-least-that-works" });
    const elsewhere = await filesOf(browser, {
      page: "/express",
      heading: "your-front-end-has-an-origin-of-its-own",
    });
    const example = least["app.ts"] ?? "";
    const route = example.slice(example.indexOf("app.get("), example.indexOf("app.use(error"));
    const imports = 'import { pageSession } from "./page-session.ts";\n';
    expect(example).toContain(imports);
    put(folder, {
      ...elsewhere,
      "index.ts":
        imports +
        changed(apiBefore(ui), "app.use(errorHandler", `${route}app.use(errorHandler`),
    });
    const env = { CORE: core.url, KEY: apiKey, API_DOMAIN: api, WEBSITE_DOMAIN: site };
    return start(`${api}/orders`, folder, process.execPath, ["index.ts"], env);
  }

  /** The React app of create-vite, SuperTokens in it, and the guide's refresh page. */
  async function startWeb(): Promise<Server> {
    // Inside of the repository, where the packages are.
    const folder = join(root, "snippets/react/.build", `reader-${ui}`);
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(made, "web"), folder, { recursive: true });
    const guide = await filesOf(browser, {
      page: "/react",
      heading: "the-least-that-works",
      ui,
    });
    const own = "[window.location.origin]";
    const renew = changed(guide["renew-session.ts"], own, `[window.location.origin, "${api}"]`);
    const src = join(folder, "src");
    put(src, { ...guide, "renew-session.ts": renew, "init.ts": initOf(ui, site, api) });
    const main = readFileSync(join(src, "main.tsx"), "utf8");
    put(src, { "main.tsx": mainOf(ui, main) });
    await build({ root: folder, logLevel: "error" });
    const server = createServer((request, response) =>
      handler(request, response, {
        public: join(folder, "dist"),
        rewrites: [{ source: "**", destination: "/index.html" }],
      }),
    );
    server.listen(Number(new URL(site).port));
    await once(server, "listening");
    return server;
  }
});

/** Signs in on the page of the pre-built UI. */
async function fillIn(page: Page): Promise<void> {
  await page.getByPlaceholder("Email address").fill(alice.email);
  await page.getByPlaceholder("Password").fill(alice.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

function apiBefore(ui: string): string {
  const recipes =
    ui === "pre-built-ui" ? "EmailPassword.init(), Session.init()" : "Session.init()";
  return `import cors from "cors";
import express from "express";
import SuperTokens from "supertokens-node";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import EmailPassword from "supertokens-node/recipe/emailpassword";
import Session from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";

const { CORE = "", KEY, API_DOMAIN = "", WEBSITE_DOMAIN = "" } = process.env;

SuperTokens.init({
  supertokens: { connectionURI: CORE, apiKey: KEY },
  appInfo: { appName: "reader", apiDomain: API_DOMAIN, websiteDomain: WEBSITE_DOMAIN, apiBasePath: "/api/auth" },
  recipeList: [${recipes}],
});

const app = express();
app.use(cors({ origin: WEBSITE_DOMAIN, credentials: true, allowedHeaders: ["content-type", ...SuperTokens.getAllCORSHeaders()] }));
app.use(middleware());
app.post("/sign-in", async (req, res) => {
  await Session.createNewSession(req, res, "public", SuperTokens.convertToRecipeUserId("alice"));
  res.json({});
});
app.get("/orders", verifySession(), (_req, res) => void res.json([]));
app.use(errorHandler());
app.listen(Number(new URL(API_DOMAIN).port));
`;
}

function initOf(ui: string, site: string, api: string): string {
  if (ui === "custom-ui")
    return `import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "reader", apiDomain: "${api}", apiBasePath: "/api/auth" },
  recipeList: [Session.init()],
});
`;
  return `import SuperTokens from "supertokens-auth-react";
import EmailPassword from "supertokens-auth-react/recipe/emailpassword";
import Session from "supertokens-auth-react/recipe/session";

SuperTokens.init({
  appInfo: { appName: "reader", apiDomain: "${api}", apiBasePath: "/api/auth", websiteDomain: "${site}" },
  recipeList: [EmailPassword.init(), Session.init()],
});
`;
}

/** The main.tsx of create-vite with SuperTokens in it, and the route of the refresh page. */
function mainOf(ui: string, made: string): string {
  const refresh =
    'import "./init.ts";\nimport { RefreshSession } from "./refresh-session.tsx";\n';
  const own = '{location.pathname === "/refresh-session" ? <RefreshSession /> : <App />}';
  if (ui === "custom-ui") return refresh + changed(made, "<App />", own);
  const imports = `import { SuperTokensWrapper } from "supertokens-auth-react";
import { EmailPasswordPreBuiltUI } from "supertokens-auth-react/recipe/emailpassword/prebuiltui";
import { canHandleRoute, getRoutingComponent } from "supertokens-auth-react/ui";
`;
  const preBuilt = "[EmailPasswordPreBuiltUI]";
  return (
    refresh +
    imports +
    changed(
      made,
      "<App />",
      `<SuperTokensWrapper>{canHandleRoute(${preBuilt}) ? getRoutingComponent(${preBuilt}) : ${own.slice(1, -1)}}</SuperTokensWrapper>`,
    )
  );
}
