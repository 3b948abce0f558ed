import type { Scenario } from "../../../contract/scenario.ts";
import { coreTimeLimit } from "../../support/core-time-limit.ts";
import { errorPageWithoutKeys, readsSession, requiresSession } from "./every-page.ts";

const capability = "verify-session";
const path = "/dashboard";

export const verifySession: Scenario[] = [
  ...requiresSession({ id: "session", path, capability }),
  ...readsSession({ id: "session", path, capability }),
  {
    id: "session-static-key",
    title:
      "A token signed with the static key does not match useDynamicAccessTokenSigningKey, and leads to the refresh page",
    capability,
    session: {},
    steps: [{ path, accessToken: "static key", expect: { status: 302, refreshThen: path } }],
  },
  {
    id: "session-two-cookies",
    title:
      "Two access token cookies, as after a change of cookieDomain, lead to the refresh page",
    capability,
    session: {},
    steps: [
      { path, accessToken: ["valid", "expired"], expect: { status: 302, refreshThen: path } },
    ],
  },
  {
    id: "session-bearer",
    title: "An access token in the Authorization header is ignored: a page load needs cookies",
    capability,
    session: {},
    steps: [
      {
        path,
        headers: { authorization: "Bearer <valid>" },
        expect: { status: 302, refreshThen: path },
      },
    ],
  },
  {
    id: "session-revoked",
    title: "A revoked session still gets the page until its access token expires",
    capability,
    session: {},
    steps: [
      { do: "the session is revoked" },
      { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "session-revoked-checked",
    title: "With checkDatabase, a revoked session is refused at once",
    capability: "check-database",
    session: {},
    steps: [
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: { status: 200, body: ["alice"], core: ["POST /recipe/session/verify"] },
      },
      { do: "the session is revoked" },
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: {
          status: 302,
          refreshThen: "/dashboard-checked",
          core: ["POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "checked-global-claim",
    title: "With checkDatabase, a failed global validator gets a 403 too",
    capability: "check-database",
    session: { roles: ["suspended"] },
    steps: [
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: {
          status: 403,
          body: ["Not allowed"],
          core: ["POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "checked-core-down",
    title:
      "With checkDatabase, every page needs the core, and is an error page while the core is down",
    capability: "check-database",
    session: {},
    steps: [
      { do: "the core goes down" },
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: { status: 500, body: ["Try again"] },
      },
    ],
  },
  {
    id: "checked-core-hangs",
    title: "If the core never responds, a page waits five seconds, then shows the error page",
    capability: "check-database",
    session: {},
    steps: [
      { do: "the core accepts connections and never responds" },
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: {
          status: 500,
          body: ["Try again"],
          core: ["POST /recipe/session/verify"],
          within: coreTimeLimit,
        },
      },
    ],
  },
  {
    id: "session-after-refresh",
    title: "The first page after a refresh delivers a new access token, the second does not",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      {
        path,
        jar: true,
        expect: {
          status: 200,
          body: ["alice"],
          setsCookies: ["sAccessToken"],
          headers: {
            "front-token": "<front token>",
            "access-control-expose-headers": "front-token",
          },
          core: ["POST /recipe/session/verify"],
        },
      },
      { path, jar: true, expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "session-after-refresh-lost",
    title: "If the new access token is lost, each page works, but calls the core",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      ...Array.from({ length: 2 }, () => ({
        path,
        jar: true,
        dropCookies: true,
        expect: {
          status: 200,
          body: ["alice"],
          setsCookies: ["sAccessToken"],
          headers: { "front-token": "<front token>" },
          core: ["POST /recipe/session/verify"],
        },
      })),
    ],
  },
  {
    id: "session-after-refresh-revoked",
    title: "The first page after a refresh detects that the session was revoked",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      { do: "the session is revoked" },
      {
        path,
        jar: true,
        expect: { status: 302, refreshThen: path, core: ["POST /recipe/session/verify"] },
      },
    ],
  },
  {
    id: "session-core-slow",
    title: "The first page after a refresh waits for a slow core, then renders",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      { do: "the core responds slowly" },
      {
        path,
        jar: true,
        expect: {
          status: 200,
          body: ["alice"],
          setsCookies: ["sAccessToken"],
          headers: { "front-token": "<front token>" },
          core: ["POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "session-key-rotation",
    title: "A token signed with a new key makes the server fetch the keys once",
    capability,
    session: {},
    steps: [
      { do: "JWKS cooldown passes" },
      { do: "the core rotates its signing key" },
      { do: "the session is refreshed elsewhere" },
      {
        path,
        jar: true,
        expect: {
          status: 200,
          body: ["alice"],
          setsCookies: ["sAccessToken"],
          headers: { "front-token": "<front token>" },
          core: ["GET /.well-known/jwks.json", "POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "session-core-down-cold",
    title:
      "A server that starts while the core is down cannot verify anything, and does not loop",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "the core goes down" },
      {
        path,
        accessToken: "valid",
        expect: { status: 302, refreshThen: path, differs: { go: errorPageWithoutKeys } },
      },
      {
        note: "refresh page",
        method: "POST",
        path: "/auth/session/refresh",
        jar: true,
        headers: { rid: "session" },
        expect: { status: 500 },
      },
    ],
  },
];
