import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { isRequest } from "../../contract/scenario.ts";
import { type SiteServer, serveSite } from "../../scripts/site-server.ts";
import { experiments } from "../../src/lab/experiments.ts";
import type { Replay } from "../../src/lab/protocol.ts";
import { buildFolder, builtPage } from "../support/built.ts";
import { launchOffline } from "../support/chromium.ts";

// The lab in the page, in a real browser, on the site as its hosts send it. A request to any other
// host fails the test, and leads nowhere.

let site: SiteServer;
let browser: Browser;

beforeAll(async () => {
  site = await serveSite(buildFolder);
  browser = await launchOffline();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const brotli = promisify(brotliCompress);

interface Opened {
  page: Page;
  /** What went wrong in the page: errors, violations of the policy, and requests to other hosts. */
  faults: string[];
  /** The paths of the site that were requested, in order. */
  requests: string[];
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  onTestFinished(() => context.close());
  const faults: string[] = [];
  const requests: string[] = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin === site.origin) requests.push(url.pathname);
    else if (url.protocol !== "about:") faults.push(`asks ${url.origin}`);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  await page.goto(site.origin + path);
  return { page, faults, requests };
}

/** The lab, started, with the login page in its browser. */
async function startLab(path = "/lab", options: BrowserContextOptions = {}) {
  const opened = await open(path, options);
  const { page } = opened;
  await page.getByRole("button", { name: "Start the lab" }).click();
  await shown(page).getByRole("heading", { name: "Sign in" }).waitFor();
  return opened;
}

/** The page in the lab's tab in front. */
const shown = (page: Page) => page.frameLocator(".lab-frames iframe:not([hidden])");

async function signIn(page: Page, role = ""): Promise<void> {
  if (role) await page.getByRole("combobox", { name: "with" }).selectOption(role);
  await page.locator(".lab-sign-in").getByRole("button", { name: "Sign in" }).click();
  await shown(page).getByRole("heading", { name: "Dashboard" }).waitFor();
}

/** Chooses an experiment and the first choice; gives the text of what happened. */
async function perform(page: Page, label: string): Promise<string | null> {
  await page.getByRole("button", { name: label, exact: true }).click();
  await page.locator(".lab-choice").first().click();
  await page.locator(".lab-result:not(:empty)").waitFor({ timeout: 25_000 });
  return page.locator('[data-mark="right"]').textContent();
}

describe("the lab", () => {
  test("costs a page nothing before it is started, and the network nothing afterwards", async () => {
    const { page, faults, requests } = await open("/lab");
    await page.waitForLoadState("networkidle");
    expect(requests.filter((path) => /\/lab[-/]/.test(path))).toEqual([]);
    await page.getByRole("button", { name: "Start the lab" }).click();
    await shown(page).getByRole("heading", { name: "Sign in" }).waitFor();
    const loaded = requests.filter((path) => path.startsWith("/assets/lab-"));
    const names = loaded.map((path) => path.replace(/^\/assets\/lab-(\w+)-.*/, "$1"));
    expect([...new Set(names)].sort()).toEqual(["engine", "frame", "look", "page", "view"]);

    await page.context().setOffline(true);
    await signIn(page);
    expect(await perform(page, "Expire the access token")).toContain("renews the session");
    expect(faults).toEqual([]);
  });

  test("is at most 300 KiB, every script and style together", async () => {
    const { page, requests } = await startLab();
    let bytes = 0;
    for (const path of new Set(requests.filter((one) => one.startsWith("/assets/lab-")))) {
      const response = await page.request.get(site.origin + path, {
        headers: { "accept-encoding": "br" },
      });
      bytes += (await brotli(await response.body())).length;
    }
    expect(bytes).toBeGreaterThan(200 * 1024);
    expect(bytes).toBeLessThan(300 * 1024);
  });

  test("signs in with the app's own login page, and the cookies have their rules", async () => {
    const { page, faults } = await startLab();
    await shown(page).getByRole("textbox", { name: "Role" }).fill("admin");
    await shown(page).getByRole("button", { name: "Sign in" }).click();
    await shown(page).getByText("Signed in as alice").waitFor();
    const cookie = (name: string) =>
      page.locator(".lab-cookies > li").filter({ has: page.getByText(name, { exact: true }) });
    await expect.poll(() => cookie("sAccessToken").textContent()).toContain("HttpOnly");
    expect(await cookie("sAccessToken").textContent()).toContain("SameSite=Lax");
    expect(await cookie("sRefreshToken").textContent()).toContain("/auth/session/refresh");
    expect(await cookie("sFrontToken").textContent()).not.toContain("HttpOnly");

    await page.getByRole("button", { name: "/admin", exact: true }).click();
    await shown(page).getByText("alice is an admin").waitFor();
    // The refresh token belongs to one path, and goes nowhere else.
    const last = page.locator(".lab-wire .exchange").last();
    expect(await last.textContent()).toContain("GET /admin");
    expect(await last.textContent()).not.toContain("sRefreshToken");
    expect(faults).toEqual([]);
  });

  test("leads from a token's name to what it says, and from a call to the line that made it", async () => {
    const { page } = await startLab();
    await signIn(page);
    await page
      .locator(".lab-wire")
      .getByRole("button", { name: "access token" })
      .last()
      .click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.textContent()).toContain('"sub": "alice"');
    expect(await dialog.textContent()).toContain('"alg": "RS256"');
    await page.keyboard.press("Escape");
    expect(await dialog.count()).toBe(0);
    const cause = page.locator(".lab-wire").getByRole("link", { name: /^sign-in\.ts, line/ });
    const line = Number((await cause.first().textContent())?.replace(/\D+/g, ""));
    const source = readFileSync("snippets/hono/sign-in.ts", "utf8").split("\n");
    expect(source[line - 1]).toContain("await createNewSession(");
    const href = (await cause.first().getAttribute("href")) ?? "";
    expect(builtPage("/hono")).toMatch(new RegExp(`id="?${href.split("#")[1]}"?`));
  });

  test("goes back and reloads, and takes a URL", async () => {
    const { page } = await startLab();
    await signIn(page);
    const url = page.getByRole("textbox", { name: "URL" });
    await url.fill("localhost:3000/welcome");
    await url.press("Enter");
    await shown(page).getByText("Hello again, alice").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await shown(page).getByText("Signed in as alice").waitFor();
    await page.getByRole("button", { name: "Reload" }).click();
    await shown(page).getByText("Signed in as alice").waitFor();
    await url.fill("https://evil.example/");
    await url.press("Enter");
    await shown(page).getByText("knows one host").waitFor();
  });

  const happens: Record<string, string> = {
    expire: "renews the session",
    revoke: "shows the page",
    tamper: "greets Alice",
    rotate: "shows the page",
    steal: "login page",
    tabs: "One refresh",
    "core-down": "shows the page",
    "core-down-expired": "cannot be reached",
    "core-slow": "at once",
    cookies: "login page",
    clock: "does not arrive",
  };

  test("shows what happens in each experiment", { timeout: 120_000 }, async () => {
    const { page, faults } = await startLab();
    const seen: Record<string, string | null> = {};
    for (const { id, label } of experiments) seen[id] = await perform(page, label);
    const expected = experiments.map(({ id }) => [
      id,
      expect.stringContaining(happens[id] ?? "nothing that is expected"),
    ]);
    expect(seen).toEqual(Object.fromEntries(expected));
    expect(faults).toEqual([]);
  });

  test("puts everything right after an experiment, and every link of one leads somewhere", async () => {
    const { page } = await startLab();
    await perform(page, "Take the core down");
    expect(await page.locator(".lab-condition").textContent()).toContain("The core is down");
    await page.getByRole("button", { name: "Restore everything" }).click();
    await expect.poll(() => page.locator(".lab-condition").count()).toBe(0);
    for (const { link } of experiments) {
      const [path = "", anchor] = link.href.split("#");
      const html = builtPage(path);
      if (anchor) expect(html).toMatch(new RegExp(`id="?${anchor}[" >]`));
    }
  });
});

