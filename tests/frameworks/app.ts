import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";

/** A mock core, behind what the snippets are told in the environment; so import them after this. */
export async function coreForSnippets(): Promise<RunningMockCore> {
  const core = await startMockCore();
  process.env.SUPERTOKENS_CORE_URI = core.url;
  return core;
}

/** The cookie header of a session of alice's, as a browser sends it with a page. */
export async function pageCookies(core: RunningMockCore): Promise<string> {
  const { accessToken } = await newSession(core);
  return `sAccessToken=${accessToken}`;
}

/** The cookie header of alice's refresh page. */
export async function refreshCookies(core: RunningMockCore): Promise<string> {
  const { refreshToken } = await newSession(core);
  return `sRefreshToken=${encodeURIComponent(refreshToken)}`;
}

/** A session of alice's with the claims that the apps check. */
export function newSession(core: RunningMockCore) {
  const payload = { roles: { v: [], t: Date.now() } };
  return core.control.createSession({ userId: "alice", payload });
}

/** A cookie that the hosts of a site share: how the SDK sets it on a response, and the header that must arrive. */
export const sharedCookie = {
  set: [
    ...(["sAccessToken", "token", "example.com"] as const),
    ...([true, true, Date.UTC(2030, 0, 1), "/", "none"] as const),
  ] as const,
  header:
    "sAccessToken=token; Domain=example.com; Path=/; Expires=Tue, 01 Jan 2030 00:00:00 GMT; HttpOnly; Secure; SameSite=None",
};
