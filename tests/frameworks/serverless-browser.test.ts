import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Running, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { goThroughLoop, openLab } from "../support/lab-page.ts";
import { node, nodeVersion, webContainerEnv } from "../support/node-22.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

describe.each([
  ["aws-lambda", "an HTTP API with format 2.0", {}],
  ["aws-lambda", "a REST API", { PAYLOAD: "1.0" }],
  ["netlify", "Netlify's runtime", {}],
])(`%s behind %s, in Chromium, with Node ${nodeVersion} and no native addons`, (id, _, env) => {
  let running: Running;
  let origin: string;

  beforeAll(async () => {
    const cwd = fileURLToPath(new URL(`../../sandboxes/${id}/.cache/browser`, import.meta.url));
    await writeFiles(await compose(id), cwd);
    const port = String(await freePort());
    origin = `http://localhost:${port}`;
    // Not with --run: in a folder of the repository it would find the repository's own Node first.
    const command = ["lab/start.ts", "node", "server.ts"];
    const options = { cwd, env: webContainerEnv({ PORT: port, ...env }) };
    running = await startListening(node, command, options);
  });

  afterAll(() => running?.stop());

  test("the whole loop: signed in, expired, refreshed and back, signed out", async () => {
    const lab = await openLab(browser, origin);
    await goThroughLoop(lab);
    await lab.page.close();
    expect(running.output().err).toBe("");
  });
});
