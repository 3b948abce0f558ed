import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test as base } from "@playwright/test";
import { type RunningMockCore, startMockCore } from "supertokens-mock-core";

const port = process.env.PORT ?? "3000";

type App = { core: RunningMockCore; origin: string; process: ChildProcess };

/** One core and one app for a worker's tests; `page` is signed in. */
export const test = base.extend<object, { app: App }>({
  app: [
    async ({}, use) => {
      const core = await startMockCore();
      const app = spawn("node", ["server.ts"], {
        env: { ...process.env, PORT: port, SUPERTOKENS_CORE_URI: core.url },
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(app.stdout, "data"); // "Listening on …"
      await use({ core, origin: `http://localhost:${port}`, process: app });
      app.kill();
      await once(app, "exit");
      await core.close();
    },
    { scope: "worker" },
  ],
  // The cookies that the app would have set, so that no test walks through the sign-in page.
  storageState: async ({ app: { core } }, use) => {
    const { accessToken, refreshToken } = await core.control.createSession({
      userId: "ada",
      // The claims that the app's validators check.
      payload: { roles: { v: [], t: Date.now() } },
    });
    const cookie = {
      domain: "localhost",
      secure: false,
      sameSite: "Lax" as const,
      expires: -1,
    };
    const frontToken = {
      uid: "ada",
      ate: Date.now() + 3_600_000,
      up: JSON.parse(atob(accessToken.split(".")[1]?.replaceAll("-", "+") ?? "")),
    };
    await use({
      cookies: [
        { ...cookie, name: "sAccessToken", value: accessToken, path: "/", httpOnly: true },
        {
          ...cookie,
          name: "sRefreshToken",
          value: encodeURIComponent(refreshToken),
          path: "/auth/session/refresh",
          httpOnly: true,
        },
        // By this one the front-end SDK knows that there is a session.
        {
          ...cookie,
          name: "sFrontToken",
          value: btoa(JSON.stringify(frontToken)),
          path: "/",
          httpOnly: false,
        },
        {
          ...cookie,
          name: "st-last-access-token-update",
          value: String(Date.now()),
          path: "/",
          httpOnly: false,
        },
      ],
      origins: [],
    });
  },
});
