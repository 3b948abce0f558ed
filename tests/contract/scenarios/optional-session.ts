import type { Scenario } from "../../../contract/scenario.ts";
import { errorPageWithoutKeys, readsSession, tellsPageLoads } from "./every-page.ts";

const capability = "optional-session";
const path = "/welcome";

export const optionalSession: Scenario[] = [
  ...readsSession({ id: "optional", path, capability }),
  ...tellsPageLoads({ id: "optional", path, capability }, { optional: true }),
  {
    id: "optional-guest-script",
    title:
      "A script without a session gets the page for guests, because there is nothing to refresh",
    capability,
    steps: [{ client: "fetch", path, expect: { status: 200, body: ["guest"] } }],
  },
  {
    id: "optional-guest",
    title: "A guest gets the page for guests",
    capability,
    steps: [{ path, expect: { status: 200, body: ["guest"] } }],
  },
  {
    id: "optional-valid",
    title: "A signed-in user gets the page for users",
    capability,
    session: {},
    steps: [{ path, accessToken: "valid", expect: { status: 200, body: ["alice"] } }],
  },
  {
    id: "optional-html",
    title: "A user id that contains HTML is rendered as text",
    capability,
    session: { userId: "<b onclick=alert(1)>mallory</b>" },
    steps: [
      {
        path,
        accessToken: "valid",
        expect: { status: 200, body: ["&lt;b onclick=alert(1)&gt;mallory&lt;/b&gt;"] },
      },
    ],
  },
  {
    id: "optional-head",
    title: "HEAD gets the headers of GET, without a body",
    capability,
    session: {},
    steps: [
      { method: "HEAD", path, accessToken: "valid", expect: { status: 200 } },
      { method: "HEAD", path, expect: { status: 200 } },
    ],
  },
  {
    id: "optional-expired",
    title:
      "An expired access token is refreshed first, because its owner may still be signed in",
    capability,
    session: {},
    steps: [
      {
        path: `${path}?from=mail`,
        accessToken: "expired",
        expect: { status: 302, refreshThen: `${path}?from=mail`, optional: true },
      },
    ],
  },
  {
    id: "optional-tampered",
    title: "A token with a changed payload is refreshed first",
    capability,
    session: {},
    steps: [
      {
        path,
        accessToken: "tampered",
        expect: { status: 302, refreshThen: path, optional: true },
      },
    ],
  },
  {
    id: "optional-malformed",
    title: "A cookie that is not an access token is ignored: the visitor is a guest",
    capability,
    session: {},
    steps: [{ path, accessToken: "malformed", expect: { status: 200, body: ["guest"] } }],
  },
  {
    id: "optional-after-refresh",
    title: "The first page after a refresh delivers a new access token",
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
          headers: { "front-token": "<front token>" },
          core: ["POST /recipe/session/verify"],
        },
      },
    ],
  },
  {
    id: "optional-core-down",
    title: "With the core down, guests and users get their pages",
    capability,
    session: {},
    steps: [
      { do: "the core goes down" },
      { path, expect: { status: 200, body: ["guest"] } },
      { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "optional-core-down-cold",
    title:
      "On a server that starts while the core is down, guests get the page, and users do not",
    capability,
    cold: true,
    session: {},
    steps: [
      { do: "the core goes down" },
      { path, expect: { status: 200, body: ["guest"] } },
      {
        path,
        accessToken: "valid",
        expect: {
          status: 302,
          refreshThen: path,
          optional: true,
          differs: { go: errorPageWithoutKeys },
        },
      },
    ],
  },
];
