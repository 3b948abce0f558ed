import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import type { Exchange, WireEntry } from "../../sandboxes/lab/wire-log.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Running, run, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { type Lab, openLab, renewal } from "../support/lab-page.ts";
import { node, nodeVersion, webContainerEnv } from "../support/node-22.ts";
import { loadPage } from "../support/page-load.ts";
import { serveSandboxPage } from "./sandbox-page.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;

let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-launch-"));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Starts the sandbox in a folder by its own start script, as `npm start` does. */
async function start(cwd: string): Promise<{ origin: string; running: Running }> {
  const port = String(await freePort());
  const env = webContainerEnv({ PORT: port });
  const running = await startListening(node, ["--run", "start"], { cwd, env });
  return { origin: `http://localhost:${port}`, running };
}

describe(`a payload in an empty folder, with Node ${nodeVersion} and no native addons`, () => {
  let ejected: string;
  let origin: string;
  let running: Running;

  beforeAll(async () => {
    ejected = join(folder, "ejected");
    const command = ["scripts/sandbox.ts", "express", "--eject", ejected];
    expect(await run(process.execPath, command, { cwd: root })).toMatchObject({
      code: 0,
      err: "",
    });
    const installed = await run("npm", ["ci", "--prefer-offline"], {
      cwd: ejected,
      shell: process.platform === "win32",
    });
    expect(installed, installed.err).toMatchObject({ code: 0 });
    ({ origin, running } = await start(ejected));
  });
  afterAll(() => running?.stop());

  describe("in a browser", () => {
    let lab: Lab;

    beforeAll(async () => {
      lab = await openLab(browser, origin);
    });
    afterAll(() => lab?.page.close());

    const signedIn = () => lab.shown("Signed in as alice");
    const signInPage = () => lab.shown("User");

    test("the preview's URL leads to the lab", () => {
      expect(new URL(lab.page.url()).pathname).toBe("/lab");
    });

    test("signing in leads to the dashboard", async () => {
      await lab.press("Sign in");
      await signedIn();
      await lab.page.getByText("alice: signed in").waitFor();
    });

    test("an expired access token is renewed by way of the refresh page, and the page comes back", async () => {
      await lab.press("Expire");
      await lab.outcome("The access token has expired");
      await lab.page.getByText("alice: the access token has expired").waitFor();
      await lab.press("/dashboard");
      await lab.soonListed(4).toEqual(renewal);
      await signedIn();
      const refreshed = lab.page
        .locator(".exchange", { hasText: "POST /auth/session/refresh" })
        .last();
      expect(await refreshed.locator(".core").textContent()).toContain(
        "POST /recipe/session/refresh",
      );
    });

    test("a tampered access token is not accepted", async () => {
      await lab.press("Tamper");
      await lab.outcome("mallory");
      await lab.press("/dashboard");
      await lab.soonListed(4).toEqual(renewal);
      await signedIn();
      expect(await lab.app.getByText("mallory").count()).toBe(0);
    });

    test("a page for one role is closed to others", async () => {
      await lab.press("/admin");
      await lab.shown("Not allowed");
      await lab.soonListed(1).toEqual(["GET /admin 403"]);
    });

    test("a revoked session is good until the next refresh, which ends at the login page", async () => {
      await lab.press("Revoke");
      await lab.outcome("The core has revoked the session");
      await lab.page.getByText("alice: the core has ended this session").waitFor();
      await lab.press("/dashboard");
      await lab.soonListed(1).toEqual(["GET /dashboard 200"]);
      await lab.press("Refresh");
      await signInPage();
      await lab.soonListed(9).toContain("POST /auth/session/refresh 401");
      await lab.page.getByText("No session").waitFor();
    });

    test("signing out ends the session", async () => {
      await lab.press("Sign in");
      await signedIn();
      await lab.press("Sign out");
      await lab.soonListed(9).toContain("POST /auth/signout 200");
      await signInPage();
      await lab.page.getByText("No session").waitFor();
    });

    test("a trick without a session says what to do", async () => {
      await lab.press("Expire");
      await lab.outcome("sign in first");
    });

    test("the home page, opened in the lab's own frame, does not nest another lab", async () => {
      await lab.app.locator("body").evaluate(() => window.location.assign("/"));
      await lab.app.getByRole("heading", { name: "Example" }).waitFor();
      expect(await lab.app.locator("iframe").count()).toBe(0);
    });

    test("what comes over the wire is shown as text", async () => {
      const evil = "/<img/src=x/onerror=alert(1)>";
      await lab.page.request.fetch(origin, { method: "GET" });
      await rawRequest(origin, evil);
      await lab.page.locator("[data-log]").getByText(evil).waitFor();
      expect(await lab.page.locator("[data-log] img").count()).toBe(0);
    });

    test("the panel fits a phone", async () => {
      await lab.page.setViewportSize({ width: 390, height: 844 });
      expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    });

    test("all of that without an error, and within the panel's policy", async () => {
      const { headers } = await fetch(`${origin}/lab`);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      );
      expect(lab.problems).toEqual([]);
    });
  });

  describe("the lab's tricks", () => {
    test.each([
      ["without the lab's header", "POST", {}, 403],
      ["from another site", "POST", { "x-lab": "1", "sec-fetch-site": "cross-site" }, 403],
      ["by a link", "GET", { "x-lab": "1" }, 405],
      ["without a session", "POST", { "x-lab": "1" }, 409],
      [
        "with a token of another core",
        "POST",
        { "x-lab": "1", cookie: "sAccessToken=ey.ey.x" },
        409,
      ],
    ])("%s do nothing", async (_, method, headers, status) => {
      const answer = await fetch(`${origin}/lab/expire`, { method, headers });
      expect(answer.status).toBe(status);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toHaveProperty("problem");
    });

    test("set the cookie as the SDK does", async () => {
      const signedIn = await fetch(`${origin}/login`, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
        },
        body: "user=alice",
      });
      const cookies = signedIn.headers.getSetCookie();
      const original = cookies.find((cookie) => cookie.startsWith("sAccessToken=")) ?? "";
      const answer = await fetch(`${origin}/lab/expire`, {
        method: "POST",
        headers: { "x-lab": "1", cookie: original.split(";")[0] ?? "" },
      });
      const [replaced = ""] = answer.headers.getSetCookie();
      expect(attributes(replaced)).toEqual(attributes(original));
      expect(replaced.split(";")[0]).not.toBe(original.split(";")[0]);
    });
  });

  test("npm run flow, run next to it, walks through everything and prints what the log has", async () => {
    const before = await wire(origin);
    const { code, out, err } = await run(node, ["--run", "flow"], {
      cwd: ejected,
      env: webContainerEnv({ PORT: new URL(origin).port }),
    });
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toMatch(/\nEvery exchange was as expected\.\n$/);
    const logged = (await wire(origin, before.last)).entries.filter(
      (entry): entry is Exchange => entry.kind === "browser" && entry.by === "flow",
    );
    const printed = [...out.matchAll(/^ {3}([A-Z]+ \S+) {2}-> {2}(\d+)$/gm)].map(
      ([, request, status]) => `${request} ${status}`,
    );
    expect(printed).toEqual(
      logged.map(({ method, path, status }) => `${method} ${path} ${status}`),
    );
    expect(printed.length).toBeGreaterThan(15);
  });

  test("what the button posts to StackBlitz is this payload, and boots", async () => {
    const posted = join(folder, "posted");
    const { fields, files } = await postedByTheButton();
    expect(fields).toEqual({ title: (await compose("express")).title, template: "node" });
    await writeFiles({ title: "", open: "", files }, posted);

    expect(files["package-lock.json"]).toBe(
      (await compose("express")).files["package-lock.json"],
    );
    symlinkSync(join(ejected, "node_modules"), join(posted, "node_modules"), "junction");
    const { origin, running } = await start(posted);
    try {
      const answer = await loadPage(`${origin}/dashboard`);
      expect(answer.status).toBe(302);
      expect(answer.headers.get("location")).toBe("/refresh-session?redirectBack=%2Fdashboard");
      expect((await fetch(`${origin}/refresh-session`)).status).toBe(200);
    } finally {
      await running.stop();
    }
  });
});

