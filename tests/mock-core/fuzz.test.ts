import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createMockCore,
  type MockCore,
  type RunningMockCore,
  startMockCore,
} from "../../mock-core/src/index.ts";
import { configOf } from "../../mock-core/src/options.ts";
import { everything } from "../../mock-core/src/recipes.ts";

// Every request gets a response that the core could give: no crash, no hang, and no 500 except where the core has one too
// (regenerate of a text that is not a token, a token with a part that is not base64, a provider's member of a wrong type).

const paths = everything.recipes
  .flatMap(({ endpoints }) => Object.keys(endpoints))
  // A key of a path that recipes share begins with the value of `rid`.
  .map((key) => key.slice(key.indexOf("/")));

let core: MockCore;
let server: RunningMockCore;
beforeAll(async () => {
  core = createMockCore();
  server = await startMockCore();
});
afterAll(() => server.close());
beforeEach(() => core.control.reset());

const knownFields = [
  "userId",
  "email",
  "password",
  "accessToken",
  "refreshToken",
  "userDataInJWT",
  "userDataInDatabase",
  "enableAntiCsrf",
  "doAntiCsrfCheck",
  "checkDatabase",
  "useDynamicSigningKey",
  "antiCsrfToken",
  "sessionHandle",
  "sessionHandles",
  "role",
  "permissions",
  "token",
  "method",
  "newPassword",
  "recipeUserId",
  "tenantId",
  "appId",
  "firstFactors",
  "coreConfig",
  "algorithm",
  "jwksDomain",
  "payload",
  "validity",
  "accessTokenValidity",
  "thirdPartyId",
  "thirdPartyUserId",
  "config",
  "phoneNumber",
  "deviceId",
  "preAuthSessionId",
  "linkCode",
  "userInputCode",
  "codeId",
  "metadataUpdate",
  "deviceName",
  "existingDeviceName",
  "newDeviceName",
  "secretKey",
  "skew",
  "period",
  "totp",
  "primaryUserId",
  "superTokensUserId",
  "externalUserId",
  "externalUserIdInfo",
  "userIdType",
  "force",
  "sessionId",
  "newEmail",
];

const value = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constantFrom(null, [], {}, [["x"]], "token", "a.b.c", "..", "public", {
    __proto__: null,
    constructor: 1,
  }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom("__proto__", "constructor", "toString"),
);
const settings = fc.dictionary(
  fc.constantFrom(...Object.keys(configOf({})), "nope", "__proto__"),
  fc.oneof(value, fc.integer(), fc.constantFrom(3600, 0.1, "(", "0123456789-abcdefghij=")),
  { maxKeys: 3 },
);
const body = fc.oneof(
  {
    weight: 1,
    arbitrary: fc
      .tuple(settings, fc.constantFrom("t1", "a1", "public"))
      .map(([coreConfig, id]) => JSON.stringify({ coreConfig, tenantId: id, appId: id })),
  },
  {
    weight: 4,
    arbitrary: fc
      .dictionary(fc.constantFrom(...knownFields), value, { maxKeys: 12 })
      .map((o) => JSON.stringify(o)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);
const prefix = fc.constantFrom(
  "",
  "/public",
  "/t9",
  "/appid-public",
  "/appid-x/t1",
  "/APPID-public/public",
  "/recipe",
  "/__proto__",
  "/%00",
  "//",
);
const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(prefix, fc.constantFrom(...paths), fc.constantFrom("", "/", "//"))
      .map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: fc.webPath() },
);
const query = fc.dictionary(
  fc.constantFrom(
    "userId",
    "sessionHandle",
    "email",
    "role",
    "permission",
    "limit",
    "paginationToken",
    "includeRecipeIds",
    "doUnionOfAccountInfo",
    "timeJoinedOrder",
    "phone",
    "phoneNumber",
    "provider",
    "thirdPartyId",
    "thirdPartyUserId",
    "deviceId",
    "preAuthSessionId",
    "recipeUserId",
    "primaryUserId",
    "userIdType",
    "sessionId",
  ),
  fc.string(),
  { maxKeys: 5 },
);
const recipe = fc.constantFrom("", "thirdparty", "passwordless", "emailpassword", "x");
const version = fc.constantFrom(
  "5.6",
  "5.4",
  "5.0",
  "4.0",
  "3.1",
  "2.21",
  "2.18",
  "1",
  "x",
  "",
  "99999999999999999999",
  "5.4.0.0",
);

