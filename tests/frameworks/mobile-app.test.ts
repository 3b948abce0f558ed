import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import type { Runtime } from "../../snippets/frameworks.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { loadPage, send } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

/** What docs/guides/mobile-app.mdx says to change in the file with `init`. */
const servers: [id: string, runtime: Runtime, changes: Change[]][] = [
  [
    "express",
    "node",
    [
      [
        "init.ts",
        '      getTokenTransferMethod: () => "cookie",',
        "      getTokenTransferMethod,",
      ],
      [
        "init.ts",
        'import "./core-timeout.ts";',
        'import "./core-timeout.ts";\nimport { getTokenTransferMethod } from "./token-transfer-method.ts";',
      ],
    ],
  ],
  [
    "fastapi",
    "python",
    [
      [
        "init.py",
        `get_token_transfer_method=lambda request, for_new_session, user_context: (
                    "cookie"
                ),`,
        "get_token_transfer_method=get_token_transfer_method,",
      ],
      [
        "init.py",
        "from config import",
        "from token_transfer_method import get_token_transfer_method\nfrom config import",
      ],
    ],
  ],
  [
    "go",
    "go",
    [
      [
        "init.go",
        `GetTokenTransferMethod: func(
				*http.Request, bool, supertokens.UserContext,
			) sessmodels.TokenTransferMethod {
				return sessmodels.CookieTransferMethod
			},`,
        "GetTokenTransferMethod: TokenTransferMethod,",
      ],
    ],
  ],
];

/** What the SDK of a mobile app sends with every call: no cookie, and nothing of a browser. */
const app = { "st-auth-mode": "header", accept: "application/json" };

for (const [id, runtime, changes] of servers) {
  const runs = await canRun(runtime, `a mobile app next to the pages of ${id}`);

  describe.runIf(runs)(`a mobile app next to the pages of ${id}`, () => {
    let core: RunningMockCore;
    let server: StartedApp;

    beforeAll(async () => {
      core = await startMockCore({ port: 0 });
      const dir = await changedSandbox(id, "mobile-app", changes);
      server = await startApp(dir, { url: core.url, apiKey: "" });
    }, 300_000);
    afterAll(async () => {
      await server?.stop();
      await core?.close();
    });

    const signIn = (headers: Record<string, string>) =>
      send(`${server.url}/login`, {
        method: "POST",
        headers,
        body: new URLSearchParams({ user: "alice" }),
      });

    test("the app gets its tokens in headers, calls an API with them, and renews them", async () => {
      const signedIn = await signIn(app);
      expect([signedIn.status, signedIn.headers.getSetCookie()]).toEqual([200, []]);
      const access = signedIn.headers.get("st-access-token");
      const refresh = signedIn.headers.get("st-refresh-token");

      const call = (token: string | null, headers = {}) =>
        send(`${server.url}/api/user`, {
          headers: { ...app, ...headers, authorization: `Bearer ${token}` },
        });
      const called = await call(access);
      expect(called.status).toBe(200);
      expect(await called.json()).toMatchObject({ userId: "alice" });
      expect((await call(await core.control.expire(access ?? ""))).status).toBe(401);

      const renewed = await send(`${server.url}/auth/session/refresh`, {
        method: "POST",
        headers: { ...app, authorization: `Bearer ${refresh}` },
      });
      expect([renewed.status, renewed.headers.getSetCookie()]).toEqual([200, []]);
      expect((await call(renewed.headers.get("st-access-token"))).status).toBe(200);
    });

    test("a POST of the app needs no rid: there is no cookie that a foreign site could use", async () => {
      const access = (await signIn(app)).headers.get("st-access-token");
      const headers = { ...app, authorization: `Bearer ${access}` };
      const posted = await send(`${server.url}/api/user`, { method: "POST", headers });
      expect(posted.status).toBe(200);
    });

    test("a browser gets cookies and pages as before", async () => {
      const signedIn = await signIn({
        accept: "application/json",
        "st-auth-mode": "cookie",
        "sec-fetch-site": "same-origin",
      });
      const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
      expect(cookies).toHaveLength(2);
      expect(signedIn.headers.get("st-access-token")).toBe(null);
      const headers = { cookie: cookies.join("; "), "sec-fetch-site": "none" };
      expect((await loadPage(`${server.url}/dashboard`, { headers })).status).toBe(200);
      // Every SDK for browsers requires a header for each POST, which a form on another site cannot send.
      const posted = await send(`${server.url}/api/user`, { method: "POST", headers });
      expect(posted.status).toBe(401);
    });

    test("a script in a browser gets no token in a header, whatever it asks for", async () => {
      const signedIn = await signIn({ ...app, "sec-fetch-site": "same-origin" });
      expect(signedIn.headers.get("st-access-token")).toBe(null);
      expect(signedIn.headers.getSetCookie()).toHaveLength(2);
    });
  });
}