describe(`npm run flow, which starts the sandbox on its own, with Node ${nodeVersion}`, () => {
  // Not with --run: in a folder of the repository it would find the repository's own Node first.
  const flow = async (cwd: string) =>
    run(node, ["lab/flow.ts"], {
      cwd,
      env: webContainerEnv({ PORT: String(await freePort()) }),
    });
  test("ends with exit code 1 at an exchange that is not what it should be", async () => {
    const changed = join(root, "sandboxes/express/.build-changed");
    try {
      cpSync(await buildSandbox("express"), changed, { recursive: true });
      await writeFiles(
        {
          title: "",
          open: "",
          files: {
            "verify-session.ts":
              "export const dashboard = (_req, res) => res.send('anybody');\nexport const dashboardCheckedInDatabase = dashboard;\n",
          },
        },
        changed,
      );
      const { code, err } = await flow(changed);
      expect(err).toContain(
        "/dashboard?tab=1 should redirect to /refresh-session?redirectBack=",
      );
      expect(code).toBe(1);
    } finally {
      rmSync(changed, { recursive: true, force: true });
    }
  });
});

/** What "Open in StackBlitz" sends, caught on its way. */
async function postedByTheButton(): Promise<{
  fields: Record<string, string>;
  files: Record<string, string>;
}> {
  const site = await serveSandboxPage("express");
  const context = await browser.newContext();
  try {
    let body = "";
    await context.route("https://stackblitz.com/**", (route) => {
      body = route.request().postData() ?? "";
      return route.fulfill({ contentType: "text/html", body: "" });
    });
    const page = await context.newPage();
    await page.goto(site.url);
    const tab = context.waitForEvent("page");
    await page.getByRole("button", { name: "Open in StackBlitz" }).click();
    await (await tab).waitForURL("https://stackblitz.com/**");
    const fields: Record<string, string> = {};
    const files: Record<string, string> = {};
    for (const [name, value] of new URLSearchParams(body)) {
      const path = /^project\[files\]\[(.+)\]$/.exec(name)?.[1];
      // A form's values have CRLF line ends on the wire (HTML 4.10.21.4), which the receiver undoes.
      if (path) files[path] = value.replaceAll("\r\n", "\n");
      else fields[/^project\[(.+)\]$/.exec(name)?.[1] ?? name] = value;
    }
    return { fields, files };
  } finally {
    await context.close();
    await site.close();
  }
}

async function wire(
  origin: string,
  after = 0,
): Promise<{ entries: WireEntry[]; last: number }> {
  const answer = await fetch(`${origin}/lab/wire?after=${after}`);
  return (await answer.json()) as { entries: WireEntry[]; last: number };
}

/** A cookie's attributes, but for its date. */
function attributes(cookie: string): string[] {
  const [, ...rest] = cookie.split(";").map((part) => part.trim());
  return rest.filter((part) => !/^expires=/i.test(part)).sort();
}

/** A request with a path that no browser and no `fetch` would send unescaped. */
function rawRequest(origin: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ port: new URL(origin).port, host: "localhost", path }, (answer) => {
      answer.resume();
      answer.on("end", resolve);
    })
      .on("error", reject)
      .end();
  });
}
