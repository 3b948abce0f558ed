import type { Scenario } from "../../../contract/scenario.ts";
import { coreTimeLimit } from "../../support/core-time-limit.ts";
import { errorPageWithoutKeys } from "./every-page.ts";

const capability = "protect-api";
const path = "/api/user";
const headers = { accept: "application/json" };

export const protectApi: Scenario[] = [
  {
    id: "api-valid",
    title: "A valid session gets its data, without a call to the core",
    capability,
    session: { roles: ["editor"] },
    steps: [
      {
        path,
        headers,
        accessToken: "valid",
        expect: {
          status: 200,
          json: { userId: "alice", sessionHandle: "<session handle>", roles: ["editor"] },
        },
      },
    ],
  },
  {
    id: "api-no-tokens",
    title: "A call without a session gets a 401",
    capability,
    steps: [{ path, headers, expect: { status: 401, json: { message: "unauthorised" } } }],
  },
  {
    id: "api-expired",
    title: "An expired access token gets a 401, and the front end refreshes",
    capability,
    session: {},
    steps: [
      {
        path,
        headers,
        accessToken: "expired",
        expect: { status: 401, json: { message: "try refresh token" } },
      },
    ],
  },
  {
    id: "api-claim",
    title: "A failed claim gets a 403, with the claim and the reason",
    capability,
    session: { roles: ["suspended"] },
    steps: [
      {
        path,
        headers,
        accessToken: "valid",
        expect: {
          status: 403,
          json: {
            message: "invalid claim",
            claimValidationErrors: [
              {
                id: "roles",
                reason: {
                  message: "wrong value",
                  expectedToNotInclude: "suspended",
                  actualValue: ["suspended"],
                },
              },
            ],
          },
          differs: {
            go: {
              json: {
                claimValidationErrors: [
                  {
                    id: "roles",
                    reason: {
                      actualValue: ["suspended"],
                      expectedToExclude: "suspended",
                      message: "wrong value",
                    },
                  },
                ],
                message: "invalid claim",
              },
              because:
                "recipe/session/claims/primitiveArrayClaim.go, Excludes: expectedToExclude",
            },
          },
        },
      },
    ],
  },
  {
    id: "api-post",
    title:
      "A call that changes something carries the header rid, as the front-end SDK sends it",
    capability,
    session: {},
    steps: [
      {
        method: "POST",
        path,
        headers: { ...headers, rid: "anti-csrf", "sec-fetch-site": "same-origin" },
        accessToken: "valid",
        expect: { status: 200, body: ["alice"] },
      },
      {
        note: "without rid",
        method: "POST",
        path,
        headers: { ...headers, "sec-fetch-site": "same-origin" },
        accessToken: "valid",
        expect: { status: 401, json: { message: "try refresh token" } },
      },
    ],
  },
  {
    id: "api-core-hangs",
    title:
      "If the core never responds, the first call after a refresh fails after five seconds",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      { do: "the core accepts connections and never responds" },
      {
        path,
        headers,
        jar: true,
        expect: {
          status: 500,
          json: { message: "internal error" },
          core: ["POST /recipe/session/verify"],
          within: coreTimeLimit,
        },
      },
    ],
  },
  {
    id: "api-core-down",
    title: "With the core down, a valid session still gets its data",
    capability,
    session: {},
    steps: [
      { do: "the core goes down" },
      { path, headers, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "api-after-refresh",
    title: "The first call after a refresh delivers a new access token",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      {
        path,
        headers,
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
    id: "api-after-refresh-core-down",
    title: "The first call after a refresh fails while the core is down, and loses nothing",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      { do: "the core goes down" },
      {
        path,
        headers,
        jar: true,
        expect: { status: 500, json: { message: "internal error" } },
      },
    ],
  },
  {
    id: "api-core-down-cold",
    title: "A server that starts while the core is down lets no request through",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "the core goes down" },
      {
        path,
        headers,
        accessToken: "valid",
        expect: {
          status: 401,
          json: { message: "try refresh token" },
          differs: {
            go: {
              status: 500,
              json: { message: "internal error" },
              because: errorPageWithoutKeys.because,
            },
          },
        },
      },
    ],
  },
  {
    id: "api-assert-claims",
    title: "A call with the claim that an API handler asserts gets its response",
    capability: "assert-claims",
    session: { roles: ["admin"] },
    steps: [
      {
        path: "/api/admin",
        headers,
        accessToken: "valid",
        expect: { status: 200, json: { secret: "The cake is real" } },
      },
    ],
  },
  {
    id: "api-assert-claims-missing",
    title: "A call without the claim that an API handler asserts gets a 403 from the SDK",
    capability: "assert-claims",
    session: {},
    steps: [
      {
        path: "/api/admin",
        headers,
        accessToken: "valid",
        expect: {
          status: 403,
          json: {
            message: "invalid claim",
            claimValidationErrors: [
              {
                id: "roles",
                reason: {
                  message: "wrong value",
                  expectedToInclude: "admin",
                  actualValue: [],
                },
              },
            ],
          },
          differs: {
            go: {
              json: {
                claimValidationErrors: [
                  {
                    id: "roles",
                    reason: {
                      actualValue: [],
                      expectedToInclude: "admin",
                      message: "wrong value",
                    },
                  },
                ],
                message: "invalid claim",
              },
              because: "supertokens/utils.go, SendNon200Response: a map, whose keys are sorted",
            },
          },
        },
      },
    ],
  },
];
