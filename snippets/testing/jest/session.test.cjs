const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { get } = require("node:http");
const { text } = require("node:stream/consumers");
const { afterAll, beforeAll, expect, test } = require("@jest/globals");
const { startMockCore } = require("supertokens-mock-core");

const port = process.env.PORT ?? "3000";
/** @type {import("supertokens-mock-core").RunningMockCore} */
let core;
/**
 * @type {import("node:child_process").ChildProcessByStdio<null,
 * import("node:stream").Readable, null>}
 */
let app;

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

/**
 * Loads a page as a browser does, and follows no redirect. Not with fetch: that of Node says
 * in Sec-Fetch-Mode that a script sends the request, and the app responds 401 to a script.
 * @param {string} path
 * @param {string} accessToken
 */
async function load(path, accessToken) {
  const headers = { accept: "text/html", cookie: `sAccessToken=${accessToken}` };
  const [response] = await once(get({ port, path, headers }), "response");
  const { statusCode: status, headers: received } = response;
  return { status, headers: received, body: await text(response) };
}

/** The claims that the app's validators check: without them a session must be refreshed first. */
const payload = { roles: { v: [], t: Date.now() } };

/**
 * A session as the app's own sign-in makes it.
 * @param {string} userId
 */
const createSession = (userId) => core.control.createSession({ userId, payload });

test("a session is shown the page until its access token expires", async () => {
  const { accessToken } = await createSession("ada");

  const page = await load("/dashboard", accessToken);
  expect(page.status).toBe(200);
  expect(page.body).toContain("Signed in as ada");

  const later = await load("/dashboard", await core.control.expire(accessToken));
  expect(later.status).toBe(302);
  expect(later.headers.location).toBe("/refresh-session?redirectBack=%2Fdashboard");
});

test("a page that asks the core notices that a session was revoked", async () => {
  const { accessToken, handle } = await createSession("ada");
  core.control.revoke(handle);
  core.control.clearRequests();

  expect((await load("/dashboard-checked", accessToken)).status).toBe(302);
  const asked = await core.control.takeRequest({ match: "POST /recipe/session/verify" });
  expect(asked.body).toMatchObject({ accessToken, checkDatabase: true });
});

test("while the core is down, pages of a session work", async () => {
  const { accessToken } = await createSession("ada");
  await core.control.outage({ mode: "refuse" });

  expect((await load("/dashboard", accessToken)).status).toBe(200);
  expect((await load("/dashboard-checked", accessToken)).status).toBe(500);
  await core.control.recover();
});
