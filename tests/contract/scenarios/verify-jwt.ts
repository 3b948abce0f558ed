import type { Scenario } from "../../../contract/scenario.ts";
import { coreTimeLimit } from "../../support/core-time-limit.ts";
import { requiresSession } from "./every-page.ts";

const capability = "verify-jwt";
const path = "/dashboard-jwt";

export const verifyJwt: Scenario[] = [
  ...requiresSession({ id: "jwt", path, capability }),
  ...(
    [
      ["no version in the header", "without a version in its header"],
      ["session handle null", "whose session handle is null"],
      ["session handle object", "whose session handle is an object"],
      ["subject object", "whose subject is an object"],
      ["subject empty", "whose subject is empty"],
      ["not yet valid", "that is not valid yet"],
    ] as const
  ).map(
    ([accessToken, title]): Scenario => ({
      id: `jwt-${accessToken.replaceAll(" ", "-")}`,
      title: `A signed token ${title} leads to the refresh page`,
      capability,
      session: {},
      steps: [{ path, accessToken, expect: { status: 302, refreshThen: path } }],
    }),
  ),
  {
    id: "jwt-flood-core-fails",
    title:
      "While the core responds 503, thirty requests with an unknown key fetch the JWKS no more often than the cooldown allows",
    capability,
    session: {},
    steps: [
      { do: "JWKS cooldown passes" },
      { do: "the core responds with 503" },
      {
        path,
        accessToken: "unknown kid",
        repeat: 30,
        expect: {
          status: 500,
          body: ["Try again"],
          core: "JWKS as often as the cooldown allows",
        },
      },
    ],
  },
  {
    id: "jwt-core-hangs-cold",
    title:
      "A server without the keys waits five seconds for a core that never responds, then shows an error page",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "the core accepts connections and never responds" },
      {
        path,
        accessToken: "valid",
        expect: {
          status: 500,
          body: ["Try again"],
          core: ["GET /.well-known/jwks.json"],
          within: coreTimeLimit,
        },
      },
    ],
  },
  {
    id: "jwt-static-key",
    title: "A token signed with the static key is accepted like one signed with a dynamic key",
    capability,
    session: {},
    steps: [{ path, accessToken: "static key", expect: { status: 200, body: ["alice"] } }],
  },
  {
    id: "jwt-revoked",
    title: "A revoked session gets the page until its access token expires",
    capability,
    session: {},
    steps: [
      { do: "the session is revoked" },
      { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "jwt-claim",
    title: "A failed claim has no effect, because this page checks no claims",
    capability,
    session: { roles: ["suspended"] },
    steps: [{ path, accessToken: "valid", expect: { status: 200, body: ["alice"] } }],
  },
  {
    id: "jwt-after-refresh",
    title:
      "The first page after a refresh makes no call to the core and delivers no new access token",
    capability,
    session: {},
    steps: [
      { do: "the session is refreshed elsewhere" },
      { path, jar: true, expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "jwt-key-rotation",
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
        expect: { status: 200, body: ["alice"], core: ["GET /.well-known/jwks.json"] },
      },
    ],
  },
  {
    id: "jwt-core-down-cold",
    title: "A server that starts while the core is down shows an error page, without a loop",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "the core goes down" },
      { path, accessToken: "valid", expect: { status: 500, body: ["Try again"] } },
    ],
  },
  {
    id: "jwt-cold",
    title: "The first page after the server starts fetches the keys, without credentials",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "JWKS cooldown passes" },
      {
        path,
        accessToken: "valid",
        expect: { status: 200, body: ["alice"], core: ["GET /.well-known/jwks.json"] },
      },
    ],
  },
];
