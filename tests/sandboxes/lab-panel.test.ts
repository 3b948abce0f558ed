import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { freePort } from "../../sandboxes/lab/app-process.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Running, startListening } from "../support/command.ts";
import { openLab } from "../support/lab-page.ts";
import { node, webContainerEnv } from "../support/node-22.ts";

let browser: Browser;
let folder: string;
let shared: { running: Running; origin: string };
beforeAll(async () => {
  [browser, folder] = await Promise.all([launchBrowser(), buildSandbox("express")]);
  shared = await start();
});
afterAll(async () => {
  await browser?.close();
  await shared?.running.stop();
});

async function start(port?: string): Promise<{ running: Running; origin: string }> {
  const PORT = port ?? String(await freePort());
  const running = await startListening(node, ["--run", "start"], {
    cwd: folder,
    env: webContainerEnv({ PORT }),
  });
  return { running, origin: `http://localhost:${PORT}` };
}

/** The lab in a browser of its own, without cookies. */
async function open(origin: string) {
  const lab = await openLab(browser, origin);
  onTestFinished(() => lab.page.close());
  const { page } = lab;
  return {
    ...lab,
    /** The status in the header: its text, and the colour of its dot by the name that the style sheet gives it. */
    status: (text: string) => page.locator("[data-session-text]").getByText(text).waitFor(),
    dot: () =>
      page.evaluate(() => {
        const colour = (value: string) => {
          const probe = document.createElement("p");
          probe.style.color = value;
          document.body.append(probe);
          const computed = getComputedStyle(probe).color;
          probe.remove();
          return computed;
        };
        const dot = document.querySelector(".dot") ?? document.body;
        const shown = getComputedStyle(dot).backgroundColor;
        const names = ["good", "warn", "bad", "quiet"];
        return names.find((name) => colour(`var(--${name})`) === shown);
      }),
    /** Presses a button without waiting for what the frame shows. */
    click: (name: string) => page.getByRole("button", { name, exact: true }).click(),
    /** The last refresh in the log. */
    refresh: page
      .locator("[data-log] > .exchange")
      .filter({ has: page.locator(".line", { hasText: "POST /auth/session/refresh" }) })
      .last(),
    offline: page.getByRole("alert").filter({ hasText: "The sandbox does not respond" }),
  };
}

describe("the status of the lab", () => {
  test("is green for a session whose token the core signed", async () => {
    const lab = await open(shared.origin);
    await lab.status("No session");
    expect(await lab.dot()).toBe("quiet");
    await lab.press("Sign in");
    await lab.status("alice: signed in");
    expect(await lab.dot()).toBe("good");
  });

  test.each([
    ["Tamper", "claims to be mallory, signature invalid", "warn"],
    ["Expire", "alice: the access token has expired", "warn"],
    ["Revoke", "alice: the core has ended this session", "bad"],
  ])("after %s says: %s", async (button, text, dot) => {
    const lab = await open(shared.origin);
    await lab.press("Sign in");
    await lab.status("alice: signed in");
    await lab.press(button);
    await lab.status(text);
    expect(await lab.dot()).toBe(dot);
    expect(await lab.page.locator("[data-session-text]").textContent()).not.toContain(
      "signed in",
    );
  });

  test("does not accept a cookie that contains no access token", async () => {
    const lab = await open(shared.origin);
    await lab.page
      .context()
      .addCookies([{ name: "sAccessToken", value: "alice", url: shared.origin }]);
    await lab.page.reload();
    await lab.status("The access token cookie does not contain an access token");
    expect(await lab.dot()).toBe("warn");
  });
});

describe("the first sign-in", () => {
  test.each([
    [1280, 800],
    [390, 844],
  ])("at %i x %i shows nothing that looks like an error", async (width, height) => {
    const lab = await open(shared.origin);
    await lab.page.setViewportSize({ width, height });
    await lab.press("Sign in");
    await lab.shown("Signed in as alice");
    await lab
      .soonListed(2)
      .toEqual([
        expect.stringMatching(/^POST \/login\?redirectBack=%2Fdashboard \d+$/),
        "GET /dashboard 200",
      ]);
    const { page } = lab;
    // Those of this visit come after the sign-ins of other tests.
    const families = await page
      .locator("[data-log] > .exchange:not(.asset) > .line .status")
      .evaluateAll((all) => all.slice(-4).map((status) => status.getAttribute("data-family")));
    expect(families).toEqual(["2xx", "probe", "2xx", "2xx"]);
    expect(await lab.refresh.textContent()).toContain(
      "The browser is not signed in, which is not an error.",
    );
    expect(await lab.offline.isVisible()).toBe(false);
    expect(await page.locator("[data-problem]").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(lab.problems).toEqual([]);
  });

  test("a refresh that is refused to a browser with a refresh token does look like an error", async () => {
    const lab = await open(shared.origin);
    await lab.press("Sign in");
    await lab.status("alice: signed in");
    await lab.press("Revoke");
    await lab.status("ended");
    await lab.press("Refresh");
    await lab.status("No session");
    expect(await lab.refresh.locator("> .line .status").getAttribute("data-family")).toBe(
      "4xx",
    );
  });
});

describe("a sandbox that has ended", () => {
  test("is reported until it responds again, whatever is clicked meanwhile", async () => {
    const first = await start();
    const lab = await open(first.origin);
    await lab.press("Sign in");
    await lab.status("alice: signed in");
    await first.running.stop();
    await lab.offline.waitFor();
    await lab.status("Unknown: the sandbox does not respond");
    expect(await lab.dot()).toBe("quiet");
    for (const button of ["/dashboard", "Sign in", "Sign out", "Expire", "Refresh", "Clear"]) {
      await lab.click(button);
      await lab.page.waitForTimeout(200);
      expect([button, await lab.offline.isVisible()]).toEqual([button, true]);
    }
    expect(await lab.app.getByText("Signed in as alice").isVisible()).toBe(true);

    const second = await start(new URL(first.origin).port);
    onTestFinished(second.running.stop);
    await lab.offline.waitFor({ state: "hidden" });
    // The new core has new keys.
    await lab.status("claims to be alice, signed with a key that the core does not have");
    expect(await lab.dot()).toBe("warn");
    await lab.press("Sign in");
    await lab.status("alice: signed in");
    expect(lab.problems).toEqual([]);
  });

  test("and a page that fails to load leaves the buttons working", async () => {
    const lab = await open(shared.origin);
    await lab.page.route("**/welcome", (route) => route.abort(), { times: 1 });
    await lab.click("/welcome");
    await lab.page.waitForTimeout(500);
    await lab.click("/welcome");
    await lab.page.locator("[data-address]").getByText("/welcome").waitFor();
    await lab.app.getByText("Welcome").first().waitFor();
    expect(lab.problems).toEqual([]);
  });
});
