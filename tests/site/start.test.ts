import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";

const root = join(import.meta.dirname, "../..");

/** The compiler of the development server, on two busy cores. */
const patience = 150_000;

test("npm start is quiet, and hovers and the choice work as in the build", {
  timeout: 2 * patience,
}, async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const docusaurus = join(root, "node_modules/@docusaurus/core/bin/docusaurus.mjs");
  const server = spawn(
    process.execPath,
    [docusaurus, "start", root, "--no-open", "--host", "127.0.0.1", "--port", String(port)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "development",
        // Not the folder of a server that somebody has started here.
        DOCUSAURUS_GENERATED_FILES_DIR_NAME: ".cache/start-test",
      },
    },
  );
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  onTestFinished(async () => {
    server.kill();
    if (server.exitCode === null) await once(server, "exit");
  });
  await expect.poll(() => output, { timeout: patience, interval: 250 }).toContain("compiled");

  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  const said: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));

  await page.goto(`${origin}/`);
  await page.getByRole("heading", { level: 1 }).waitFor();

  // What is chosen on one page holds on the next, and leads from guide to guide.
  const framework = page.getByRole("combobox", { name: "Framework" }).first();
  await framework.selectOption("koa");
  await page.goto(`${origin}/concepts/claims?framework=fastify`);
  await expect.poll(() => framework.inputValue()).toBe("fastify");
  await page.goto(`${origin}/express`);
  await framework.selectOption("koa");
  await page.waitForURL(`${origin}/koa`);
  await expect.poll(() => framework.inputValue()).toBe("koa");

  await page
    .locator("[data-t]", { hasText: /^getSession$/ })
    .first()
    .hover();
  await expect.poll(() => page.locator("#snippet-type").textContent()).toContain("getSession");

  expect(said).toEqual([]);
  expect(output).not.toMatch(/warn|error/i);
});
