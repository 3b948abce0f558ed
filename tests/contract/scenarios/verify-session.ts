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
    title: "A token of the static key does not fit useDynamicAccessTokenSigningKey: refresh",
    capability,
    session: {},
    steps: [{ path, accessToken: "static key", expect: { status: 302, refreshThen: path } }],
  },
  {
    id: "session-two-cookies",
    title: "Two access token cookies, as after a change of cookieDomain: refresh",
    capability,
    session: {},
    steps: [
      { path, accessToken: ["valid", "expired"], expect: { status: 302, refreshThen: path } },
    ],
  },
  {
    id: "session-bearer",
    title:
      "An access token in the Authorization header does not count: a page load needs cookies",
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
      { do: "revoke the session" },
      { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "session-revoked-checked",
    title: "With checkDatabase a revoked session ends at once",
    capability: "check-database",
    session: {},
    steps: [
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: { status: 200, body: ["alice"], core: ["POST /recipe/session/verify"] },
      },
      { do: "revoke the session" },
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
    title: "With checkDatabase every page needs the core: an error page while it is down",
    capability: "check-database",
    session: {},
    steps: [
      { do: "core goes down" },
      {
        path: "/dashboard-checked",
        accessToken: "valid",
        expect: { status: 500, body: ["Try again"] },
      },
    ],
  },
  {
    id: "checked-core-hangs",
    title:
      "A core that never responds delays a page by five seconds, then the error page follows",
    capability: "check-database",
    session: {},
    steps: [
      { do: "core accepts connections and never responds" },
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
    title: "The first page after a refresh brings a new access token, the second none",
    capability,
    session: {},
    steps: [
      { do: "refresh the session elsewhere" },
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
    title: "If the new access token is lost, each page costs a call to the core, and works",
    capability,
    session: {},
    steps: [
      { do: "refresh the session elsewhere" },
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
    title: "The next page after a refresh notices that the session was revoked",
    capability,
    session: {},
    steps: [
      { do: "refresh the session elsewhere" },
      { do: "revoke the session" },
      {
        path,
        jar: true,
        expect: { status: 302, refreshThen: path, core: ["POST /recipe/session/verify"] },
      },
    ],
  },
  {
    id: "session-core-slow",
    title: "A slow core delays only the first page after a refresh",
    capability,
    session: {},
    steps: [
      { do: "refresh the session elsewhere" },
      { do: "core answers slowly" },
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
    title: "A token of a new signing key makes the server fetch the keys once",
    capability,
    session: {},
    steps: [
      { do: "JWKS cooldown passes" },
      { do: "core rotates its signing key" },
      { do: "refresh the session elsewhere" },
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
      { do: "core goes down" },
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
