import type { Expectation, Request, Scenario } from "../../../contract/scenario.ts";
import { coreTimeLimit } from "../../support/core-time-limit.ts";

const capability = "middleware";
const bothCookies = ["sAccessToken", "sRefreshToken"];
const newTokens = {
  "front-token": "<front token>",
  "access-control-expose-headers": "front-token",
};
/** What makes a front end forget its session. */
const forget = {
  headers: {
    "front-token": "remove",
    "access-control-expose-headers": "front-token, st-access-token, st-refresh-token",
  },
  differs: {
    python: {
      headers: {
        "front-token": "remove",
        "access-control-expose-headers":
          "front-token,st-access-token,st-refresh-token,front-token",
      },
      because:
        "supertokens_python/recipe/session/cookie_and_header.py: set_header joins with a comma and looks for no double",
    },
  },
};

/** The request that the front-end SDK sends from the refresh page. */
function refresh(expect: Expectation, more: Partial<Request> = {}): Request {
  return {
    note: "refresh page",
    method: "POST",
    path: "/auth/session/refresh",
    headers: { rid: "session", "st-auth-mode": "cookie" },
    jar: true,
    expect,
    ...more,
  };
}

/** What a refresh that works responds with. */
export const renewed: Expectation = {
  status: 200,
  json: {},
  setsCookies: bothCookies,
  headers: newTokens,
  core: ["POST /recipe/session/refresh"],
  differs: {
    go: {
      json: null,
      because: "recipe/session/refresh.go, HandleRefreshAPI: Send200Response(options.Res, nil)",
    },
  },
};

const page = (expect: Expectation): Request => ({
  path: "/dashboard?tab=1",
  jar: true,
  expect,
});

const firstPage = page({
  status: 200,
  body: ["alice"],
  setsCookies: ["sAccessToken"],
  headers: { "front-token": "<front token>" },
  core: ["POST /recipe/session/verify"],
});