test("the frame reaches neither the page around it nor its storage", async () => {
  const { page } = await startLab();
  const frame = page.frames().find((one) => one.parentFrame() && one.url() === "about:srcdoc");
  const reached = await frame?.evaluate(() => {
    const attempt = (what: () => unknown) => {
      try {
        what();
        return "reached";
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      origin: self.origin,
      document: attempt(() => window.parent.document.title),
      storage: attempt(() => window.parent.localStorage.length),
      navigation: attempt(() => window.parent.location.assign("/express")),
    };
  });
  expect(reached).toEqual({
    origin: "null",
    document: "SecurityError",
    storage: "SecurityError",
    navigation: "SecurityError",
  });
  // A page's inline script does not run: the frame has the policy of the site.
  await page.locator(".lab-edit > summary").click();
  await type(
    page,
    `export async function dashboard(c) {
    return c.html("<!doctype html><h1>Mine</h1><script>document.querySelector('h1').textContent = 'Run'</script>");
  }`,
  );
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await shown(page).getByRole("heading", { name: "Mine" }).waitFor();
});

/** Replaces the text of the editor, by the keyboard. */
async function type(page: Page, code: string): Promise<void> {
  const editor = page.getByRole("textbox", { name: "Code of the file" });
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(code);
}

const heading = (text: string) => `import { page } from "./page.js";
export async function dashboard(c) {
  return c.html(page("${text}", "by a reader"));
}`;

describe("the editor", () => {
  test("runs a reader's code, and puts the published code back", async () => {
    const { page, faults } = await startLab();
    await signIn(page);
    await page.locator(".lab-edit > summary").click();
    await type(page, heading("Edited"));
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await shown(page).getByRole("heading", { name: "Edited" }).waitFor();
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await shown(page).getByText("Signed in as alice").waitFor();
    expect(
      await page.getByRole("textbox", { name: "Code of the file" }).textContent(),
    ).toContain("getSession");
    expect(faults).toEqual([]);
  });

  test("stops code that never ends, and starts a new web server", async () => {
    const { page } = await startLab();
    await page.locator(".lab-edit > summary").click();
    await type(page, "export async function dashboard() { while (true) {} }");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    // The page itself responds all the while.
    await page.getByRole("button", { name: "Revoke the session" }).click();
    await page.getByText("The web server did not respond").waitFor({ timeout: 15_000 });
    await page.getByRole("button", { name: "Start it again" }).click();
    await expect
      .poll(() => page.locator(".lab-wire").textContent())
      .toContain("the core restart");
    await signIn(page);
  });

  test("shows what code throws: a syntax error next to the code, another one as the app's error page", async () => {
    const { page } = await startLab();
    await page.locator(".lab-edit > summary").click();
    await type(page, "export async function dashboard( {");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByText(/It cannot run: Unexpected token/).waitFor();
    await type(page, "export async function dashboard() { throw new Error('mine'); }");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await shown(page).getByRole("heading", { name: "Something went wrong" }).waitFor();
  });
});

describe("a replay", () => {
  /** Those that the site ships for a replay. */
  const runnable = globSync("lab/scenarios/*.json", { cwd: buildFolder })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(buildFolder, file), "utf8")) as Replay);

  test("gives the recording of every scenario that can run here", {
    timeout: 600_000,
  }, async () => {
    expect(runnable.length).toBeGreaterThanOrEqual(190);
    const left = runnable.map(({ scenario }) => scenario.id);
    const outcomes: Record<string, string | null> = {};
    const faults: string[] = [];
    const worker = async () => {
      const opened = await open("/lab");
      for (let id = left.pop(); id; id = left.pop()) {
        outcomes[id] = await replay(opened.page, id);
      }
      faults.push(...opened.faults);
    };
    await Promise.all([worker(), worker(), worker()]);
    const expected = runnable.map(({ scenario: { id, steps } }) => {
      const { length } = steps.filter(isRequest);
      return [
        id,
        `${length === 1 ? "The exchange is" : `All ${length} exchanges are`} as in the recording of Hono.`,
      ];
    });
    expect(outcomes).toEqual(Object.fromEntries(expected));
    expect(faults).toEqual([]);
  });

  test("goes step by step, and says so where a scenario cannot run", async () => {
    const { page } = await open("/scenarios/loop");
    await page.getByRole("button", { name: "Replay here" }).click();
    const replayed = page.locator(".lab-replay .exchange");
    await expect.poll(() => replayed.count(), { timeout: 10_000 }).toBe(1);
    await page.getByRole("button", { name: "Next step" }).click();
    await expect.poll(() => replayed.count()).toBe(2);
    await page.goto(`${site.origin}/scenarios/session-head`);
    expect(await page.locator(".lab-replay").textContent()).toContain("has no socket");
    expect(await page.getByRole("button", { name: "Replay here" }).count()).toBe(0);
  });
});

