import type { Scenario } from "../../../contract/scenario.ts";

/** What the pages that require a session have in common. */
interface Page {
  id: string;
  path: string;
  capability: Scenario["capability"];
  roles?: string[];
}

/** Tokens that are no valid session for anybody, however the page verifies them. */
const refused = [
  ["expired", "An expired access token leads to the refresh page", []],
  ["malformed", "A malformed access token leads to the refresh page", []],
  ["tampered", "An access token with a changed payload leads to the refresh page", []],
  ["alg none", "An unsigned access token (alg: none) leads to the refresh page", []],
  [
    "HS256 with the public key",
    "An access token signed with the public key as an HS256 secret leads to the refresh page",
    [],
  ],
  [
    "foreign signature",
    "A foreign signature under a known key id leads to the refresh page",
    [],
  ],
  ["unknown kid", "A key id that the core does not know leads to the refresh page", ["jwks"]],
  [
    "signed by another core",
    "An access token of another core leads to the refresh page",
    ["jwks"],
  ],
  [
    "no session handle",
    "A JWT of the same core that is no access token leads to the refresh page",
    [],
  ],
  ["OAuth2 token", "An OAuth2 token of the same core leads to the refresh page", []],
  [
    "JWT of a user and a session",
    "A JWT of the same core that names a user and a session, but is no access token, leads to the refresh page",
    [],
  ],
  ["no expiry", "An access token without an expiry leads to the refresh page", []],
] as const;

/** What a page answers on a server that never had the core's keys, where the SDK tells a missing core from a bad token. */
export const errorPageWithoutKeys = {
  status: 500,
  refreshThen: undefined,
  body: ["Try again"],
  because:
    "recipe/session/sessionFunctions.go, getSessionHelper: an error of GetCombinedJWKS is returned as it is",
};

/** The scenarios of a page that verifies the session with the SDK, which checks claims and calls the core when it must. */
export function readsSession({ id, path, capability, roles = [] }: Page): Scenario[] {
  return [
    {
      id: `${id}-global-claim`,
      title: "A failed global validator: 403 on every page, and no refresh",
      capability,
      session: { roles: [...roles, "suspended"] },
      steps: [{ path, accessToken: "valid", expect: { status: 403, body: ["Not allowed"] } }],
    },
    {
      id: `${id}-older-than-claim`,
      title:
        "A session that began before the claim existed goes to the refresh page; the page load fetches no claim and changes nothing",
      capability,
      session: { roles: null },
      steps: [
        {
          path,
          accessToken: "valid",
          expect: {
            status: 302,
            refreshThen: path,
            ...(capability === "optional-session" && { optional: true }),
          },
        },
        { do: "core goes down" },
        {
          path,
          accessToken: "valid",
          expect: {
            status: 302,
            refreshThen: path,
            ...(capability === "optional-session" && { optional: true }),
          },
        },
      ],
    },
    {
      id: `${id}-after-refresh-core-down`,
      title:
        "The first page after a refresh needs the core: without it, an error page and no loop",
      capability,
      session: { roles },
      steps: [
        { do: "refresh the session elsewhere" },
        { do: "core goes down" },
        { path, jar: true, expect: { status: 500, body: ["Try again"] } },
      ],
    },
  ];
}

const readers = ["fetch", "htmx", "image", "download"] as const;

/** The scenarios of who is sent to the refresh page, and who is told 401, with an access token that has expired. */
export function tellsPageLoads(
  { id, path, capability, roles = [] }: Page,
  { optional = false } = {},
): Scenario[] {
  const redirect = { status: 302, refreshThen: path, ...(optional && { optional }) };
  return [
    {
      id: `${id}-not-a-page-load`,
      title:
        "A script, htmx, an image and a download get 401: none of them has a use for the refresh page",
      capability,
      session: { roles },
      steps: [
        ...readers.map((client) => ({
          client,
          path,
          accessToken: "expired" as const,
          expect: { status: 401 },
        })),
        {
          client: "fetch",
          method: "HEAD",
          path,
          accessToken: "expired",
          expect: { status: 401 },
        },
        { method: "HEAD", path, accessToken: "expired", expect: redirect },
      ],
    },
    {
      id: `${id}-old-browser`,
      title: "Without Fetch Metadata, Accept tells a page load from a script",
      capability,
      session: { roles },
      steps: [
        { client: "old browser", path, accessToken: "expired", expect: redirect },
        {
          client: "script in an old browser",
          path,
          accessToken: "expired",
          expect: { status: 401 },
        },
      ],
    },
  ];
}

