import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import handler from "serve-handler";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";

// A reader's app: an Express API with apiBasePath "/api/auth", and a React app that create-vite has made on another port. It gets
// a page that is rendered on the server by what the guides of Express and React say under "The least that works".

const root = join(import.meta.dirname, "../..");
const apiKey = "reader-api-key-of-24-characters";
const apiFolder = join(root, "snippets/express/.build/reader");
const webFolder = join(root, "snippets/react/.build/reader");

let core: RunningMockCore;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let stopApi: () => void;
let web: Server;
let api: string;
let site: string;

beforeAll(async () => {
  core = await startMockCore({ port: 0, apiKeys: [apiKey] });
  api = `http://localhost:${await freePort()}`;
  site = `http://localhost:${await freePort()}`;
  await Promise.all([startApi(), startWeb()]);
  browser = await launchOffline();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  stopApi?.();
  web?.close();
  await core?.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

test("an expired access token is renewed on the front end's origin, and the page on the server's origin is shown", async () => {
  await signIn();
  await page.goto(`${api}/dashboard?tab=1`);
  expect(await page.textContent("body")).toBe("Signed in as alice");
  await expireAccessToken();
  await page.goto(`${api}/dashboard?tab=1`);
  await page.waitForURL(`${api}/dashboard?tab=1`);
  expect(await page.textContent("body")).toBe("Signed in as alice");
});

test("without a session the sign-in page of the front end is next", async () => {
  await page.goto(`${api}/dashboard`);
  const redirectBack = `${api}/dashboard`;
  await page.waitForURL(`${site}/login?${new URLSearchParams({ redirectBack })}`);
});

test.each(["https://evil.example/", "http://localhost:1/", "//evil.example"])(
  "%s is not returned to",
  async (redirectBack) => {
    await signIn();
    await page.goto(`${site}/refresh-session?${new URLSearchParams({ redirectBack })}`);
    await page.waitForURL(`${site}/`, { timeout: 10_000 });
  },
);

test("what the reader's app had before is there", async () => {
  await page.goto(site);
  expect(await page.title()).toBe("web");
  expect((await fetch(`${api}/orders`)).status).toBe(401);
  await signIn();
  expect(await page.evaluate(async (url) => (await fetch(url)).status, `${api}/orders`)).toBe(
    200,
  );
});

/** Signs in as the reader's front end does: a call to the API on the other port. */
async function signIn(): Promise<void> {
  await page.goto(site);
  const status = await page.evaluate(
    async (url) => (await fetch(url, { method: "POST" })).status,
    `${api}/sign-in`,
  );
  expect(status).toBe(200);
}

async function expireAccessToken(): Promise<void> {
  const cookie = (await context.cookies()).find(({ name }) => name === "sAccessToken");
  if (!cookie) throw new Error("no session");
  await context.addCookies([{ ...cookie, value: await core.control.expire(cookie.value) }]);
}

/** The reader's API as it was, the two lines of the guide in it, and the guide's file. */
async function startApi(): Promise<void> {
  const before = `import cors from "cors";
import express from "express";
import SuperTokens from "supertokens-node";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import Session from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";

SuperTokens.init({
  supertokens: { connectionURI: "${core.url}", apiKey: "${apiKey}" },
  appInfo: { appName: "reader", apiDomain: "${api}", websiteDomain: "${site}", apiBasePath: "/api/auth" },
  recipeList: [Session.init()],
});

const app = express();
app.use(cors({ origin: "${site}", credentials: true, allowedHeaders: ["content-type", ...SuperTokens.getAllCORSHeaders()] }));
app.use(middleware());
app.post("/sign-in", async (req, res) => {
  await Session.createNewSession(req, res, "public", SuperTokens.convertToRecipeUserId("alice"));
  res.json({});
});
app.get("/orders", verifySession(), (_req, res) => void res.json([]));
app.use(errorHandler());
app.listen(${new URL(api).port}, () => console.log("Listening"));
`;
  const after = before
    .replace("import cors", 'import { pageSession } from "./page-session.ts";\nimport cors')
    .replace(
      "app.use(errorHandler",
      `${pageOf("snippets/express/short/app.ts")}\napp.use(errorHandler`,
    );
  put(apiFolder, "index.ts", after);
  cpSync(
    join(root, "snippets/express/short/front-end-elsewhere/page-session.ts"),
    join(apiFolder, "page-session.ts"),
  );
  const child = spawn(process.execPath, ["index.ts"], {
    cwd: apiFolder,
    env: { ...process.env, API_DOMAIN: api, WEBSITE_DOMAIN: site },
    stdio: ["ignore", "pipe", "inherit"],
  });
  stopApi = () => void child.kill();
  await once(child.stdout, "data");
}

/** The route that the guide adds to an app. */
function pageOf(file: string): string {
  const text = readFileSync(join(root, file), "utf8");
  return text.slice(text.indexOf("app.get("), text.indexOf("app.use(errorHandler"));
}

/** A new React app as create-vite makes it, SuperTokens in it, and the guide's refresh page. */
async function startWeb(): Promise<void> {
  // Made outside of the repository, whose workspaces npx would find, and built inside, where the packages are.
  const made = mkdtempSync(join(tmpdir(), "reader-"));
  const options = ["--template", "react-ts", "--no-immediate", "--no-interactive"];
  await promisify(execFile)("npx", ["--yes", "create-vite@9.3.0", "web", ...options], {
    cwd: made,
  });
  rmSync(webFolder, { recursive: true, force: true });
  cpSync(join(made, "web"), webFolder, { recursive: true });
  rmSync(made, { recursive: true });
  const src = join(webFolder, "src");
  put(
    src,
    "init.ts",
    `import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "reader", apiDomain: "${api}", apiBasePath: "/api/auth" },
  recipeList: [Session.init()],
});
`,
  );
  const short = join(root, "snippets/react/short");
  cpSync(join(short, "refresh-session.tsx"), join(src, "refresh-session.tsx"));
  const renew = readFileSync(join(short, "renew-session.ts"), "utf8");
  const own = "[window.location.origin]";
  expect(renew).toContain(own);
  put(src, "renew-session.ts", renew.replace(own, `[window.location.origin, "${api}"]`));
  const main = readFileSync(join(src, "main.tsx"), "utf8");
  put(
    src,
    "main.tsx",
    main
      .replace(
        /import App/,
        'import "./init.ts";\nimport { RefreshSession } from "./refresh-session.tsx";\nimport App',
      )
      .replace(
        "<App />",
        '{location.pathname === "/refresh-session" ? <RefreshSession /> : <App />}',
      ),
  );
  await build({ root: webFolder, logLevel: "error" });
  web = createServer((request, response) =>
    handler(request, response, {
      public: join(webFolder, "dist"),
      rewrites: [{ source: "**", destination: "/index.html" }],
    }),
  );
  web.listen(Number(new URL(site).port));
  await once(web, "listening");
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, path), text);
}
