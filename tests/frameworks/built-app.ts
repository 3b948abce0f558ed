import type { BrowserContext } from "playwright-core";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { type Running, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { node } from "../support/node-22.ts";
import { send } from "../support/page-load.ts";
import { newSession, refreshCookies } from "./app.ts";

/** What a build may take on a machine that has other things to do, in ms. */
export const buildTime = 120_000;

export interface Started extends Running {
  url: string;
}

/**
 * Builds the app in a folder with the framework's own tool, unless it is built, and serves it on localhost.
 * @param settings the port, or any free one, and environment variables in addition to those of every app
 */
export async function startBuilt(
  core: RunningMockCore,
  cwd: string,
  { port, ...env }: { port?: number; [name: string]: string | number | undefined } = {},
): Promise<Started> {
  const chosen = port ?? (await freePort());
  const running = await startListening(node, ["start.ts"], {
    cwd,
    env: {
      ...process.env,
      PORT: String(chosen),
      SUPERTOKENS_CORE_URI: core.url,
      ...(env as Record<string, string>),
    },
  });
  return { ...running, url: `http://localhost:${chosen}` };
}

/** The cookie header of a session of alice's whose access token has expired. */
export async function expiredCookies(core: RunningMockCore): Promise<string> {
  const { accessToken } = await newSession(core);
  return `sAccessToken=${await core.control.expire(accessToken)}`;
}

/** The cookie header of the first page after a refresh by this app: the SDK sets a new access token there. */
export async function refreshedCookies(core: RunningMockCore, url: string): Promise<string> {
  const response = await send(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
  if (response.status !== 200) throw new Error(`The refresh responded ${response.status}`);
  const cookies = response.headers.getSetCookie();
  return cookies.find((cookie) => cookie.startsWith("sAccessToken="))?.split(";")[0] ?? "";
}

/** Gives a browser a session of alice's on the app at `url`, with the cookies as the SDK sets them. */
export async function signIn(
  core: RunningMockCore,
  context: BrowserContext,
  url: string,
  { expired = false } = {},
): Promise<void> {
  const { accessToken, refreshToken } = await newSession(core);
  const secure = url.startsWith("https:");
  const cookie = { domain: "localhost", httpOnly: true, sameSite: "Lax", secure } as const;
  await context.addCookies([
    {
      ...cookie,
      name: "sAccessToken",
      value: expired ? await core.control.expire(accessToken) : accessToken,
      path: "/",
    },
    {
      ...cookie,
      name: "sRefreshToken",
      value: encodeURIComponent(refreshToken),
      path: "/auth/session/refresh",
    },
  ]);
}