async function replay(page: Page, id: string): Promise<string | null> {
  await page.goto(`${site.origin}/scenarios/${id}`);
  await page.getByRole("button", { name: "Replay here" }).click();
  await page.getByRole("button", { name: "Next step" }).waitFor();
  const all = page.getByRole("button", { name: "All steps" });
  // A scenario of one step is over when it has begun.
  if (await all.isEnabled()) await all.click();
  const status = page.locator(".lab-replay .lab-status[data-replay]");
  await status.waitFor({ timeout: 25_000 });
  return status.textContent();
}

describe("for every reader", () => {
  const axe = readFileSync(
    createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
    "utf8",
  );

  test.each(["light", "dark"] as const)(
    "has no fault that axe finds (%s)",
    async (colorScheme) => {
      const { page } = await startLab("/lab", { colorScheme });
      await perform(page, "Core down, token expired");
      await page.locator(".lab-edit > summary").click();
      await page.getByRole("textbox", { name: "Code of the file" }).waitFor();
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        const found = await axe.run(".lab", { iframes: false });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(violations).toEqual([]);
    },
  );

  test("fits a phone", async () => {
    const { page } = await startLab("/hono", { viewport: { width: 390, height: 844 } });
    await perform(page, "Steal the refresh token");
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBe(0);
  });

  test("works by keyboard alone, and says what happened", async () => {
    const { page } = await open("/lab");
    await page.getByRole("button", { name: "Start the lab" }).focus();
    await page.keyboard.press("Enter");
    await shown(page).getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("button", { name: "Expire the access token" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".lab-choice").nth(1).focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.getByRole("status").allInnerTexts(), { timeout: 15_000 })
      .toContainEqual(expect.stringContaining("Correct"));
  });

  test("leads to the recordings where there are no scripts", async () => {
    const { page } = await open("/lab", { javaScriptEnabled: false });
    const link = page.locator(".lab").getByRole("link", { name: "the recorded runs" });
    expect(await link.getAttribute("href")).toBe("/scenarios");
    expect(await page.getByRole("button", { name: "Start the lab" }).isVisible()).toBe(false);
  });
});

test("the policy of the site has nothing for the lab", async () => {
  const { page } = await open("/lab");
  const response = await page.request.get(`${site.origin}/lab`);
  const policy = response.headers()["content-security-policy"] ?? "";
  const directives = Object.fromEntries(
    policy.split("; ").map((directive) => [directive.split(" ")[0], directive]),
  );
  expect(directives["default-src"]).toBe("default-src 'none'");
  expect(directives["frame-src"]).toBe("frame-src https://stackblitz.com");
  expect(directives["connect-src"]).toBe("connect-src 'self'");
  expect(directives["worker-src"]).toBeUndefined();
  expect(directives["script-src"]).toMatch(/^script-src 'self'( 'sha256-[\w+/=]+')+$/);
  expect(directives["style-src"]).toMatch(/^style-src 'self'( 'sha256-[\w+/=]+')+$/);
});
