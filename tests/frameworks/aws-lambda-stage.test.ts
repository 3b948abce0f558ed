import type { Handler } from "aws-lambda";
import { middleware } from "supertokens-node/framework/awsLambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { coreForSnippets, pageCookies, refreshCookies } from "./app.ts";
import { everyGateway, rest, start } from "./lambda-gateway.ts";

// Read once by the snippets.
vi.stubEnv("API_GATEWAY_PATH", "/dev");

let core: RunningMockCore;
let handler: Handler;

beforeAll(async () => {
  core = await coreForSnippets();
  handler = (await import("../../snippets/aws-lambda/app.ts")).handler;
});

afterAll(() => core?.close());

async function refresh(url: string): Promise<Response> {
  return fetch(`${url}/dev/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
}

describe.each([
  ...everyGateway.map(([name, options]) => [name, { ...options, stage: "dev" }] as const),
  // Its events have the mapping in the path, as the browser's URL does.
  ["a REST API with a mapping of its domain", rest] as const,
])("with /dev in front of every path, behind %s", (_, options) => {
  test("a refresh sets its cookie for the path that the browser sees", async () => {
    const response = await refresh(await start(handler, options));
    expect(response.status).toBe(200);
    const [accessToken, refreshToken] = response.headers.getSetCookie();
    expect(accessToken).toContain("; Path=/;");
    expect(refreshToken).toContain("; Path=/dev/auth/session/refresh;");
  });

  test("pages are found, and the return URL contains it", async () => {
    const url = await start(handler, options);
    const headers = { cookie: await pageCookies(core) };
    expect((await fetch(`${url}/dev/dashboard`, { headers })).status).toBe(200);
    const guest = await loadPage(`${url}/dev/dashboard?tab=1`);
    expect(guest.headers.get("location")).toBe(
      "/dev/refresh-session?redirectBack=%2Fdev%2Fdashboard%3Ftab%3D1",
    );
  });
});

test("the SDK's middleware alone finds its routes behind a stage, but not behind a mapping", async () => {
  const stage = await refresh(await start(middleware(), { ...rest, stage: "dev" }));
  expect(stage.status).toBe(200);
  const mapping = await refresh(await start(middleware(), rest));
  expect(mapping.status).toBe(404);
});

test.each([
  ["a REST API", 403],
  ["an HTTP API with format 2.0", 404],
])("behind %s, a path without its stage never reaches the function", async (name, status) => {
  const options = everyGateway.find(([known]) => known === name)?.[1] ?? rest;
  const url = await start(handler, { ...options, stage: "dev" });
  expect((await fetch(`${url}/developers`)).status).toBe(status);
});
