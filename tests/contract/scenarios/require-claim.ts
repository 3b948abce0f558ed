import type { Request, Scenario } from "../../../contract/scenario.ts";
import { errorPageWithoutKeys, readsSession, requiresSession } from "./every-page.ts";
import { renewed } from "./refresh.ts";
import { newSession } from "./sign-in.ts";

const capability = "require-claim";
const path = "/admin";

/** Signs carol in with a role, through the app's own sign-in: no other scenario is about her. */
const signIn = (role: string): Request => ({
  method: "POST",
  path: "/login",
  headers: { accept: "application/json", "sec-fetch-site": "same-origin" },
  form: { user: "carol", role },
  expect: {
    status: 200,
    json: { redirectBack: "/" },
    setsCookies: ["sAccessToken", "sRefreshToken"],
    headers: { "front-token": "<front token>" },
    ...newSession,
  },
});

/** The refresh that finds another role: the SDK puts it into the payload. */
const refresh: Request = {
  note: "refresh page",
  method: "POST",
  path: "/auth/session/refresh",
  headers: { rid: "session", "st-auth-mode": "cookie" },
  jar: true,
  expect: {
    ...renewed,
    core: ["POST /recipe/session/refresh", "POST /recipe/session/regenerate"],
  },
};

export const requireClaim: Scenario[] = [
  ...requiresSession({ id: "claim", path, capability, roles: ["admin"] }),
  ...readsSession({ id: "claim", path, capability, roles: ["admin"] }),
  {
    id: "claim-sign-in",
    title: "A role that the user has at sign-in is in the session, for pages and for APIs",
    capability,
    steps: [
      signIn("admin"),
      { path, jar: true, expect: { status: 200, body: ["carol is an admin"] } },
      {
        path: "/api/admin",
        headers: { accept: "application/json" },
        jar: true,
        expect: { status: 200, json: { secret: "The cake is real" } },
      },
    ],
  },
  {
    id: "claim-taken-away",
    title: "A role that is removed stays in a running session until its next refresh",
    capability,
    steps: [
      signIn("admin"),
      { ...signIn("suspended"), note: "another browser", jar: false, dropCookies: true },
      { path, jar: true, expect: { status: 200, body: ["carol is an admin"] } },
      refresh,
      ...["/admin", "/dashboard"].map((page) => ({
        path: page,
        jar: true,
        expect: { status: 403, body: ["Not allowed"], core: ["POST /recipe/session/verify"] },
      })),
    ],
  },
  {
    id: "claim-given",
    title: "A role that is added reaches a running session at its next refresh",
    capability,
    steps: [
      signIn(""),
      { ...signIn("admin"), note: "another browser", jar: false, dropCookies: true },
      { path, jar: true, expect: { status: 403, body: ["Not allowed"] } },
      refresh,
      {
        path,
        jar: true,
        expect: {
          status: 200,
          body: ["carol is an admin"],
          setsCookies: ["sAccessToken"],
          headers: { "front-token": "<front token>" },
          core: ["POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "claim-missing",
    title: "A session without the claim gets a 403, and is not refreshed",
    capability,
    session: {},
    steps: [{ path, accessToken: "valid", expect: { status: 403, body: ["Not allowed"] } }],
  },
  {
    id: "claim-missing-after-refresh",
    title:
      "With a 403, the SDK does not send the new access token, so every such page calls the core",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      ...Array.from({ length: 2 }, () => ({
        path,
        jar: true,
        expect: {
          status: 403,
          body: ["Not allowed"],
          core: ["POST /recipe/session/verify"],
        },
      })),
    ],
  },
  {
    id: "claim-core-down-cold",
    title:
      "A server that starts while the core is down cannot verify anything, and does not loop",
    capability,
    cold: true,
    session: { roles: ["admin"] },
    steps: [
      { do: "the core goes down" },
      {
        path,
        accessToken: "valid",
        expect: { status: 302, refreshThen: path, differs: { go: errorPageWithoutKeys } },
      },
    ],
  },
];
