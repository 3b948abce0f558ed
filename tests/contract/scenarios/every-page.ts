import type { Scenario } from "../../../contract/scenario.ts";

/** What the pages that require a session have in common. */
interface Page {
  id: string;
  path: string;
  capability: Scenario["capability"];
  roles?: string[];
}

/** Tokens that are not a valid session, however the page verifies them. */
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
    "A token with a known key id and a foreign signature leads to the refresh page",
    [],
  ],
  ["unknown kid", "A token with an unknown key id leads to the refresh page", ["jwks"]],
  [
    "signed by another core",
    "An access token from another core leads to the refresh page",
    ["jwks"],
  ],
  [
    "no session handle",
    "A JWT from the same core that is not an access token leads to the refresh page",
    [],
  ],
  ["OAuth2 token", "An OAuth2 token from the same core leads to the refresh page", []],
  [
    "JWT of a user and a session",
    "A JWT from the same core that names a user and a session, but is not an access token, leads to the refresh page",
    [],
  ],
  ["no expiry", "An access token without an expiry leads to the refresh page", []],
] as const;

/** The response of a page on a server that never had the core's keys, if the SDK distinguishes a missing core from an invalid token. */
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
      title: "A failed global validator leads to a 403 on every page, not to a refresh",
      capability,
      session: { roles: [...roles, "suspended"] },
      steps: [{ path, accessToken: "valid", expect: { status: 403, body: ["Not allowed"] } }],
    },
    {
      id: `${id}-older-than-claim`,
      title:
        "A session created before the claim existed leads to the refresh page; the page load fetches no claim and changes nothing",
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
        { do: "the core goes down" },
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
        "The first page after a refresh needs the core; while the core is down, the page is an error page, without a loop",
      capability,
      session: { roles },
      steps: [
        { do: "the session is refreshed elsewhere" },
        { do: "the core goes down" },
        { path, jar: true, expect: { status: 500, body: ["Try again"] } },
      ],
    },
  ];
}

const readers = ["fetch", "htmx", "image", "download"] as const;

/** The scenarios with an expired access token: the requests that get the redirect to the refresh page, and those that get a 401. */
export function tellsPageLoads(
  { id, path, capability, roles = [] }: Page,
  { optional = false } = {},
): Scenario[] {
  const redirect = { status: 302, refreshThen: path, ...(optional && { optional }) };
  return [
    {
      id: `${id}-not-a-page-load`,
      title:
        "A script, htmx, an image and a download get a 401, because none of them can use the refresh page",
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
      title:
        "Without Fetch Metadata, the Accept header distinguishes a page load from a script",
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
      title: "Without a session, the page redirects to the refresh page with the return URL",
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
      title: "A user id that contains HTML is rendered as text",
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
      title: "HEAD gets the same response as GET, without a body",
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
        { do: "the core goes down" },
        { path, accessToken: "valid", expect: { status: 200, body: ["alice"] } },
      ],
    },
    {
      id: `${id}-flood`,
      title: "Twenty requests in a row with an unknown key: how often they fetch the JWKS",
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
      title: "Fifty page loads with a valid session make no call to the core",
      capability,
      session,
      steps: [
        { path, accessToken: "valid", parallel: 50, expect: { status: 200, body: ["alice"] } },
      ],
    },
  ];
}
