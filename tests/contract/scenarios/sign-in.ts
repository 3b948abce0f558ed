import type { Scenario } from "../../../contract/scenario.ts";

const capability = "sign-in";
const form = { user: "alice" };
/** What a native form sends with it. */
const browser = { accept: "text/html", "sec-fetch-site": "same-origin" };
/** Which calls a new session costs. */
export const newSession = {
  core: ["GET /user/id", "POST /public/recipe/session"],
  differs: {
    go: {
      core: ["POST /public/recipe/session"],
      because:
        "supertokens/constants.go: CDI 3.1, which knows no recipe user ids; recipe/session/main.go, CreateNewSession takes a user id",
    },
  },
};
const bothCookies = ["sAccessToken", "sRefreshToken"];
const newTokens = {
  "front-token": "<front token>",
  "access-control-expose-headers": "front-token",
};

export const signIn: Scenario[] = [
  {
    id: "sign-in",
    title: "Signing in sets both cookies and goes to the requested page",
    capability,
    steps: [
      {
        method: "POST",
        path: "/login?redirectBack=%2Fdashboard%3Ftab%3D1",
        headers: browser,
        form,
        expect: {
          status: 303,
          location: "/dashboard?tab=1",
          setsCookies: bothCookies,
          headers: newTokens,
          ...newSession,
        },
      },
      { path: "/dashboard?tab=1", jar: true, expect: { status: 200, body: ["alice"] } },
    ],
  },
  {
    id: "sign-in-fetch",
    title:
      "A sign-in sent with fetch gets JSON, so that the front end can read the front token",
    capability,
    steps: [
      {
        method: "POST",
        path: "/login?redirectBack=%2Fdashboard",
        headers: { accept: "application/json" },
        form,
        expect: {
          status: 200,
          json: { redirectBack: "/dashboard" },
          setsCookies: bothCookies,
          headers: newTokens,
          ...newSession,
        },
      },
    ],
  },
  {
    id: "sign-in-header-mode",
    title: "A front end that requests header-based tokens gets cookies: pages need them",
    capability,
    steps: [
      {
        method: "POST",
        path: "/login",
        headers: { ...browser, "st-auth-mode": "header" },
        form,
        expect: {
          status: 303,
          location: "/",
          setsCookies: bothCookies,
          headers: { ...newTokens, "st-access-token": null, "st-refresh-token": null },
          ...newSession,
        },
      },
    ],
  },
  ...[
    ["https", "https://evil.example/"],
    ["scheme-relative", "//evil.example"],
    ["backslash", "/\\evil.example"],
    ["javascript", "javascript:alert(1)"],
    ["data", "data:text/html,<script>alert(1)</script>"],
    ["tab", "/\t/evil.example"],
    ["control-character", "/dash\u0000board"],
    ["backslash-inside", "/dashboard\\..\\evil"],
    ["encoded", "/%2F/evil.example"],
    ["encoded-twice", "/%252Fevil.example"],
    ["dot-segment", "/.//evil.example"],
    ["encoded-dot-segment", "/%2e%2e//evil.example"],
    ["userinfo", "@evil.example"],
    ["same-origin-url", "http://localhost:3000/dashboard"],
  ].map(
    ([name, value]): Scenario => ({
      id: `redirect-back-${name}`,
      title: `A return URL that is not a path of this site (${name}) leads to the home page`,
      capability: "redirect-back",
      steps: [
        {
          method: "POST",
          path: `/login?redirectBack=${encodeURIComponent(value ?? "")}`,
          headers: browser,
          form,
          expect: {
            status: 303,
            location: "/",
            setsCookies: bothCookies,
            headers: newTokens,
            ...newSession,
          },
        },
      ],
    }),
  ),
  {
    id: "sign-in-cross-site",
    title: "A form on another site cannot sign the visitor in",
    capability,
    steps: [
      {
        method: "POST",
        path: "/login",
        headers: { accept: "text/html", "sec-fetch-site": "cross-site" },
        form,
        expect: { status: 403 },
      },
    ],
  },
  {
    id: "redirect-back-json",
    title: "A return URL of another site is dropped from the JSON response too",
    capability: "redirect-back",
    steps: ["//evil.example", "https://evil.example/", "/\\evil.example"].map((value) => ({
      method: "POST" as const,
      path: `/login?redirectBack=${encodeURIComponent(value)}`,
      headers: { accept: "application/json" },
      form,
      expect: {
        status: 200,
        json: { redirectBack: "/" },
        setsCookies: bothCookies,
        headers: newTokens,
        ...newSession,
      },
    })),
  },
  ...(
    [
      [
        "too-large",
        "A body of 300 kB",
        "application/x-www-form-urlencoded",
        `padding=${"x".repeat(300_000)}`,
        "<300 kB>",
      ],
      [
        "charset",
        "A body in an unknown character set",
        "application/x-www-form-urlencoded; charset=klingon",
        "user=",
        "user=",
      ],
      [
        "parameters",
        "A form of 5,000 fields without a user",
        "application/x-www-form-urlencoded",
        "a=1&".repeat(5_000),
        "<5,000 fields>",
      ],
      ["json", "JSON that is cut off", "application/json", '{"user": "ali', '{"user": "ali'],
      [
        "multipart",
        "A multipart form that is cut off",
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; na",
        "--x Content-Disposition: form-data; na",
      ],
    ] as const
  ).map(
    ([name, title, type, text, shown]): Scenario => ({
      id: `sign-in-body-${name}`,
      title: `${title} is a client error: 4xx, and no session`,
      capability,
      steps: [
        {
          method: "POST",
          path: "/login",
          headers: browser,
          body: { type, text, shown },
          expect: { status: "4xx" },
        },
      ],
    }),
  ),
  {
    id: "sign-in-nobody",
    title: "A sign-in without a user creates no session",
    capability,
    steps: [
      { method: "POST", path: "/login", headers: browser, form: {}, expect: { status: 400 } },
    ],
  },
];
