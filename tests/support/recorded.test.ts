import { describe, expect, test } from "vitest";
import { recorded } from "../../contract/recorded.ts";
import type { Exchange } from "../../results/runs.ts";

const refresh = (
  response: Partial<Exchange["response"]>,
  coreBody: unknown = {},
): Exchange => ({
  request: { method: "POST", path: "/auth/session/refresh", headers: { rid: "session" } },
  core: [
    {
      request: { method: "POST", path: "/recipe/session/refresh", headers: {} },
      response: { status: 200, body: coreBody },
    },
  ],
  response: { status: 200, headers: {}, ...response },
});

describe("an exchange is recorded the same", () => {
  const same: [string, Exchange, Exchange][] = [
    [
      "however a cookie's attributes are written",
      refresh({
        headers: {
          "set-cookie": ["a=1; Path=/; Expires=<in 100 days>; HttpOnly; SameSite=Lax"],
        },
      }),
      refresh({
        headers: {
          "set-cookie": ["a=1; expires=<in 100 days>; httponly; path=/; SameSite=lax"],
        },
      }),
    ],
    [
      "with an empty cookie in quotes",
      refresh({ headers: { "set-cookie": ["a=; Path=/"] } }),
      refresh({ headers: { "set-cookie": ['a=""; Path=/'] } }),
    ],
    [
      "in whatever order JSON has its members",
      refresh({
        headers: { "content-type": "application/json" },
        body: { x: 1, y: { b: 1, c: 2 } },
      }),
      refresh({
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { y: { c: 2, b: 1 }, x: 1 },
      }),
    ],
    [
      "in whatever order the core has its members",
      refresh({}, { status: "OK", session: { handle: "h", userId: "u" } }),
      refresh({}, { session: { userId: "u", handle: "h" }, status: "OK" }),
    ],
    [
      "with an exposed header named twice",
      refresh({ headers: { "access-control-expose-headers": "front-token, st-access-token" } }),
      refresh({
        headers: { "access-control-expose-headers": "st-access-token,front-token,front-token" },
      }),
    ],
    [
      "whatever the text of a page",
      refresh({ status: 302, headers: { "content-type": "text/html" }, body: "Found" }),
      refresh({ status: 302, headers: { "content-type": "text/plain" }, body: "Redirecting" }),
    ],
  ];
  test.each(same)("%s", (_, one, other) => {
    // As text: the order in which members are written counts too.
    expect(JSON.stringify(recorded(one))).toBe(JSON.stringify(recorded(other)));
  });
});

describe("an exchange is recorded otherwise", () => {
  const plain = refresh({
    headers: { "content-type": "application/json", "set-cookie": ["a=1; Path=/; HttpOnly"] },
    body: {},
  });
  const others: [string, Exchange][] = [
    ["with another status", { ...plain, response: { ...plain.response, status: 401 } }],
    ["with another JSON body", { ...plain, response: { ...plain.response, body: null } }],
    [
      "with a cookie that lacks an attribute",
      {
        ...plain,
        response: {
          ...plain.response,
          headers: { ...plain.response.headers, "set-cookie": ["a=1; Path=/"] },
        },
      },
    ],
    [
      "with a header that must not be there",
      {
        ...plain,
        response: {
          ...plain.response,
          headers: { ...plain.response.headers, "front-token": "<front token>" },
        },
      },
    ],
    ["without its call to the core", { ...plain, core: [] }],
  ];
  test.each(others)("%s", (_, other) => {
    expect(recorded(other)).not.toEqual(recorded(plain));
  });
});
