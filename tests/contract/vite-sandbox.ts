import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { updateFiles } from "../../sandboxes/build.ts";
import { compose } from "../../sandboxes/compose.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Running, run, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { goThroughLoop, openLab } from "../support/lab-page.ts";
import { node, nodeVersion, webContainerEnv } from "../support/node-22.ts";
import { loadPage } from "../support/page-load.ts";

const root = join(import.meta.dirname, "../..");
/** For the packages, the build and the browser together, in ms. */
const preparation = 300_000;
/** From the start script to the first page, in ms: the budget of a sandbox, without the network's time. */
const firstPage = 60_000;

/**
 * Makes the tests of a sandbox that Vite builds. Its payload is installed as on a machine whose processor is WebAssembly,
 * and run without native addons: the bundler is then the package `@rolldown/binding-wasm32-wasi` of the lock file.
 * @param programs in the environment of the build: where it finds a program that a browser's file system has already
 */
export function driveViteSandbox(id: string, programs: Record<string, string> = {}): void {
  describe(`its payload, built and run by Node ${nodeVersion} without native addons`, () => {
    const cwd = join(root, ".cache/payloads", id);
    const builtFrom = join(cwd, ".vite/built-from");
    let browser: Browser;
    let running: Running;
    let origin: string;
    let ready: number;

    beforeAll(async () => {
      const { files } = await compose(id);
      await rm(join(cwd, ".vite"), { recursive: true, force: true });
      await updateFiles(files, cwd);
      const packages = ["ci", "--cpu=wasm32", "--ignore-scripts", "--prefer-offline"];
      const shell = process.platform === "win32";
      const installed = await run("npm", packages, { cwd, shell });
      expect(installed, installed.err).toMatchObject({ code: 0 });
      const port = String(await freePort());
      origin = `http://localhost:${port}`;
      const started = Date.now();
      running = await startListening(node, ["lab/start.ts", "node", "start.ts"], {
        cwd,
        env: webContainerEnv({ PORT: port, ...programs }),
      });
      expect((await loadPage(`${origin}/dashboard`)).status).toBe(302);
      ready = Date.now() - started;
      browser = await launchBrowser();
    }, preparation);

    afterAll(async () => {
      await browser?.close();
      await running?.stop();
    });

    test("shows its first page within the budget", () => {
      expect(ready).toBeLessThan(firstPage);
    });

    test("has no native bundler to fall back on", () => {
      const native = join(
        cwd,
        `node_modules/@rolldown/binding-${process.platform}-${process.arch}`,
      );
      expect(
        ["", "-gnu", "-musl", "-msvc"].filter((libc) => existsSync(native + libc)),
      ).toEqual([]);
      expect(existsSync(join(cwd, "node_modules/@rolldown/binding-wasm32-wasi"))).toBe(true);
    });

    test("goes the whole loop: signed in, expired, refreshed and back, signed out", async () => {
      await goThroughLoop(await openLab(browser, origin));
    });

    test("npm run flow starts it on its own, without another build, and walks through everything", async () => {
      await running.stop();
      const before = readFileSync(builtFrom, "utf8");
      const { code, out, err } = await run(node, ["lab/flow.ts"], {
        cwd,
        env: webContainerEnv({ PORT: String(await freePort()) }),
      });
      expect(code, out + err).toBe(0);
      expect(out).not.toContain("modules transformed");
      expect(readFileSync(builtFrom, "utf8")).toBe(before);
    });
  });
}
