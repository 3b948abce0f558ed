import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";

export const apiKey = "reader-api-key-of-24-characters";

/** A reader's app that runs, with a page of the guide in it. */
export interface ReaderApp {
  browser: Browser;
  core: RunningMockCore;
  /** URL of the page that needs a session: it shows "Signed in as" and the user. */
  page: string;
  /** Signs in as the reader's front end does, and gives the user id. */
  signIn(page: Page): Promise<string>;
  /** The sign-in page that a visitor without a session gets, with the return URL. */
  signInPage: string;
}

/** A visitor with a browser of their own in each test. */
export const visitor = {} as { context: BrowserContext; page: Page };

/** Defines the tests that every reader's app has to pass: the whole loop, in Chromium. */
export function wholeLoop(app: () => ReaderApp): void {
  beforeEach(async () => {
    visitor.context = await app().browser.newContext();
    visitor.context.setDefaultTimeout(15_000);
    visitor.page = await visitor.context.newPage();
  });
  afterEach(() => visitor.context?.close());

  test("signed in: the page is rendered for the user, and nothing stores it", async () => {
    const user = await app().signIn(visitor.page);
    const response = await visitor.page.goto(app().page);
    await showsUser(user);
    expect(response?.headers()["cache-control"]).toBe("private, no-store");
  });

  test("an expired access token is renewed once, and the browser is back on the page with its query", async () => {
    const user = await app().signIn(visitor.page);
    await replaceToken((token) => app().core.control.expire(token));
    const refreshes = refreshesOf(visitor.page);
    await visitor.page.goto(`${app().page}?tab=1`, { waitUntil: "commit" });
    await visitor.page.waitForURL(`${app().page}?tab=1`);
    await showsUser(user);
    expect(refreshes).toHaveLength(1);
  });

  test("a token changed to another user is not accepted", async () => {
    const user = await app().signIn(visitor.page);
    await replaceToken((token) => {
      const [header, payload = "", signature] = token.split(".");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
      const forged = JSON.stringify({ ...claims, sub: "mallory", rsub: "mallory" });
      return `${header}.${Buffer.from(forged).toString("base64url")}.${signature}`;
    });
    const refreshes = refreshesOf(visitor.page);
    await visitor.page.goto(app().page, { waitUntil: "commit" });
    await visitor.page.waitForURL(app().page);
    await showsUser(user);
    expect(refreshes).toHaveLength(1);
  });

  test("a revoked session ends on the sign-in page once its access token has expired", async () => {
    const user = await app().signIn(visitor.page);
    expect(app().core.control.revokeUser(user)).not.toEqual([]);
    await replaceToken((token) => app().core.control.expire(token));
    await visitor.page.goto(app().page, { waitUntil: "commit" });
    await visitor.page.waitForURL(app().signInPage);
  });

  test("without a session the sign-in page is next, with the return URL", async () => {
    await visitor.page.goto(app().page, { waitUntil: "commit" });
    await visitor.page.waitForURL(app().signInPage);
  });
}

async function showsUser(user: string): Promise<void> {
  await visitor.page.getByText(`Signed in as ${user}`).waitFor();
}

async function replaceToken(change: (token: string) => string | Promise<string>) {
  const cookie = (await visitor.context.cookies()).find(({ name }) => name === "sAccessToken");
  if (!cookie) throw new Error("There is no session");
  await visitor.context.addCookies([{ ...cookie, value: await change(cookie.value) }]);
}

function refreshesOf(page: Page): string[] {
  const urls: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/session/refresh"))
      urls.push(request.url());
  });
  return urls;
}

/** Signs in with a POST that the reader's own page sends. */
export async function post(page: Page, site: string, url: string): Promise<void> {
  await page.goto(site);
  const status = await page.evaluate(
    async (url) => (await fetch(url, { method: "POST" })).status,
    url,
  );
  expect(status).toBe(200);
}

/** A text with one place replaced. Throws if it is not there exactly once. */
export function changed(text: string | undefined, before: string | RegExp, after: string) {
  const parts = text?.split(before) ?? [];
  if (parts.length !== 2)
    throw new Error(`${before} is there ${parts.length - 1} times:\n${text}`);
  return parts.join(after);
}

/** Writes files into a folder. */
export function put(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Starts a program and waits until its server responds; throws with what it has printed where it ends before. */
export async function start(
  url: string,
  cwd: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<() => void> {
  const child: ChildProcess = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text) => {
      printed += text;
    });
  while (!(await fetch(url, { redirect: "manual" }).catch(() => undefined))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${command} ended: ${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return () => void child.kill();
}

/** The script of the reader's own front end in plain JavaScript: its `init`. */
const init = (site: string) => `import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: { appName: "reader", apiDomain: "${site}" },
  recipeList: [Session.init()],
});
`;

const html = (title: string, script: string) =>
  `<!doctype html>\n<title>${title}</title>\n<body><script type="module" src="/${script}.js"></script>\n`;

/**
 * Writes a front end in plain JavaScript into `static/` of a reader's app, as a bundler does: a home page, a sign-in page, and the
 * guide's refresh page.
 */
export async function writeFrontEnd(
  folder: string,
  site: string,
  guide: Record<string, string>,
): Promise<void> {
  const sources = join(folder, "front-end");
  put(sources, {
    "init.ts": init(site),
    "renew-session.ts": guide["renew-session.ts"] ?? "",
    "refresh-session.ts": guide["refresh-session.ts"] ?? "",
  });
  put(join(folder, "static"), {
    "index.html": html("Home", "init"),
    "login/index.html": html("Sign in", "init"),
    "refresh-session/index.html": html("Renewing", "refresh-session"),
  });
  await build({
    entryPoints: ["init", "refresh-session"].map((name) => join(sources, `${name}.ts`)),
    outdir: join(folder, "static"),
    bundle: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  });
}