export const refreshScenarios: Scenario[] = [
  {
    id: "loop",
    title:
      "A page with an expired access token returns after three hops: refresh page, refresh, page",
    capability,
    session: {},
    steps: [
      {
        path: "/dashboard?tab=1",
        accessToken: "expired",
        expect: { status: 302, refreshThen: "/dashboard?tab=1" },
      },
      {
        path: "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
        expect: { status: 200, body: ["Renewing your session"], cacheable: true },
      },
      refresh(renewed),
      firstPage,
    ],
  },
  {
    id: "refresh",
    title: "A refresh returns a new access token, refresh token and front token",
    capability,
    session: {},
    steps: [refresh(renewed)],
  },
  {
    id: "refresh-parallel-pages",
    title:
      "Two page loads with an expired token cause two refreshes, and both tabs keep the session",
    capability,
    session: {},
    steps: [
      {
        path: "/dashboard",
        accessToken: "expired",
        parallel: 2,
        expect: { status: 302, refreshThen: "/dashboard" },
      },
      refresh(renewed, { parallel: 2 }),
      firstPage,
    ],
  },
  {
    id: "refresh-missing",
    title:
      "A refresh without a refresh token gets a 401, and every trace of the session is deleted",
    capability,
    steps: [
      refresh({
        status: 401,
        json: { message: "unauthorised" },
        clearsCookies: bothCookies,
        ...forget,
      }),
    ],
  },
  {
    id: "refresh-expired",
    title: "An expired refresh token gets a 401, and every trace of the session is deleted",
    capability,
    session: {},
    steps: [
      { do: "refresh token expires" },
      refresh({
        status: 401,
        json: { message: "unauthorised" },
        clearsCookies: bothCookies,
        ...forget,
        core: ["POST /recipe/session/refresh"],
      }),
    ],
  },
  {
    id: "refresh-revoked",
    title:
      "The refresh token of a revoked session gets a 401, and every trace of the session is deleted",
    capability,
    session: {},
    steps: [
      { do: "the session is revoked" },
      refresh({
        status: 401,
        json: { message: "unauthorised" },
        clearsCookies: bothCookies,
        ...forget,
        core: ["POST /recipe/session/refresh"],
      }),
    ],
  },
  {
    id: "refresh-theft",
    title:
      "A refresh token used twice counts as theft: the session is revoked for both parties",
    capability,
    session: {},
    steps: [
      refresh(renewed, { note: "the user" }),
      { ...firstPage, note: "the user" },
      refresh(
        {
          status: 401,
          json: { message: "token theft detected" },
          clearsCookies: bothCookies,
          ...forget,
          core: ["POST /recipe/session/refresh", "POST /recipe/session/remove"],
        },
        {
          note: "the thief, with the first refresh token",
          jar: false,
          dropCookies: true,
          headers: { rid: "session", cookie: "sRefreshToken=<first refresh token>" },
        },
      ),
      refresh(
        {
          status: 401,
          json: { message: "unauthorised" },
          clearsCookies: bothCookies,
          ...forget,
          core: ["POST /recipe/session/refresh"],
        },
        { note: "the user" },
      ),
    ],
  },
  {
    id: "refresh-csrf",
    title: "Without the rid header, which another site's form cannot set, a refresh is refused",
    capability,
    session: {},
    steps: [
      refresh(
        {
          status: 401,
          json: { message: "unauthorised" },
          clearsCookies: bothCookies,
          ...forget,
        },
        { headers: {} },
      ),
    ],
  },
  {
    id: "refresh-core-down",
    title: "With the core down, a refresh fails with 500 and deletes nothing",
    capability,
    session: {},
    steps: [
      { do: "the core goes down" },
      refresh(
        { status: 500, json: { message: "internal error" } },
        { headers: { rid: "session", accept: "application/json" } },
      ),
    ],
  },
  {
    id: "refresh-core-hangs",
    title:
      "If the core never responds, a refresh fails with 500 after five seconds, and deletes nothing",
    capability,
    session: {},
    steps: [
      { do: "the core accepts connections and never responds" },
      refresh(
        {
          status: 500,
          json: { message: "internal error" },
          core: ["POST /recipe/session/refresh"],
          within: coreTimeLimit,
        },
        { headers: { rid: "session", accept: "application/json" } },
      ),
    ],
  },
  {
    id: "refresh-core-slow",
    title: "A refresh waits for a slow core, then succeeds",
    capability,
    session: {},
    steps: [{ do: "the core responds slowly" }, refresh(renewed)],
  },
  {
    id: "refresh-page",
    title: "The refresh page is the same for every visitor",
    capability,
    steps: [
      {
        path: "/refresh-session?redirectBack=%2Fdashboard",
        expect: {
          status: 200,
          body: ["Renewing your session", "needs JavaScript"],
          cacheable: true,
          headers: { "content-security-policy": "default-src 'self'" },
        },
      },
    ],
  },
];

export const signOut: Scenario[] = [
  {
    id: "sign-out",
    title: "Signing out deletes the cookies and ends the session",
    capability,
    session: {},
    steps: [
      {
        method: "POST",
        path: "/auth/signout",
        headers: { rid: "session" },
        jar: true,
        expect: {
          status: 200,
          json: { status: "OK" },
          clearsCookies: bothCookies,
          headers: { "front-token": "remove" },
          core: ["POST /recipe/session/remove"],
        },
      },
      {
        path: "/dashboard",
        jar: true,
        expect: { status: 302, refreshThen: "/dashboard" },
      },
    ],
  },
  {
    id: "sign-out-nobody",
    title: "Signing out without a session gets a 401",
    capability,
    steps: [
      {
        method: "POST",
        path: "/auth/signout",
        headers: { rid: "session" },
        expect: { status: 401, json: { message: "unauthorised" } },
      },
    ],
  },
];
