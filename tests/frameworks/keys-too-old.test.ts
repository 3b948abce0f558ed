import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import type { Runtime } from "../../snippets/frameworks.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { loadPage } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

/** What stands for the four hours for which the SDKs and the guides keep the core's keys. */
const seconds = 3;

/** Each server with that time in place of four hours, by the SDK's option and in verify-jwt. */
const servers: [id: string, runtime: Runtime, changes: Change[], sdkPage: number][] = [
  [
    "express",
    "node",
    [
      [
        "init.ts",
        "      antiCsrf:",
        `      jwksRefreshIntervalSec: ${seconds},\n      antiCsrf:`,
      ],
      ["verify-jwt.ts", "4 * 60 * 60 * 1000", `${seconds} * 1000`],
    ],
    302,
  ],
  [
    "fastapi",
    "python",
    [
      [
        "init.py",
        '                anti_csrf="VIA',
        `                jwks_refresh_interval_sec=${seconds},\n                anti_csrf="VIA`,
      ],
      ["verify_jwt.py", "4 * 60 * 60", `${seconds}`],
    ],
    302,
  ],
  [
    "go",
    "go",
    [
      [
        "init.go",
        "\t\t\tAntiCsrf:",
        `\t\t\tJWKSRefreshIntervalSec: new(uint64(${seconds})),\n\t\t\tAntiCsrf:`,
      ],
      ["core_keys.go", "4 * time.Hour", `${seconds} * time.Second`],
    ],
    500,
  ],
];

for (const [id, runtime, changes, sdkPage] of servers) {
  const runs = await canRun(runtime, `keys of the core that are too old, on ${id}`);

  describe.runIf(runs)(`while the core is down, ${id}`, () => {
    let core: RunningMockCore;
    let app: StartedApp;

    beforeAll(async () => {
      core = await startMockCore({ port: 0 });
      const dir = await changedSandbox(id, "keys-too-old", changes);
      app = await startApp(dir, { url: core.url, apiKey: "" });
    }, 300_000);
    afterAll(async () => {
      await app?.stop();
      await core?.close();
    });

    /** The statuses for a session that has just begun: those of the SDK's page, of verify-jwt and of the refresh. */
    async function statuses() {
      const payload = { roles: { v: [], t: Date.now() } };
      const session = await core.control.createSession({ userId: "alice", payload });
      const headers = { cookie: `sAccessToken=${session.accessToken}` };
      const refreshToken = encodeURIComponent(session.refreshToken);
      const sdk = await loadPage(`${app.url}/dashboard`, { headers });
      const jwt = await loadPage(`${app.url}/dashboard-jwt`, { headers });
      const refresh = await loadPage(`${app.url}/auth/session/refresh`, {
        method: "POST",
        headers: { rid: "anti-csrf", cookie: `sRefreshToken=${refreshToken}` },
      });
      return { sdk: sdk.status, jwt: jwt.status, refresh: refresh.status };
    }

    test("shows pages with the keys it has, until they are too old; and again once the core is back", async () => {
      expect(await statuses()).toEqual({ sdk: 200, jwt: 200, refresh: 200 });
      await core.control.outage({ mode: "refuse" });
      expect(await statuses()).toEqual({ sdk: 200, jwt: 200, refresh: 500 });
      await sleep(seconds * 1000 + 500);
      expect(await statuses()).toEqual({ sdk: sdkPage, jwt: 500, refresh: 500 });
      await core.control.recover();
      // Each waits half a second after an attempt that has failed.
      await sleep(1000);
      expect(await statuses()).toEqual({ sdk: 200, jwt: 200, refresh: 200 });
    });
  });
}