/** The scenarios of a page that requires a session. */
export function requiresSession(page: Page): Scenario[] {
  const { id, path, capability, roles = [] } = page;
  const session = { roles };
  return [
    ...tellsPageLoads(page),
    {
      id: `${id}-no-tokens`,
      title:
        "Without a session the response is a redirect to the refresh page with the return URL",
      capability,
      steps: [{ path: `${path}?tab=1`, expect: { status: 302, refreshThen: `${path}?tab=1` } }],
    },
    {
      id: `${id}-valid`,
      title: "A valid session gets the page, without a call to the core",
      capability,
      session,
      steps: [{ path, accessToken: "valid", expect: { status: 200, body: ["alice"] } }],
    },
    ...refused.map(
      ([accessToken, title, calls]): Scenario => ({
        id: `${id}-${accessToken.toLowerCase().replaceAll(" ", "-")}`,
        title,
        capability,
        session,
        steps: [
          { do: "JWKS cooldown passes" as const },
          {
            path,
            accessToken,
            expect: {
              status: 302,
              refreshThen: path,
              core: calls.map(() => "GET /.well-known/jwks.json"),
            },
          },
        ].slice(calls.length ? 0 : 1),
      }),
    ),
    {
      id: `${id}-two-sessions`,
      title: "Access token cookies of two users are not a valid session for either",
      capability,
      session,
      steps: (
        [
          ["valid of mallory", "valid"],
          ["valid", "valid of mallory"],
        ] as const
      ).map((accessToken) => ({
        path,
        accessToken,
        expect: { status: 302, refreshThen: path },
      })),
    },
    {
      id: `${id}-html`,
      title: "A user id that holds HTML is text on the page",
      capability,
      session: { ...session, userId: "<b onclick=alert(1)>mallory</b>" },
      steps: [
        {
          path,
          accessToken: "valid",
          expect: { status: 200, body: ["&lt;b onclick=alert(1)&gt;mallory&lt;/b&gt;"] },
        },
      ],
    },
    {
      id: `${id}-head`,
      title: "HEAD gets the response of GET, without a body",
      capability,
      session,
      steps: [{ method: "HEAD", path, accessToken: "valid", expect: { status: 200 } }],
    },
    {
      id: `${id}-redirect-back`,
      title: "The return URL keeps the path and query string, including special characters",
      capability,
      steps: [
        {
          path: `${path}?q=a%26b%20c&next=%2F%2Fevil.example&emoji=%F0%9F%8D%AA`,
          expect: {
            status: 302,
            refreshThen: `${path}?q=a%26b%20c&next=%2F%2Fevil.example&emoji=%F0%9F%8D%AA`,
          },
        },
      ],
    },
    {
      id: `${id}-core-down`,
      title: "With the core down, a valid session still gets the page",
      capability,
      session,
      steps: [
        { do: "core goes down" },
        { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
      ],
    },
    {
      id: `${id}-flood`,
      title:
        "Twenty requests with an unknown key, one after the other: how often they fetch the JWKS",
      capability,
      session,
      steps: [
        { do: "JWKS cooldown passes" },
        {
          path,
          accessToken: "unknown kid",
          repeat: 20,
          expect: {
            status: 302,
            refreshThen: path,
            core: "JWKS as often as the cooldown allows",
          },
        },
      ],
    },
    {
      id: `${id}-hot-path`,
      title: "Fifty pages of a session cost no call to the core",
      capability,
      session,
      steps: [
        { path, accessToken: "valid", parallel: 50, expect: { status: 200, body: ["alice"] } },
      ],
    },
  ];
}
