import { once } from "node:events";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { head } from "../support/head.ts";
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

const runs = await canRun("python", "the traps of Django");
const kept = { cookies: ["sAccessToken"], cache: "private, no-store" };
const views = { DJANGO_URLS: "django_views" };

/** The status and the text of a GET with this Host header, which fetch does not let through. */
async function withHost(url: string, host: string): Promise<[number | undefined, string]> {
  const request = get(url, { headers: { host } });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return [response.statusCode, await textOf(response)];
}

describe.runIf(runs)("Django", () => {
  let core: RunningMockCore;
  beforeAll(async () => {
    core = await startMockCore();
  });
  afterAll(() => core?.close());

  describe("on WSGI", () => {
    let app: PythonApp;
    beforeAll(async () => {
      app = await startPython("django", "django_app.py", core, views);
    }, 300_000);
    afterAll(() => app?.stop());

    test("the first page after a refresh keeps the SDK's cookie, whether it redirects, raises Http404 or fails", async () => {
      expect(await firstVisit(app.url, "/elsewhere", core)).toMatchObject({
        status: 302,
        ...kept,
      });
      expect(await firstVisit(app.url, "/missing", core)).toMatchObject({
        status: 404,
        ...kept,
      });
      expect(await firstVisit(app.url, "/broken", core)).toMatchObject({
        status: 500,
        ...kept,
      });
    });

    test("a page that streams keeps it, if it has verified the session before", async () => {
      expect(await firstVisit(app.url, "/stream", core)).toMatchObject({
        status: 200,
        ...kept,
      });
      expect(await firstVisit(app.url, "/stream-late", core)).toMatchObject({
        text: "The session of alice",
        cookies: [],
      });
    });

    test("a session error that a view lets through ends as a 500: no middleware sees it", async () => {
      const headers = { accept: "application/json" };
      const response = await fetch(`${app.url}/uncaught`, { headers });
      expect([response.status, await response.json()]).toEqual([
        500,
        { message: "internal error" },
      ]);
    });

    test("with session_required=False, a guest causes no error", async () => {
      const response = await fetch(`${app.url}/optional`);
      expect([response.status, await response.text()]).toEqual([200, "guest"]);
    });

    test("without anti_csrf_check=False a HEAD of a valid session is refused", async () => {
      const headers = { cookie: await refreshedCookies(app.url, core) };
      expect((await fetch(`${app.url}/head`, { headers })).status).toBe(200);
      expect((await fetch(`${app.url}/head`, { headers, method: "HEAD" })).status).toBe(500);
    });

    test("of several cookies with one name the last is sent, and of others all", async () => {
      const response = await fetch(`${app.url}/several`);
      expect(cookieNames(response)).toEqual(["own", "sAccessToken", "sRefreshToken"]);
      const [, access = ""] = response.headers.getSetCookie();
      const [, payload = ""] = access.split(".");
      expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
        colour: "green",
      });
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
        const cold = await startPython("django", "django_app.py", core, views);
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

    test("a view of one's own that builds an absolute URL refuses the Host header of another site", async () => {
      const own = await withHost(`${app.url}/absolute`, "localhost:3000");
      expect(own).toEqual([200, "http://localhost:3000/absolute"]);
      const [status, text] = await withHost(`${app.url}/absolute`, "evil.example");
      expect([status, text.includes("evil.example")]).toEqual([400, false]);
    });

    test("a form of one's own needs Django's CSRF token, also from the same origin", async () => {
      const send = (cookie: string, token: string) =>
        fetch(`${app.url}/form`, {
          method: "POST",
          headers: { cookie, "sec-fetch-site": "same-origin" },
          body: new URLSearchParams({ csrfmiddlewaretoken: token }),
        });
      const form = await fetch(`${app.url}/form`);
      const cookie = form.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      const token = await form.text();
      expect((await send(cookie, token)).status).toBe(200);
      expect((await send(cookie, "")).status).toBe(403);
      expect((await send("", token)).status).toBe(403);
    });

    test.each([
      ["a page", "/dashboard"],
      ["a redirect", "/elsewhere"],
      ["an error page", "/broken"],
      ["a path that is not there", "/nowhere"],
    ])("HEAD of %s has no body", async (_what, path) => {
      const cookie = await refreshedCookies(app.url, core);
      const { text } = await head(app.url + path, { cookie, rid: "session" });
      expect(text).toBe("");
    });

    test("HEAD of a page that streams sends nothing of it: Waitress alone adds its end of a chunked body", async () => {
      const cookie = await refreshedCookies(app.url, core);
      const { text } = await head(`${app.url}/stream`, { cookie, rid: "session" });
      expect(text).toBe("0\r\n\r\n");
    });

    test("while one thread fetches keys, others respond", async () => {
      expect(await firstToAnswer(app.url, "/dashboard", core)).toEqual(["guest", "keys"]);
    });
  });

  describe("with other settings", () => {
    let app: PythonApp;
    afterEach(() => app?.stop());

    test("the dates of the SDK's cookies are off by the distance of TIME_ZONE to GMT", async () => {
      const hoursOff = async (settings = {}) => {
        const more = JSON.stringify(settings);
        app = await startPython("django", "django_app.py", core, { ...views, MORE: more });
        const [, access = ""] = (await fetch(`${app.url}/several`)).headers.getSetCookie();
        await app.stop();
        const [, date = ""] = /expires=([^;]+)/i.exec(access) ?? [];
        const inAYear = Date.now() + 365 * 24 * 3600 * 1000;
        return Math.round((Date.parse(date) - inAYear) / 3_600_000);
      };
      // As the snippets set it: Django's own default is America/Chicago.
      expect(await hoursOff()).toBe(0);
      expect(await hoursOff({ TIME_ZONE: "Asia/Tokyo" })).toBe(9);
    });
  });

  describe("on ASGI", () => {
    let app: PythonApp;
    const asgi = { ...views, MODE: "asgi" };
    const logs = {
      version: 1,
      disable_existing_loggers: false,
      handlers: { console: { class: "logging.StreamHandler" } },
      loggers: { "django.request": { handlers: ["console"], level: "DEBUG" } },
    };
    afterEach(() => app?.stop());

    test("a page that streams keeps the cookie too", async () => {
      app = await startPython("django", "django_app.py", core, asgi);
      expect(await firstVisit(app.url, "/stream-async", core)).toMatchObject({
        text: "The session of alice",
        ...kept,
      });
    });

    test("synchronous views work, each in a thread", async () => {
      app = await startPython("django", "django_app.py", core, asgi);
      expect(await firstVisit(app.url, "/dashboard", core)).toMatchObject({
        status: 200,
        ...kept,
      });
    });

    test("while the SDK fetches keys in an async view, no request gets a response", async () => {
      app = await startPython("django", "django_app.py", core, {
        MODE: "asgi",
        DJANGO_URLS: "asynchronous.urls",
      });
      expect(await firstToAnswer(app.url, "/dashboard", core)).toEqual(["keys", "guest"]);
      expect(await firstToAnswer(app.url, "/dashboard-jwt", core)).toEqual(["guest", "keys"]);
    });

    test("Django runs the SDK's own middleware in a thread, and that of the snippets not", async () => {
      const adapted = async (middleware: string) => {
        const more = JSON.stringify({ MIDDLEWARE: [middleware], DEBUG: true, LOGGING: logs });
        app = await startPython("django", "django_app.py", core, { ...asgi, MORE: more });
        expect((await fetch(`${app.url}/welcome`)).status).toBe(200);
        await app.stop();
        return app.output.filter((line) => line.includes("adapted")).join();
      };
      expect(await adapted("supertokens_python.framework.django.middleware")).toContain(
        "handler adapted for middleware",
      );
      expect(await adapted("supertokens_middleware.supertokens")).toBe("");
    });
  });

  describe("Django REST framework", () => {
    let app: PythonApp;
    const rest = readFileSync(new URL("python/rest-requirements.txt", import.meta.url), "utf8");
    beforeAll(async () => {
      const more = JSON.stringify({
        INSTALLED_APPS: [
          "django.contrib.contenttypes",
          "django.contrib.auth",
          "rest_framework",
        ],
        REST_FRAMEWORK: { UNAUTHENTICATED_USER: null, DEFAULT_AUTHENTICATION_CLASSES: [] },
      });
      const env = { DJANGO_URLS: "rest_views", MORE: more };
      app = await startPython("django", "django_app.py", core, env, rest);
    }, 300_000);
    afterAll(() => app?.stop());

    test.each(["/outside", "/inside", "/plain"])(
      "%s: the first call after a refresh brings the new token",
      async (path) => {
        const json = { accept: "application/json" };
        expect(await firstVisit(app.url, path, core, json)).toMatchObject({
          status: 200,
          text: '{"userId":"alice"}',
          ...kept,
        });
      },
    );

    test("verify_session responds 401 on either side of api_view; a view that lets the error through, 500", async () => {
      const status = async (path: string) => (await fetch(app.url + path)).status;
      expect(await Promise.all(["/outside", "/inside", "/plain"].map(status))).toEqual([
        401, 401, 500,
      ]);
    });
  });
});
