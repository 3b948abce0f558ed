import { CookieJar } from "tough-cookie";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { sendForeign } from "./foreign-requests.ts";
import { type Listening, listen } from "./listen.ts";

// The validator of a second recipe, from a sign-up to a verified e-mail address, over HTTP.

let core: RunningMockCore;
let app: Listening;
const emails: string[] = [];

beforeAll(async () => {
  core = await startMockCore();
  vi.stubEnv("SUPERTOKENS_CORE_URI", core.url);
  vi.spyOn(console, "log").mockImplementation((line) => void emails.push(String(line)));
  app = await listen((await import("../../snippets/email-verification/app.ts")).app);
});

afterAll(async () => {
  app?.stop();
  await core?.close();
});

/** A browser as far as cookies go. */
function visitor() {
  const jar = new CookieJar();
  const send = async (method: string, path: string, body?: object) => {
    const url = app.origin + path;
    const response = await loadPage(url, {
      method,
      headers: {
        cookie: await jar.getCookieString(url),
        rid: "session",
        "st-auth-mode": "cookie",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  };
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, body?: object) => send("POST", path, body ?? {}),
  };
}

const password = "correct-horse-1";

/** Signs a new user up through the SDK's own API. */
async function signedUp(email: string) {
  const user = visitor();
  const response = await user.post("/auth/signup", {
    formFields: [
      { id: "email", value: email },
      { id: "password", value: password },
    ],
  });
  expect(await response.json()).toMatchObject({ status: "OK" });
  return user;
}

/** Asks for the e-mail and gives the token in its link. */
async function tokenByEmail(user: ReturnType<typeof visitor>): Promise<string> {
  emails.length = 0;
  const response = await user.post("/auth/user/email/verify/token");
  expect(await response.json()).toMatchObject({ status: "OK" });
  return new URL(emails[0]?.split(": ")[1] ?? "").searchParams.get("token") ?? "";
}

const toVerification = "/auth/verify-email?redirectToPath=%2Faccount%3Ftab%3D1";

test("an unverified e-mail address leads from a page to the verification page, not to the refresh page, without a call to the core", async () => {
  const user = await signedUp("first@example.com");
  await user.get("/account");
  core.control.clearRequests();
  const response = await user.get("/account?tab=1");
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe(toVerification);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(core.control.requests).toEqual([]);
});

test("a claim that the SDK would fetch again is checked as it stands: a page load calls nothing and changes nothing", async () => {
  const payload = { "st-ev": { v: false, t: Date.now() - 3_600_000 } };
  const { accessToken } = await core.control.createSession({ userId: "alice", payload });
  core.control.clearRequests();
  const response = await loadPage(`${app.origin}/account?tab=1`, {
    headers: { cookie: `sAccessToken=${accessToken}` },
  });
  expect(response.headers.get("location")).toBe(toVerification);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(core.control.requests).toEqual([]);
});

test("an API says which claim fails", async () => {
  const user = await signedUp("second@example.com");
  const response = await user.get("/api/account");
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    message: "invalid claim",
    claimValidationErrors: [{ id: "st-ev" }],
  });
});

test("an e-mail address that is verified elsewhere reaches the session through the API, never through a page load", async () => {
  const user = await signedUp("third@example.com");
  const token = await tokenByEmail(user);
  const verified = await visitor().post("/auth/user/email/verify", { method: "token", token });
  expect(await verified.json()).toMatchObject({ status: "OK" });

  core.control.clearRequests();
  expect((await user.get("/account?tab=1")).headers.get("location")).toBe(toVerification);
  expect(core.control.requests).toEqual([]);

  // What the verification page asks.
  const asked = await user.get("/auth/user/email/verify");
  expect(await asked.json()).toEqual({ status: "OK", isVerified: true });
  const page = await user.get("/account?tab=1");
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Signed in as");
});

test("without a session a page leads to the refresh page", async () => {
  const response = await visitor().get("/account");
  expect(response.headers.get("location")).toBe("/refresh-session?redirectBack=%2Faccount");
});

test("a request of another site is refused, whatever its path, method and body", async () => {
  expect(await sendForeign(app.origin)).toEqual([]);
});
