import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { frontTokenOf } from "./front-token.ts";

/** The results of `supertokens-auth-react/nextjs/ssr` on its own, in each state: the snippets use it only as their pages say. */
const ssr: typeof Ssr = untyped;

let core: RunningMockCore;
let api: Server;
let requested: string[];
let accessToken: string;

beforeEach(async () => {
  core = await startMockCore();
  ({ accessToken } = await core.control.createSession({ userId: "alice" }));
  requested = [];
  // Stands in for the API, which serves only the keys. Each test has a new origin, because the
  // keys are cached by origin.
  api = createServer(async (req, res) => {
    requested.push(req.url ?? "");
    if (req.url !== "/auth/jwt/jwks.json") return res.writeHead(404).end();
    const keys = await fetch(`${core.url}/.well-known/jwks.json`);
    res.writeHead(keys.status).end(await keys.text());
  });
  await new Promise<void>((resolve) => api.listen(0, "localhost", resolve));
  init({ apiBasePath: "/auth", websiteBasePath: "/login" });
});

afterEach(async () => {
  api.close();
  api.closeAllConnections();
  await core.close();
});

function init(paths: { apiBasePath?: string; websiteBasePath?: string }): void {
  const origin = `http://localhost:${(api.address() as AddressInfo).port}`;
  ssr.init({
    appInfo: { appName: "Example", apiDomain: origin, websiteDomain: origin, ...paths },
  });
}

/** The user id, or where it redirects to. */
async function answer(cookies: Record<string, string>, address = "/dashboard?tab=1") {
  const request = new Request(new URL(address, "http://localhost"));
  const result = await ssr.getServerSidePropsSessionWithoutClaimValidation(
    Object.assign(request, { cookies }),
  );
  return "props" in result ? result.props.session.userId : result.redirect.destination;
}

const both = (token: string) => ({ sAccessToken: token, sFrontToken: frontTokenOf(token) });

/** To the login page, and superTokensMiddleware ends the session on the way. */
const signOut = "/login?forceLogout=true&stRedirectTo=/dashboard";
/** To a refresh by GET, which only superTokensMiddleware handles. */
const refresh = "/auth/session/refresh?stRedirectTo=/dashboard";

test("both tokens, saying the same: the session, for one fetch of the keys", async () => {
  expect(await answer(both(accessToken))).toBe("alice");
  expect(await answer(both(accessToken))).toBe("alice");
  expect(requested).toEqual(["/auth/jwt/jwks.json"]);
});

test("no front token: signed out, however good the access token is", async () => {
  expect(await answer({})).toBe(signOut);
  expect(await answer({ sAccessToken: accessToken })).toBe(signOut);
  expect(await answer({ sAccessToken: accessToken, sFrontToken: "?" })).toBe(signOut);
});

test("an expired front token, or no access token: a refresh", async () => {
  const sFrontToken = frontTokenOf(accessToken);
  const expired = frontTokenOf(accessToken, { ate: Date.now() - 1 });
  expect(await answer({ sAccessToken: accessToken, sFrontToken: expired })).toBe(refresh);
  expect(await answer({ sFrontToken })).toBe(refresh);
});

test("two tokens that differ, as after a page has brought a new access token: a refresh", async () => {
  const { accessToken: other } = await core.control.createSession({ userId: "alice" });
  const sFrontToken = frontTokenOf(other);
  expect(await answer({ sAccessToken: accessToken, sFrontToken })).toBe(refresh);
});

test("a token that is forged: signed out", async () => {
  for (const algorithm of ["none", "HS256"] as const) {
    const forged = await core.control.mintAccessToken({ userId: "alice", algorithm });
    expect(await answer(both(forged)), algorithm).toBe(signOut);
  }
  const foreign = await core.control.mintAccessToken({ userId: "alice", key: "foreign" });
  expect(await answer(both(foreign))).toBe(signOut);
});

test("a JWT of the same core that is not an access token is accepted", async () => {
  const oauth2 = await core.control.mintAccessToken({ userId: "alice", claims: { stt: 1 } });
  expect(await answer(both(oauth2))).toBe("alice");
  const handle = { sessionHandle: undefined };
  const other = await core.control.mintAccessToken({ userId: "alice", claims: handle });
  expect(await answer(both(other))).toBe("alice");
});

test("an API that cannot give the keys: everybody is signed out", async () => {
  await core.control.outage({ mode: "error" });
  expect(await answer(both(accessToken))).toBe(signOut);
});

test("a new signing key: its users are signed out for as long as the old keys are cached", async () => {
  expect(await answer(both(accessToken))).toBe("alice");
  await core.control.rotateKeys();
  const { accessToken: next } = await core.control.createSession({ userId: "bob" });
  expect(await answer(both(next))).toBe(signOut);
  expect(requested).toHaveLength(1);
});

test("without apiBasePath the keys are requested from a URL that does not exist", async () => {
  init({});
  expect(await answer(both(accessToken))).toBe(
    "/auth?forceLogout=true&stRedirectTo=/dashboard",
  );
  expect(requested).toEqual(["/undefined/jwt/jwks.json"]);
});

test("the return URL is not encoded, and ends before the query string", async () => {
  expect(await answer({}, "/a&b?tab=1")).toBe("/login?forceLogout=true&stRedirectTo=/a&b");
});
