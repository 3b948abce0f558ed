import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRequest, publicOrigin, type Scenario } from "../../contract/scenario.ts";
import { readRuns } from "../../results/run-files.ts";
import { type Exchange, exchangesOf } from "../../results/runs.ts";
import type { Engine } from "../../src/lab/engine.ts";
import type { Ask, WireResponse } from "../../src/lab/protocol.ts";
import { whyNotHere } from "../../src/lab/runs-here.ts";
import { bundleLab } from "../../src/plugins/lab/bundles.ts";
import { launchOffline } from "../support/chromium.ts";
import { scenarios } from "./scenarios/index.ts";

// The worker of the lab in a real browser, under a policy that forbids inline code and every connection.

const root = fileURLToPath(new URL("../..", import.meta.url));
const policy = "default-src 'none'; script-src 'self'";
const here = "http://localhost:3000";

/** What the page of this test has in its window. */
interface Lab {
  Engine: typeof Engine;
  engine: Engine;
}

let engineText: string;
let browser: Browser;
let page: Page;
let close: () => void;
const requests: string[] = [];

beforeAll(async () => {
  const [engine, { outputFiles }] = await Promise.all([
    bundleLab(root, "engine"),
    build({
      entryPoints: [`${root}/src/lab/engine.ts`],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "lab",
    }),
  ]);
  engineText = engine.text;
  const files: Record<string, [type: string, text: string]> = {
    "/": ["text/html", '<!doctype html><title>lab</title><script src="/page.js"></script>'],
    "/page.js": ["text/javascript", `${outputFiles[0]?.text}; globalThis.lab = lab;`],
    "/engine.js": ["text/javascript", engine.text],
  };
  const server = createServer((request, response) => {
    if (request.url !== "/favicon.ico") requests.push(request.url ?? "");
    const [type, text] = files[request.url ?? ""] ?? ["text/plain", ""];
    const headers = { "content-type": type, "content-security-policy": policy };
    response.writeHead(text === "" ? 404 : 200, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  browser = await launchOffline();
  page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  close = () => server.close();
  await start(here);
});

afterAll(async () => {
  await browser?.close();
  close?.();
});

const start = (origin: string) =>
  page.evaluate(async (origin) => {
    const { lab } = globalThis as unknown as { lab: Lab };
    lab.engine?.stop("The next one starts");
    lab.engine = await lab.Engine.start("/engine.js", origin);
  }, origin);

const ask = <A extends Ask>(ask: A) =>
  page.evaluate(async (ask) => {
    const { lab } = globalThis as unknown as { lab: Lab };
    return lab.engine.ask(ask);
  }, ask) as Promise<never>;

const serve = async (path: string, headers: [string, string][], body?: string) => {
  const method = body === undefined ? "GET" : "POST";
  const request = { url: here + path, method, headers, ...(body !== undefined && { body }) };
  const { response } = (await ask({ ask: "serve", request })) as { response: WireResponse };
  return response;
};

test("is at most 300 KiB after compression", () => {
  expect(brotliCompressSync(engineText).length).toBeLessThan(300 * 1024);
});

test("keeps every Set-Cookie of a sign-in, and reads the Cookie of the next request", async () => {
  const form: [string, string][] = [
    ["accept", "text/html"],
    ["content-type", "application/x-www-form-urlencoded"],
    ["origin", here],
  ];
  const signedIn = await serve("/login?redirectBack=%2Fdashboard", form, "user=alice");
  expect(signedIn.status).toBe(303);
  const cookies = signedIn.headers.filter(([name]) => name === "set-cookie");
  expect(cookies.map(([, value]) => value.split("=")[0])).toEqual([
    "sAccessToken",
    "sRefreshToken",
  ]);
  const cookie = cookies[0]?.[1].split(";")[0] ?? "";
  const dashboard = await serve("/dashboard", [["cookie", cookie]]);
  expect(dashboard.status).toBe(200);
  expect(dashboard.body).toContain("Signed in as alice");
});

test("refuses a sign-in of another site: the Origin of a request arrives", async () => {
  const headers: [string, string][] = [
    ["content-type", "application/x-www-form-urlencoded"],
    ["origin", "https://evil.example"],
  ];
  expect((await serve("/login", headers, "user=alice")).status).toBe(403);
});

describe("a scenario gives what its recording gives", () => {
  const runnable = scenarios.filter((scenario) => whyNotHere(scenario) === undefined);

  test("at least 190 of them run", () => {
    expect(runnable.length).toBeGreaterThanOrEqual(190);
  });

  test.each(runnable.map((scenario) => [scenario.id, scenario] as const))(
    "%s",
    async (id, scenario) => {
      const exchanges = await replay(scenario);
      expect(exchanges).toEqual(exchangesOf(readRuns(id), "hono"));
      expect(exchanges).toHaveLength(scenario.steps.filter(isRequest).length);
    },
  );
});

test("sends no request beyond its own script", () => {
  expect(new Set(requests)).toEqual(new Set(["/", "/page.js", "/engine.js"]));
});

/** Plays a scenario to its end. A cold one needs a web server of its own, and so does the one after it. */
async function replay(scenario: Scenario): Promise<Exchange[]> {
  const own = scenario.cold || scenario.behindProxy;
  if (own) await start(scenario.behindProxy ? publicOrigin : here);
  const exchanges = await page.evaluate(async (scenario) => {
    const { lab } = globalThis as unknown as { lab: Lab };
    await lab.engine.ask({ ask: "replay", scenario });
    const exchanges: Exchange[] = [];
    for (;;) {
      const step = await lab.engine.ask({ ask: "next step" });
      if (!step) return exchanges;
      if (step.exchange) exchanges.push(step.exchange);
    }
  }, scenario);
  if (own) await start(here);
  return exchanges;
}
