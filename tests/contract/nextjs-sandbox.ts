import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { freePort } from "../../sandboxes/lab/app-process.ts";
import { launchBrowser } from "../browser/chromium.ts";
import { buildTime } from "../frameworks/nextjs-pages-app.ts";
import { node, nodeVersion, webContainerEnv } from "../sandboxes/node22.ts";
import { type Running, run, startListening } from "../sandboxes/run.ts";

/** Makes the tests of a Next.js sandbox: StackBlitz' Node builds it anew, where others then find it built. */
export function driveNextjsSandbox(id: "nextjs-app" | "nextjs-pages"): void {
  describe(`its sandbox, built and run by Node ${nodeVersion} without native addons`, () => {
    let browser: Browser;
    let running: Running;
    let page: Page;
    let cwd: string;
    const problems: string[] = [];

    beforeAll(async () => {
      cwd = await buildSandbox(id);
      rmSync(join(cwd, ".next"), { recursive: true, force: true });
      const port = String(await freePort());
      // Not with --run: in a folder of the repository it would find the repository's own Node first.
      const command = ["lab/start.ts", "node", "start.ts"];
      running = await startListening(node, command, {
        cwd,
        env: webContainerEnv({ PORT: port }),
      });
      browser = await launchBrowser();
      page = await browser.newPage();
      page.setDefaultTimeout(10_000);
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (/content.security.policy/i.test(message.text())) problems.push(message.text());
      });
      await page.goto(`http://localhost:${port}/`);
    }, buildTime);

    afterAll(async () => {
      await browser?.close();
      await running?.stop();
    });

    /** Marks the document in the frame, so that what is awaited next is not seen in it, and presses a button. */
    async function press(name: string): Promise<void> {
      const body = page.frameLocator("iframe").locator("body");
      await body.evaluate((element) => element.setAttribute("data-left", ""));
      await page.getByRole("button", { name, exact: true }).click();
    }

    const shown = (text: string) =>
      page
        .frameLocator("iframe")
        .locator("body:not([data-left])")
        .getByText(text, { exact: true })
        .first()
        .waitFor();

    /** The requests of the browser as the lab lists them, assets left out: "GET /dashboard 302". */
    async function listed(): Promise<string[]> {
      const lines = await page
        .locator("[data-log] > .exchange:not(.asset) > .line")
        .allInnerTexts();
      return lines.map((line) => {
        const [, method, path, status] = line.split(/\s+/);
        return `${method} ${path} ${status}`;
      });
    }

    test("needs no download: the compiler is the installed WebAssembly", () => {
      const { out, err } = running.output();
      expect(out).toContain("Compiled successfully");
      expect(out).toContain("using WASM bindings");
      expect(out + err).not.toContain("Downloading");
    });

    test("goes the whole loop: signed in, expired, refreshed and back, signed out", async () => {
      await press("Sign in");
      await shown("Signed in as alice");
      await press("Expire");
      await page
        .getByRole("status")
        .filter({ hasText: "The access token has expired" })
        .waitFor();
      await press("/dashboard");
      await expect
        .poll(async () => (await listed()).slice(-4), { timeout: 10_000 })
        .toEqual([
          "GET /dashboard 302",
          "GET /refresh-session?redirectBack=%2Fdashboard 200",
          "POST /auth/session/refresh 200",
          "GET /dashboard 200",
        ]);
      await shown("Signed in as alice");
      await press("Sign out");
      await expect.poll(listed, { timeout: 10_000 }).toContain("POST /auth/signout 200");
      await shown("User");
      expect(problems).toEqual([]);
    });

    test("npm run flow starts it by itself, without another build, and walks through everything", async () => {
      await running.stop();
      const { code, out, err } = await run(node, ["lab/flow.ts"], {
        cwd,
        env: webContainerEnv({ PORT: String(await freePort()) }),
      });
      expect(code, out + err).toBe(0);
    });
  });
}
