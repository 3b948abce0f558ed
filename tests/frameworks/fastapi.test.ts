import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { oneAuthority } from "../support/start-app.ts";
import {
  cookieNames,
  firstToAnswer,
  firstVisit,
  type PythonApp,
  refreshedCookies,
  startPython,
  threeWhileKeysHang,
  twoAtOnce,
  userCalls,
  whenCoreIsAhead,
  whileKeysHang,
  withForgedCookie,
} from "./python-app.ts";

const runs = await canRun("python", "the traps of FastAPI");
const kept = { cookies: ["sAccessToken"], cache: "private, no-store" };

describe.runIf(runs)("FastAPI", () => {
  let core: RunningMockCore;
  let app: PythonApp;

  beforeAll(async () => {
    core = await startMockCore();
    // Where the machine names none of these, as most do.
    const unset = { SSL_CERT_FILE: "", SSL_CERT_DIR: "" };
    app = await startPython("fastapi", "fastapi_app.py", core, unset);
  }, 300_000);
  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  describe("the first page after a refresh keeps the SDK's cookie", () => {
    test("when it redirects, and when it raises an HTTPException", async () => {
      expect(await firstVisit(app.url, "/elsewhere", core)).toMatchObject({
        status: 307,
        ...kept,
      });
      expect(await firstVisit(app.url, "/missing", core)).toMatchObject({
        status: 404,
        ...kept,
      });
    });

    test("when it fails, as the error page is inside of the SDK's middleware", async () => {
      expect(await firstVisit(app.url, "/broken", core)).toMatchObject({
        status: 500,
        ...kept,
      });
    });

    test("but a handler for Exception responds outside of it, and loses the cookie", async () => {
      const url = `${app.url}/usual`;
      expect(await firstVisit(url, "/missing", core)).toMatchObject({
        cookies: ["sAccessToken"],
      });
      expect(await firstVisit(url, "/broken", core)).toMatchObject({
        status: 500,
        cookies: [],
      });
    });

    test("when it streams, if it has verified the session before", async () => {
      expect(await firstVisit(app.url, "/stream", core)).toMatchObject({
        status: 200,
        ...kept,
      });
      expect(await firstVisit(app.url, "/stream-late", core)).toMatchObject({
        text: "The session of alice",
        cookies: [],
      });
    });
  });

  test("with session_required=False, a guest causes no error", async () => {
    const response = await fetch(`${app.url}/optional`);
    expect([response.status, await response.json()]).toEqual([200, "guest"]);
  });

  test("a GET route does not respond to HEAD", async () => {
    expect((await fetch(`${app.url}/optional`, { method: "HEAD" })).status).toBe(405);
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

  test("what verify_session() returns has one user context for all visitors", async () => {
    const shared = await twoAtOnce(app.url, "/shared", core);
    expect(new Set(Object.values(shared)).size).toBe(1);
    expect(await twoAtOnce(app.url, "/fresh", core)).toEqual({ alice: "alice", bob: "bob" });
  });

  test("and one cache of the core's responses: later calls get the first one's user", async () => {
    expect(await userCalls(app.url, "/known-shared", core)).toBe(1);
    expect(await userCalls(app.url, "/known-fresh", core)).toBe(2);
  });

  test("the SDK refuses tokens of a core whose clock is ahead, and verify_jwt.py takes them", async () => {
    expect(await whenCoreIsAhead(app.url, core)).toEqual({
      "/dashboard": 302,
      "/dashboard-jwt": 200,
    });
  });

  describe("each call to the core reads authorities to trust, though it speaks no TLS", () => {
    /** The files that a refresh and the page after it read. */
    async function readDuringVisit(url: string): Promise<(string | null)[]> {
      const read = async () => (await fetch(`${url}/authorities`)).json();
      await firstVisit(url, "/dashboard", core);
      const before = await read();
      core.control.clearRequests();
      await firstVisit(url, "/dashboard", core);
      expect(core.control.requests.map(({ path }) => path)).toEqual([
        "/recipe/session/refresh",
        "/recipe/session/verify",
      ]);
      return (await read()).slice(before.length);
    }

    test("all that certifi has", async () => {
      const all = expect.stringMatching(/\bcertifi\Wcacert\.pem$/);
      expect(await readDuringVisit(app.url)).toEqual([all, all]);
    });

    test("or those of SSL_CERT_FILE", async () => {
      const few = oneAuthority();
      const other = await startPython("fastapi", "fastapi_app.py", core, {
        SSL_CERT_FILE: few,
      });
      expect(await readDuringVisit(other.url).finally(other.stop)).toEqual([few, few]);
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
      const cold = await startPython("fastapi", "fastapi_app.py", core);
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

  test("while the SDK fetches keys, no request gets a response; a JWT verified in a thread blocks no request", async () => {
    expect(await firstToAnswer(app.url, "/dashboard", core)).toEqual(["keys", "guest"]);
    expect(await firstToAnswer(app.url, "/dashboard-jwt", core)).toEqual(["guest", "keys"]);
  });
});
