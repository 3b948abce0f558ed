import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchBrowser } from "../support/chromium.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { startVariant } from "./nextjs-pages-app.ts";

const snippets = join(import.meta.dirname, "../../snippets/nextjs-pages");

let browser: Browser;
let core: RunningMockCore;
let app: Awaited<ReturnType<typeof startVariant>>;
let context: BrowserContext;
let page: Page;
/** Page loads and fetches, in order: "GET /dashboard". Props have the path of their page, after "props of". */
let trail: string[];
/** What must never happen: a breach of the CSP, an error. */
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

async function start(name: string, files: Record<string, string>): Promise<void> {
  core = await startMockCore();
  app = await startVariant({ name, files }, core);
}

async function stop(): Promise<void> {
  await app?.stop();
  await core?.close();
}

beforeEach(async () => {
  context = await browser.newContext({ baseURL: app.url });
  context.setDefaultTimeout(10_000);
  trail = [];
  problems = [];
  context.on("request", (request) => {
    if (!["document", "fetch", "xhr"].includes(request.resourceType())) return;
    const { pathname, search } = new URL(request.url());
    const data = /^\/_next\/data\/[^/]+(.*)\.json$/.exec(pathname);
    trail.push(
      data ? `props of ${data[1]}${search}` : `${request.method()} ${pathname}${search}`,
    );
  });
  context.on("console", (message) => {
    if (/content.security.policy/i.test(message.text())) problems.push(message.text());
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

/** Signs alice in and leaves her on a page with links to the others. */
async function signIn(): Promise<void> {
  await page.goto("/login?redirectBack=%2Fwelcome");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Hello again, alice").waitFor();
  // Before Next.js has hydrated the page, a click on a link is a page load like any other.
  await page.waitForFunction(
    () => performance.getEntriesByName("Next.js-hydration", "measure").length > 0,
  );
  trail.length = 0;
}

/** The access token of the browser is the same, but has expired. */
async function expire(): Promise<void> {
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "sAccessToken");
  if (!cookie) throw new Error("The browser has no access token");
  await context.addCookies([{ ...cookie, value: await core.control.expire(cookie.value) }]);
}

/** From here on that page never gets an access token, however often the session is renewed. */
async function loseTheAccessTokenOn(path: string): Promise<void> {
  await context.route(`**${path}`, async (route) => {
    await context.clearCookies({ name: "sAccessToken" });
    await route.continue();
  });
}

/** Marks the document, to see later whether it is still the same. */
const mark = () => page.evaluate(() => document.documentElement.setAttribute("data-same", ""));
const isSameDocument = () =>
  page.evaluate(() => document.documentElement.hasAttribute("data-same"));

const refresh = "POST /auth/session/refresh";

/**
 * What the refresh page does, whichever SDK it is made with.
 * @param thrown what the SDK itself throws when the browser drops a session that it has just seen
 */
function testRefreshPage(signIn: () => Promise<void>, thrown: readonly string[] = []): void {
  const tooLarge = "Your session is too large for a cookie";

  test("the fragment of a URL survives the redirect to the refresh page", async () => {
    await signIn();
    await expire();
    await page.goto("/dashboard?tab=1#end");
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1#end`);
    expect(trail).toContain("GET /refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1");
  });

  for (const path of ["/account", "/dashboard"]) {
    test(`${path} after a sign-out and a sign-in that no script has seen: the session is renewed`, async () => {
      await signIn();
      await page.evaluate(() => fetch("/auth/signout", { method: "POST" }));
      await page.evaluate(() => {
        const form = document.createElement("form");
        Object.assign(form, { method: "post", action: "/login?redirectBack=%2Fwelcome" });
        form.innerHTML = '<input name="user" value="alice">';
        document.body.append(form);
        form.submit();
      });
      await page.waitForURL("/welcome");
      await page.getByText("Hello again, alice").waitFor();
      const names = (await context.cookies()).map(({ name }) => name);
      expect(names).toContain("st-last-access-token-update");
      expect(names).not.toContain("sFrontToken");
      await expire();
      trail.length = 0;
      await page.goto(path);
      await page.getByText("Signed in as alice").waitFor();
      expect(trail.filter((step) => step === refresh)).toHaveLength(1);
    });
  }

  test("a refresh API that is not where the front end looks for it is named", async () => {
    await signIn();
    await expire();
    const url = `${app.url}/api/elsewhere/session/refresh`;
    await context.route("**/auth/session/refresh", (route) => route.continue({ url }));
    await page.goto("/dashboard");
    await page.getByText("The refresh API was not found (404).").waitFor();
  });

  test("a session that is too large for a cookie is named, and does not end on the login page", async () => {
    await signIn();
    const status = await page.evaluate(async () => {
      const body = new URLSearchParams({ user: "bob", role: "r".repeat(3_000) });
      const headers = { accept: "application/json" };
      return (await fetch("/login", { method: "POST", body, headers })).status;
    });
    expect(status).toBe(200);
    // The cookies of the session before would hide it.
    await context.clearCookies({ name: /^(sAccessToken|sFrontToken)$/ });
    await page.goto("/dashboard");
    await page.getByText(tooLarge).waitFor();
    expect(new URL(page.url()).pathname).toBe("/refresh-session");
    expect(problems.splice(0)).toEqual(thrown);
  });
}

describe("with a custom UI", () => {
  beforeAll(() => start("custom-ui", {}), buildTime);
  afterAll(stop);
  testRefreshPage(signIn);

  test("a click on a link shows the user's page without loading another document", async () => {
    await signIn();
    await mark();
    await page.getByRole("link", { name: "Dashboard" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/dashboard");
    expect(await isSameDocument()).toBe(true);
    expect(trail).toEqual(["props of /dashboard"]);
  });

  test("a click with an expired session goes by way of the refresh page, and comes back", async () => {
    await signIn();
    await expire();
    await page.getByRole("link", { name: "Dashboard" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/dashboard");
    expect(trail).toEqual(["props of /dashboard", refresh, "GET /dashboard"]);
  });

  test("the props after a refresh bring the new access token: the next click costs no call", async () => {
    await signIn();
    await expire();
    await page.getByRole("link", { name: "Account" }).click();
    await page.getByText("Signed in as alice").waitFor();
    const calls = async () => {
      core.control.clearRequests();
      await page.getByRole("link", { name: "Dashboard" }).click();
      await page.getByRole("heading", { name: "Dashboard" }).waitFor();
      await page.getByRole("link", { name: "Account" }).click();
      await page.getByRole("heading", { name: "Account" }).waitFor();
      return core.control.requests.map(({ path }) => path);
    };
    expect(await calls()).toContain("/recipe/session/verify");
    expect(await calls()).toEqual([]);
  });

  test("needs-refresh after a click: the session is renewed where the user is", async () => {
    await signIn();
    await expire();
    await page.getByRole("link", { name: "Account" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
    expect(trail).toEqual(["props of /account", refresh, "GET /account"]);
  });

  test("needs-refresh after a page load: the whole URL is kept", async () => {
    await signIn();
    await expire();
    await page.goto("/account?tab=1#end");
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/account?tab=1#end`);
    expect(trail).toEqual(["GET /account?tab=1", refresh, "GET /account?tab=1"]);
  });

  test("getInitialProps after a click asks the API, which the SDK renews the session for", async () => {
    await signIn();
    await expire();
    await mark();
    await page.getByRole("link", { name: "Profile" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(await isSameDocument()).toBe(true);
    expect(trail).toEqual(["GET /api/user", refresh, "GET /api/user"]);
  });

  test("without a session the login page is next, with the return URL", async () => {
    await page.goto("/account?tab=1");
    await page.waitForURL("/login?redirectBack=%2Faccount%3Ftab%3D1");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
  });

  test("an API that cannot be reached ends in a way to try again", async () => {
    await signIn();
    await expire();
    await context.route("**/auth/session/refresh", (route) => route.abort());
    await page.goto("/account");
    await page.getByText("You have not been signed out").waitFor();
    await context.unroute("**/auth/session/refresh");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Signed in as alice").waitFor();
  });

  for (const path of ["/account", "/dashboard"]) {
    test(`${path} cannot loop: a session that is renewed, and not kept, ends on a page that says so`, async () => {
      await signIn();
      await loseTheAccessTokenOn(path);
      await page.goto(path);
      await page.getByText("this site did not get your session").waitFor();
      expect(trail.filter((step) => step === refresh)).toHaveLength(4);
    });
  }

  test("a guest sees the page with an optional session, an expired user is renewed first", async () => {
    await page.goto("/welcome");
    await page.getByText("Hello, guest").waitFor();
    await signIn();
    await expire();
    await page.goto("/welcome");
    await page.getByText("Hello again, alice").waitFor();
    await core.control.revokeUser("alice");
    await expire();
    await page.goto("/welcome");
    await page.getByText("Hello, guest").waitFor();
  });

  test("a page that the SDK has verified makes supertokens-auth-react/nextjs/ssr refresh once more", async () => {
    await signIn();
    await page.goto("/dashboard-ssr");
    await page.getByText("Signed in as alice").waitFor();
    expect(trail).not.toContain(refresh);
    await expire();
    await page.goto("/account");
    await page.getByText("Signed in as alice").waitFor();
    await page.goto("/dashboard");
    trail.length = 0;
    await page.goto("/dashboard-ssr");
    await page.getByText("Signed in as alice").waitFor();
    expect(trail).toContain(refresh);
  });
});

describe("with the pre-built UI, its sign-in page included", () => {
  const snippet = (path: string) => readFileSync(join(snippets, path), "utf8");

  beforeAll(
    () =>
      start("pre-built-ui", {
        // With the recipe of a sign-in, as its comment asks for.
        "pages/_app.tsx": snippet("pre-built-ui/_app.tsx")
          .replace("recipeList: [", "recipeList: [EmailPassword.init(), ")
          .replace(
            "import Session",
            'import EmailPassword from "supertokens-auth-react/recipe/emailpassword";\n$&',
          ),
        "lib/renew-session.ts": snippet("pre-built-ui/renew-session.ts"),
        "pages/login/[[...path]].tsx": signInPage,
        // The pre-built UI writes its styles into the page.
        "next.config.ts": snippet("next.config.ts").replace(
          "default-src 'self'",
          "$&; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
        ),
      }),
    buildTime,
  );
  afterAll(stop);

  const signInPage = `
import dynamic from "next/dynamic";
import { EmailPasswordPreBuiltUI } from "supertokens-auth-react/recipe/emailpassword/prebuiltui";
import { canHandleRoute, getRoutingComponent } from "supertokens-auth-react/ui";
const recipes = [EmailPasswordPreBuiltUI];
function SignIn() {
  return canHandleRoute(recipes) ? getRoutingComponent(recipes) : null;
}
export default dynamic(async () => SignIn, { ssr: false });
`;

  /** Signs alice in as a script does that the SDK is loaded with, and leaves her on a page with links. */
  async function signInByFetch(): Promise<void> {
    await page.goto("/welcome");
    await page.getByText("Hello, guest").waitFor();
    await page.waitForLoadState("load");
    const status = await page.evaluate(async () => {
      const body = new URLSearchParams({ user: "alice" });
      const headers = { accept: "application/json" };
      return (await fetch("/login", { method: "POST", body, headers })).status;
    });
    expect(status).toBe(200);
    await page.goto("/welcome");
    await page.getByText("Hello again, alice").waitFor();
    await page.waitForLoadState("load");
    trail.length = 0;
  }

  testRefreshPage(signInByFetch, ["No session exists"]);

  test("needs-refresh after a click: the session is renewed where the user is", async () => {
    await signInByFetch();
    await expire();
    await page.getByRole("link", { name: "Account" }).click();
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
    expect(trail.filter((step) => step === refresh)).toHaveLength(1);
  });

  test("needs-refresh after a page load: the whole URL is kept", async () => {
    await signInByFetch();
    await expire();
    await page.goto("/account?tab=1#end");
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/account?tab=1#end`);
  });

  for (const path of ["/account", "/dashboard"]) {
    test(`${path} without a session: the sign-in is next, and knows the return URL`, async () => {
      await page.goto(`${path}?tab=1`);
      await page.locator("input[name=email]").waitFor();
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get("redirectToPath")]).toEqual([
        "/login",
        `${path}?tab=1`,
      ]);
    });

    test(`${path} cannot loop: a session that is renewed, and not kept, ends on a page that says so`, async () => {
      await signInByFetch();
      await loseTheAccessTokenOn(path);
      await page.goto(path);
      await page.getByText("this site did not get your session").waitFor();
      await page.waitForLoadState("load");
      expect(trail.filter((step) => step === refresh)).toHaveLength(4);
      expect(trail.filter((step) => step.startsWith("GET /login"))).toEqual([]);
    });
  }

  test("the sign-in page sends a signed-in visitor on, which is why it cannot be the end of a loop", async () => {
    await signInByFetch();
    await page.goto("/login?redirectToPath=%2Faccount");
    await page.getByText("Signed in as alice").waitFor();
    expect(new URL(page.url()).pathname).toBe("/account");
  });

  test("an API that cannot be reached ends in a way to try again", async () => {
    await signInByFetch();
    await expire();
    await context.route("**/auth/session/refresh", (route) => route.abort());
    await page.goto("/account");
    await page.getByText("You have not been signed out").waitFor();
    await context.unroute("**/auth/session/refresh");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Signed in as alice").waitFor();
  });

  test("a page that the user is not authorised to open says so", async () => {
    await signInByFetch();
    await page.goto("/admin");
    await page.getByText("Your account cannot open this page").waitFor();
    expect(await page.getByText("is an admin").count()).toBe(0);
  });
});
