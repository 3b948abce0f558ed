import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { loadPage } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

let core: RunningMockCore;
let app: StartedApp;

beforeAll(async () => {
  core = await startMockCore({ port: 0 });
  app = await startApp(await buildSandbox("express"), { url: core.url, apiKey: "" });
});
afterAll(async () => {
  await app?.stop();
  await core?.close();
});

test("the cookie of a session of an old SDK asks for a refresh, which deletes it", async () => {
  const session = await core.control.createSession({
    userId: "alice",
    payload: { roles: { v: [], t: Date.now() } },
  });
  const access = `sAccessToken=${session.accessToken}`;
  const legacy = "sIdRefreshToken=of-an-old-sdk";
  const visit = async (cookie: string) =>
    (await loadPage(`${app.url}/dashboard`, { headers: { cookie } })).status;
  expect(await visit(access)).toBe(200);
  expect(await visit(`${access}; ${legacy}`)).toBe(302);

  const refresh = `sRefreshToken=${encodeURIComponent(session.refreshToken)}`;
  const refreshed = await loadPage(`${app.url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "anti-csrf", cookie: `${refresh}; ${legacy}` },
  });
  expect(refreshed.status).toBe(200);
  const deleted = refreshed.headers
    .getSetCookie()
    .filter((cookie) => /expires=Thu, 01 Jan 1970/i.test(cookie))
    .map((cookie) => cookie.split("=", 1)[0]);
  expect(deleted).toEqual(["sIdRefreshToken"]);
});
