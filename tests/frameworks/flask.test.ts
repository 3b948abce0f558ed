import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import {
  cookieNames,
  firstToAnswer,
  firstVisit,
  type PythonApp,
  refreshedCookies,
  startPython,
  threeWhileKeysHang,
  userCalls,
  whenCoreIsAhead,
  whileKeysHang,
  withForgedCookie,
} from "./python-app.ts";

const runs = await canRun("python", "the traps of Flask");
const kept = { cookies: ["sAccessToken"], cache: "private, no-store" };

describe.runIf(runs)("Flask", () => {
  let core: RunningMockCore;
  let app: PythonApp;

  beforeAll(async () => {
    core = await startMockCore();
    app = await startPython("flask", "flask_app.py", core);
  }, 300_000);
  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  test("the first page after a refresh keeps the SDK's cookie, whether it redirects, aborts or fails", async () => {
    expect(await firstVisit(app.url, "/elsewhere", core)).toMatchObject({
      status: 302,
      ...kept,
    });
    expect(await firstVisit(app.url, "/missing", core)).toMatchObject({ status: 404, ...kept });
    expect(await firstVisit(app.url, "/broken", core)).toMatchObject({ status: 500, ...kept });
  });

  test("a page that streams keeps it, if it has verified the session before", async () => {
    expect(await firstVisit(app.url, "/stream", core)).toMatchObject({ status: 200, ...kept });
    expect(await firstVisit(app.url, "/stream-late", core)).toMatchObject({
      text: "The session of alice",
      cookies: [],
    });
  });

  test("the SDK responds to a session error that a route lets through", async () => {
    const response = await fetch(`${app.url}/uncaught`);
    expect([response.status, await response.json()]).toEqual([
      401,
      { message: "unauthorised" },
    ]);
  });

  test("with session_required=False, a guest causes no error", async () => {
    const response = await fetch(`${app.url}/optional`);
    expect([response.status, await response.text()]).toEqual([200, "guest"]);
  });

  test("without anti_csrf_check=False a HEAD of a valid session is refused", async () => {
    const headers = { cookie: await refreshedCookies(app.url, core) };
    expect((await fetch(`${app.url}/head`, { headers })).status).toBe(200);
    expect((await fetch(`${app.url}/head`, { headers, method: "HEAD" })).status).toBe(401);
  });

  test("several cookies of one response all arrive, those of the same name in their order", async () => {
    const response = await fetch(`${app.url}/several`);
    expect(cookieNames(response)).toEqual([
      "own",
      "sAccessToken",
      "sRefreshToken",
      "sAccessToken",
    ]);
  });

  test("what verify_session() returns has one cache of the core's responses, for all its calls", async () => {
    expect(await userCalls(app.url, "/known-shared", core)).toBe(1);
    expect(await userCalls(app.url, "/known-fresh", core)).toBe(2);
  });

  test("the SDK refuses tokens of a core whose clock is ahead, and verify_jwt.py takes them", async () => {
    expect(await whenCoreIsAhead(app.url, core)).toEqual({
      "/dashboard": 302,
      "/dashboard-jwt": 200,
    });
  });

  test("an access token whose keys the core never sends costs five seconds, with the SDK and without", async () => {
    expect(await whileKeysHang(app.url, "/dashboard", core)).toEqual({
      status: 302,
      seconds: 5,
    });
    expect(await whileKeysHang(app.url, "/dashboard-jwt", core)).toEqual({
      status: 500,
      seconds: 5,
    });
  }, 20_000);

  test.each(["/dashboard", "/dashboard-jwt"])(
    "%s on a server without keys: visitors at once wait for one limit, not one after the other",
    async (path) => {
      const cold = await startPython("flask", "flask_app.py", core);
      expect(await threeWhileKeysHang(cold.url, path, core).finally(cold.stop)).toBe(5);
    },
    60_000,
  );

  test("two session cookies of one name are not a session, even if one contains an equals sign", async () => {
    expect(await withForgedCookie(app.url, core)).toEqual({
      padded: [302, 302],
      raw: [500, 500],
    });
  });

  test("while one thread fetches keys, others respond", async () => {
    expect(await firstToAnswer(app.url, "/dashboard", core)).toEqual(["guest", "keys"]);
  });
});
