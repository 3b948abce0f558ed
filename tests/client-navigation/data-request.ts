import type { RunningMockCore } from "../../mock-core/src/index.ts";
import type { DataResponse, State } from "../../results/client-navigation.ts";
import type { StartedApp } from "../support/start-app.ts";
import type { ClientApp } from "./apps.ts";
import { states } from "./scenarios.ts";

/** Some frameworks send the whole page at once to clients other than browsers. */
const userAgent =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";

/** Sends a data request without the framework's client, in every state of the session. The page shows its user: "alice". */
export async function dataResponse(
  app: StartedApp,
  core: RunningMockCore,
  client: ClientApp,
  { path, headers }: ClientApp["data"][number],
): Promise<DataResponse> {
  const responses = {} as DataResponse["responses"];
  for (const state of states) {
    const response = await fetch(app.url + path, {
      redirect: "manual",
      headers: {
        accept: "*/*",
        "user-agent": userAgent,
        "sec-fetch-mode": "cors",
        "sec-fetch-site": "same-origin",
        ...headers,
        ...(await cookieIn(state, app, core)),
      },
    });
    const cookies = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split("=", 1)[0] ?? "");
    const shows = (await response.text()).includes("alice");
    responses[state] = { status: response.status, shows, cookies };
  }
  return { request: client.named(path), responses };
}

/** The cookie header of a session of alice's. */
async function cookieIn(
  state: State,
  app: StartedApp,
  core: RunningMockCore,
): Promise<{ cookie?: string }> {
  if (state === "none") return {};
  const payload = { roles: { v: [], t: Date.now() } };
  const session = await core.control.createSession({ userId: "alice", payload });
  if (state === "valid") return { cookie: `sAccessToken=${session.accessToken}` };
  if (state === "refreshed") {
    const refreshed = await fetch(`${app.url}/auth/session/refresh`, {
      method: "POST",
      headers: {
        rid: "session",
        cookie: `sRefreshToken=${encodeURIComponent(session.refreshToken)}`,
      },
    });
    const cookie = refreshed.headers
      .getSetCookie()
      .find((set) => set.startsWith("sAccessToken="));
    return { cookie: cookie?.split(";", 1)[0] ?? "" };
  }
  if (state === "revoked") await core.control.revoke(session.handle);
  return { cookie: `sAccessToken=${await core.control.expire(session.accessToken)}` };
}
