import type { Expectation, Request, Scenario } from "../../../contract/scenario.ts";
import { renewed } from "./refresh.ts";
import { newSession } from "./sign-in.ts";

const capability = "same-origin";

/** Refused before the SDK sees it: no call to the core, no cookie set or deleted. */
const refused: Expectation = { status: 403 };

/** The headers of a browser's request from a page on another site, and the words for it in the title. */
const foreign = [
  [
    "cross-site",
    "on another site",
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
  ],
  [
    "same-site",
    "on another sub-domain or port",
    { "sec-fetch-site": "same-site", origin: "https://evil.app.example" },
  ],
  ["origin", "on another site (old browser)", { origin: "https://evil.example" }],
  ["origin-null", "in a sandboxed frame (old browser)", { origin: "null" }],
] as const;

/** The same for requests from one of your own pages, or from the visitor. */
const ownRequests: readonly Record<string, string>[] = [
  { origin: "<own origin>" },
  { origin: "<own origin>", "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
];

/** Every route that changes something, with a request that would succeed. */
const routes: readonly [id: string, what: string, request: Omit<Request, "expect">][] = [
  ["sign-in", "sign the visitor in", { path: "/login", form: { user: "mallory" } }],
  [
    "refresh",
    "refresh a session or delete its cookies",
    { path: "/auth/session/refresh", headers: { rid: "session" }, jar: true },
  ],
  [
    "sign-out",
    "sign the visitor out",
    { path: "/auth/signout", headers: { rid: "session" }, jar: true },
  ],
  [
    "api",
    "call an API that changes something",
    { path: "/api/user", headers: { rid: "session" }, accessToken: "valid" },
  ],
];

export const crossSite: Scenario[] = [
  ...routes.flatMap(([route, what, request]) =>
    foreign.map(
      ([name, who, headers]): Scenario => ({
        id: `${route}-from-${name}`,
        title: `A page ${who} cannot ${what}`,
        capability,
        session: {},
        steps: [
          {
            ...request,
            method: "POST",
            headers: { ...request.headers, ...headers },
            expect: refused,
          },
        ],
      }),
    ),
  ),
  {
    id: "refresh-from-cross-site-form",
    title:
      "A form on another site, which the browser sends without cookies, deletes none: the visitor stays signed in",
    capability,
    steps: [
      {
        method: "POST",
        path: "/auth/session/refresh",
        headers: {
          accept: "text/html",
          "sec-fetch-site": "cross-site",
          origin: "https://evil.example",
        },
        form: {},
        expect: refused,
      },
    ],
  },
  {
    id: "sign-in-from-own-origin",
    title: "A page on one of your own origins can sign in, with or without Fetch Metadata",
    capability,
    steps: ownRequests.map((headers) => ({
      method: "POST" as const,
      path: "/login",
      headers: { accept: "application/json", ...headers },
      form: { user: "alice" },
      expect: {
        status: 200,
        json: { redirectBack: "/" },
        setsCookies: ["sAccessToken", "sRefreshToken"],
        headers: { "front-token": "<front token>" },
        ...newSession,
      },
    })),
  },
  {
    id: "sign-in-behind-proxy",
    title:
      "Behind a proxy that terminates TLS, cookies are Secure, and the origin check uses the origin that browsers see",
    capability,
    behindProxy: true,
    steps: [
      {
        method: "POST",
        path: "/login",
        headers: { accept: "application/json", origin: "<own origin>" },
        form: { user: "alice" },
        expect: {
          status: 200,
          json: { redirectBack: "/" },
          setsCookies: ["sAccessToken", "sRefreshToken"],
          headers: { "front-token": "<front token>" },
          ...newSession,
        },
      },
      {
        method: "POST",
        path: "/login",
        headers: { accept: "application/json", origin: "http://app.example" },
        form: { user: "alice" },
        expect: refused,
      },
    ],
  },
  {
    id: "refresh-behind-proxy",
    title: "Behind a proxy that terminates TLS, a refresh sets Secure cookies",
    capability,
    behindProxy: true,
    session: {},
    steps: [
      {
        note: "refresh page",
        method: "POST",
        path: "/auth/session/refresh",
        headers: { rid: "session", "sec-fetch-site": "same-origin" },
        jar: true,
        expect: renewed,
      },
    ],
  },
  {
    id: "refresh-from-own-page",
    title: "A page on the same origin can refresh",
    capability,
    session: {},
    steps: [
      {
        note: "refresh page",
        method: "POST",
        path: "/auth/session/refresh",
        headers: { rid: "session", "sec-fetch-site": "same-origin", origin: "<own origin>" },
        jar: true,
        expect: renewed,
      },
    ],
  },
];
