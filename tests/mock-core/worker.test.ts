import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { launchBrowser } from "../support/chromium.ts";

// The function on Web APIs, where there is nothing else: a worker of a real browser.

const source = fileURLToPath(new URL("../../mock-core/src/web.ts", import.meta.url));

/** What the worker does with the core; the outcome goes to the page. */
const script = `
  import { createMockCore } from "./web.js";
  const { fetch, control } = createMockCore();
  const post = async (path, body) => (await fetch(new Request("http://core" + path, {
    method: "POST", headers: { "cdi-version": "5.4" }, body: JSON.stringify(body) }))).json();
  const refresh = (refreshToken) => post("/recipe/session/refresh",
    { refreshToken, enableAntiCsrf: false, useDynamicSigningKey: true });
  const verify = (accessToken) => post("/recipe/session/verify",
    { accessToken, enableAntiCsrf: false, doAntiCsrfCheck: false, checkDatabase: true });
  const made = await control.createSession({ userId: "u1" });
  const first = await verify(made.accessToken);
  const next = await refresh(made.refreshToken);
  const promoted = await verify(next.accessToken.token);
  const theft = await refresh(made.refreshToken);
  const expired = await verify(await control.expire(made.accessToken));
  await post("/recipe/signup", { email: "a@b.c", password: "secret1" });
  const signedIn = await post("/recipe/signin", { email: "a@b.c", password: "secret1" });
  self.postMessage({
    scope: self.constructor.name,
    statuses: [first, next, promoted, theft, expired, signedIn].map(({ status }) => status),
    promoted: "accessToken" in promoted,
  });
`;

test("in a browser's worker", async () => {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
  });
  const files: Record<string, [type: string, text: string]> = {
    "/": ["text/html", "<!doctype html><title>worker</title>"],
    "/web.js": ["text/javascript", outputFiles[0]?.text ?? ""],
    "/worker.js": ["text/javascript", script],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(text === "" ? 404 : 200, { "content-type": type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker("/worker.js", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
    );
    expect(outcome).toEqual({
      scope: "DedicatedWorkerGlobalScope",
      statuses: ["OK", "OK", "OK", "TOKEN_THEFT_DETECTED", "TRY_REFRESH_TOKEN", "OK"],
      promoted: true,
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});