test("any body, query, version and path", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"),
      path,
      query,
      version,
      recipe,
      body,
      async (method, asked, parameters, cdi, rid, sent) => {
        const url = `http://core${asked.startsWith("/") ? asked : `/${asked}`}?${new URLSearchParams(parameters)}`;
        const response = await core.fetch(
          new Request(url, {
            method,
            headers: { "cdi-version": cdi, rid },
            ...(method === "GET" ? {} : { body: sent }),
          }),
        );
        const text = await response.text();
        expect([200, 400, 401, 403, 404, 405, 500]).toContain(response.status);
        if (response.status === 500)
          expect(text).toMatch(/^(io\.supertokens\.|java\.lang\.|com\.google\.gson\.)/);
        if (response.headers.get("content-type")?.startsWith("application/json"))
          JSON.parse(text);
      },
    ),
    { numRuns: 3000 },
  );
});

test("tokens with any part of them changed", async () => {
  const { accessToken, refreshToken } = await core.control.createSession({ userId: "u1" });
  const post = async (asked: string, input: object) => {
    const response = await core.fetch(
      new Request(`http://core/recipe/session/${asked}`, {
        method: "POST",
        headers: { "cdi-version": "5.4" },
        body: JSON.stringify({ enableAntiCsrf: false, ...input }),
      }),
    );
    return { status: response.status, text: await response.text() };
  };
  const changed = (token: string) =>
    fc
      .tuple(fc.nat({ max: token.length - 1 }), fc.string({ maxLength: 3 }), fc.nat({ max: 3 }))
      .map(([at, text, cut]) => token.slice(0, at) + text + token.slice(at + cut))
      .filter((text) => text !== token);
  await fc.assert(
    fc.asyncProperty(changed(accessToken), async (token) => {
      const verified = await post("verify", {
        accessToken: token,
        doAntiCsrfCheck: false,
        checkDatabase: false,
      });
      if (verified.status === 500)
        expect(verified.text).toMatch(/^java\.lang\.IllegalArgument/);
      // A last character that differs only in its unused bits is the same signature (RFC 4648 section 3.5).
      else if (JSON.parse(verified.text).status === "OK")
        expect(token.length).toBe(accessToken.length);
      else expect(JSON.parse(verified.text).status).toBe("TRY_REFRESH_TOKEN");
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(changed(refreshToken), async (token) => {
      const { status, text } = await post("refresh", {
        refreshToken: token,
        useDynamicSigningKey: true,
      });
      expect(status).toBe(200);
      expect(["UNAUTHORISED", "TOKEN_THEFT_DETECTED"]).toContain(JSON.parse(text).status);
    }),
    { numRuns: 300 },
  );
});

/** Sends bytes and gives what comes back until the connection ends. */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.on("error", () => resolve(received));
    socket.on("close", () => resolve(received));
  });
}

test.each([
  ["no HTTP at all", "\0\x01\x02garbage\r\n\r\n", 400],
  [
    "an absolute target",
    "GET http://elsewhere/nope HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    404,
  ],
  ["a star", "OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 405],
  [
    "a target of slashes",
    "GET //[/../..//nope HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    404,
  ],
  ["a bad escape", "GET /%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 404],
  [
    "a body that stops short",
    "POST /recipe/session HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{",
    400,
  ],
  [
    "two bodies' lengths",
    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
    400,
  ],
])("on the wire: %s", async (_, bytes, status) => {
  expect(await exchange(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect((await fetch(`${server.url}/hello`)).status).toBe(200);
});
