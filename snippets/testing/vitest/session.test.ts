import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type RunningMockCore, startMockCore } from "supertokens-mock-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const port = process.env.PORT ?? "3000";
let core: RunningMockCore;
let app: ChildProcessByStdio<null, Readable, null>;

beforeAll(async () => {
  core = await startMockCore();
  app = spawn("node", ["server.ts"], {
    env: { ...process.env, PORT: port, SUPERTOKENS_CORE_URI: core.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(app.stdout, "data"); // "Listening on …"
});

afterAll(async () => {
  app.kill();
  await core.close();
});

// The app caches the core's keys, so clear the recorded requests and keep the keys.
beforeEach(async () => {
  await core.control.recover();
  core.control.clearRequests();
});

/**
 * Loads a page as a browser does, and follows no redirect. Not with fetch: that of Node says
 * in Sec-Fetch-Mode that a script sends the request, and the app responds 401 to a script.
 */
async function load(path: string, accessToken = "") {
  const headers = { accept: "text/html", cookie: `sAccessToken=${accessToken}` };
  const [response] = await once(get({ port, path, headers }), "response");
  const { statusCode, headers: received }: IncomingMessage = response;
  return { status: statusCode, headers: received, body: await text(response) };
}

/** The claims that the app's validators check: without them a session must be refreshed first. */
const payload = { roles: { v: [], t: Date.now() } };

/** A session as the app's own sign-in makes it. */
const createSession = (userId: string) => core.control.createSession({ userId, payload });

test("a session is shown the page", async () => {
  const { accessToken } = await createSession("ada");

  const response = await load("/dashboard", accessToken);

  expect(response.status).toBe(200);
  expect(response.body).toContain("Signed in as ada");
  expect(response.headers["cache-control"]).toBe("private, no-store");
});

test("an expired access token leads to the refresh page, and back to this address", async () => {
  const { accessToken } = await createSession("ada");

  const response = await load("/dashboard?tab=2", await core.control.expire(accessToken));

  expect(response.status).toBe(302);
  expect(response.headers.location).toBe(
    "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D2",
  );
});

test("a token of another core is no session", async () => {
  const foreign = await core.control.mintAccessToken({
    key: "foreign",
    userId: "ada",
    payload,
  });

  expect((await load("/dashboard", foreign)).status).toBe(302);
});

test("a page that asks the core notices that a session was revoked", async () => {
  const { accessToken, handle } = await createSession("ada");
  core.control.revoke(handle);

  expect((await load("/dashboard", accessToken)).status).toBe(200);
  expect((await load("/dashboard-checked", accessToken)).status).toBe(302);

  const asked = await core.control.takeRequest({ match: "POST /recipe/session/verify" });
  expect(asked.body).toMatchObject({ accessToken, checkDatabase: true });
});

test("while the core is down, pages of a session work and the others say so", async () => {
  const { accessToken } = await createSession("ada");
  await load("/dashboard", accessToken); // The app has the core's keys by now.
  await core.control.outage({ mode: "refuse" });

  expect((await load("/dashboard", accessToken)).status).toBe(200);
  expect((await load("/dashboard-checked", accessToken)).status).toBe(500);
});
