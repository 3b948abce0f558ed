import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Running, run, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { goThroughLoop, openLab } from "../support/lab-page.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { node, nodeVersion, webContainerEnv } from "../support/node-22.ts";

/** Makes the tests of a Next.js sandbox: StackBlitz' Node builds it anew, where others then find it built. */
export function driveNextjsSandbox(id: "nextjs-app" | "nextjs-pages"): void {
  describe(`its sandbox, built and run by Node ${nodeVersion} without native addons`, () => {
    let browser: Browser;
    let running: Running;
    let origin: string;
    let cwd: string;

    beforeAll(async () => {
      cwd = await buildSandbox(id);
      rmSync(join(cwd, ".next"), { recursive: true, force: true });
      const port = String(await freePort());
      origin = `http://localhost:${port}`;
      // Not with --run: in a folder of the repository it would find the repository's own Node first.
      const command = ["lab/start.ts", "node", "start.ts"];
      running = await startListening(node, command, {
        cwd,
        env: webContainerEnv({ PORT: port }),
      });
      browser = await launchBrowser();
    }, buildTime);

    afterAll(async () => {
      await browser?.close();
      await running?.stop();
    });

    test("needs no download: the compiler is the installed WebAssembly", () => {
      const { out, err } = running.output();
      expect(out).toContain("Compiled successfully");
      expect(out).toContain("using WASM bindings");
      expect(out + err).not.toContain("Downloading");
    });

    test("goes the whole loop: signed in, expired, refreshed and back, signed out", async () => {
      await goThroughLoop(await openLab(browser, origin));
    });

    test("npm run flow starts it on its own, without another build, and walks through everything", async () => {
      await running.stop();
      const build = () => readFileSync(join(cwd, ".next/BUILD_ID"), "utf8");
      const before = build();
      const { code, out, err } = await run(node, ["lab/flow.ts"], {
        cwd,
        env: webContainerEnv({ PORT: String(await freePort()) }),
      });
      expect(code, out + err).toBe(0);
      expect(build()).toBe(before);
    });
  });
}
