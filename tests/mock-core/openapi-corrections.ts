/** The parts of an OpenAPI 3.0 document that the corrections touch. */
export type Schema = { [name: string]: unknown };
export type Operation = {
  responses: {
    [status: string]: { $ref?: string; content?: { [type: string]: { schema: Schema } } };
  };
};
export type Document = {
  paths: { [template: string]: { [method: string]: Operation } };
  components: { schemas: { [name: string]: Schema }; responses: Operation["responses"] };
};

/** One thing that cdi-5.2-subset.yaml says and the core does not do. */
export type Correction = {
  id: string;
  /** What the file says, what the core does, and where the core's source shows it. */
  evidence: string;
  /** A response of the core that the file, as it is, refuses. */
  response?: { method: string; path: string; status: number; body: unknown };
  /** A response that the core never gives and the file, as it is, accepts. */
  never?: { method: string; path: string; status: number; body: unknown };
  apply(document: Document): void;
};

const textSchema = (schema: Schema): { content: { "text/html": { schema: Schema } } } => ({
  content: { "text/html": { schema } },
});

export const corrections: Correction[] = [
  {
    id: "hello is text with a line end",
    evidence:
      "The file has application/json with the one value Hello. webserver/WebserverAPI.java sendTextResponse sets " +
      "text/html and writes with println; webserver/api/core/HelloAPI.java uses it.",
    response: { method: "GET", path: "/hello", status: 200, body: "Hello\n" },
    apply: ({ components }) => {
      components.responses.hello = textSchema({ type: "string", enum: ["Hello\n"] });
    },
  },
  {
    id: "the refusal of an API key ends in a line end",
    evidence:
      "The file has exactly `Invalid API key`. webserver/WebserverAPI.java service() sends " +
      "APIKeyUnauthorisedException with sendTextResponse(401, …), which writes with println.",
    response: {
      method: "POST",
      path: "/recipe/session",
      status: 401,
      body: "Invalid API key\n",
    },
    apply: ({ components }) => {
      components.responses["401"] = textSchema({ type: "string", enum: ["Invalid API key\n"] });
    },
  },
  {
    id: "not found is spelt with a small f and ends in a line end",
    evidence:
      "The file has `Not Found`. webserver/api/core/NotFoundOrHelloAPI.java handleRequest sends " +
      '404 with sendTextResponse(404, "Not found", resp).',
    response: { method: "POST", path: "/recipe/session", status: 404, body: "Not found\n" },
    apply: ({ components }) => {
      components.responses["404"] = textSchema({ type: "string", enum: ["Not found\n"] });
    },
  },
  {
    id: "a server error is the text of the Java exception",
    evidence:
      "The file has the one value `Internal Error`. webserver/WebserverAPI.java service() ends with " +
      "sendTextResponse(500, cause.toString(), resp).",
    response: {
      method: "POST",
      path: "/recipe/session/regenerate",
      status: 500,
      body: "io.supertokens.session.jwt.JWT$JWTException: Invalid JWT\n",
    },
    apply: ({ components }) => {
      components.responses["500"] = textSchema({ type: "string" });
    },
  },
  {
    id: "every endpoint knows 403 and 405",
    evidence:
      "The file has neither. webserver/WebserverAPI.java: doGet, doPost, … respond with 405 unless overridden, and service() " +
      "maps BadPermissionException with 403.",
    response: { method: "POST", path: "/recipe/session/remove", status: 403, body: "Only …\n" },
    apply: ({ paths }) => {
      for (const operations of Object.values(paths))
        for (const operation of Object.values(operations)) {
          if (operation.responses === undefined) continue;
          operation.responses["403"] ??= textSchema({ type: "string" });
          operation.responses["405"] ??= textSchema({ type: "string" });
        }
    },
  },
  {
    id: "hello refuses a bad CDI version",
    evidence:
      "The file has 200 and 500 alone. webserver/WebserverAPI.java service() reads the version of every request " +
      "(getVersionFromRequest) before it dispatches, whether or not versionNeeded.",
    response: {
      method: "GET",
      path: "/hello",
      status: 400,
      body: "cdi-version 9.9 not supported\n",
    },
    apply: ({ paths }) => {
      for (const [template, operations] of Object.entries(paths)) {
        if (!template.endsWith("/hello") && !template.endsWith("/{tenantId}/")) continue;
        for (const operation of Object.values(operations))
          if (operation.responses)
            operation.responses["400"] = { $ref: "#/components/responses/400" };
      }
    },
  },
  {
    id: "the root greets every method",
    evidence:
      "The file has GET alone. webserver/api/core/NotFoundOrHelloAPI.java overrides doGet, doPost, doPut and doDelete.",
    response: { method: "PUT", path: "/", status: 200, body: "Hello\n" },
    apply: ({ paths }) => {
      const root = paths["/appid-{appId}/{tenantId}/"];
      if (root?.get === undefined) return;
      root.post = root.put = root.delete = root.get;
    },
  },
  {
    id: "the root of an unknown tenant is not found",
    evidence:
      "The file has 200 and 500 alone. webserver/api/core/NotFoundOrHelloAPI.java maps every path that no other " +
      "endpoint takes with 404, and so a tenant that does not exist (PathRouter.java).",
    response: { method: "GET", path: "/", status: 404, body: "Not found\n" },
    apply: ({ paths }) => {
      for (const operation of Object.values(paths["/appid-{appId}/{tenantId}/"] ?? {}))
        if (operation.responses)
          operation.responses["404"] = { $ref: "#/components/responses/404" };
    },
  },
  {
    id: "JWT endpoints ask for the API key",
    evidence:
      "The file has no 401 for /recipe/jwt and /recipe/jwt/jwks. webserver/api/jwt/JWTSigningAPI.java and JWKSAPI.java " +
      "do not override checkAPIKey, which is true in webserver/WebserverAPI.java.",
    response: { method: "POST", path: "/recipe/jwt", status: 401, body: "Invalid API key\n" },
    apply: ({ paths }) => {
      for (const [template, operations] of Object.entries(paths)) {
        if (!/\/recipe\/jwt(\/jwks)?$/.test(template)) continue;
        for (const operation of Object.values(operations))
          if (operation.responses)
            operation.responses["401"] = { $ref: "#/components/responses/401" };
      }
    },
  },
  {
    id: "a JWK has a modulus and an exponent",
    evidence:
      "The file's jwk lists x5c, which is never sent, and leaves out n and e, which are what a verifier needs; " +
      "CT:JWKSPublicAPITest.java asserts the members kty, kid, n, e, alg and use.",
    never: {
      method: "GET",
      path: "/.well-known/jwks.json",
      status: 200,
      body: { keys: [{ kty: "RSA", kid: "d-1", alg: "RS256", use: "sig", x5c: [] }] },
    },
    apply: ({ components }) => {
      components.schemas.jwk = {
        type: "object",
        additionalProperties: false,
        required: ["kty", "kid", "n", "e", "alg", "use"],
        properties: {
          kty: { type: "string", enum: ["RSA"] },
          kid: { type: "string", pattern: "^(d-\\d+|s-[0-9a-f-]{36})$" },
          n: { type: "string" },
          e: { type: "string" },
          alg: { type: "string", enum: ["RS256"] },
          use: { type: "string", enum: ["sig"] },
        },
      };
    },
  },
  {
    id: "a list of users is flat",
    evidence:
      "The file wraps each user as { user } and allows no other member. webserver/api/core/UsersAPI.java adds " +
      "AuthRecipeUserInfo.toJson() itself for CDI >= 4.0, and { recipeId, user } before.",
    response: {
      method: "GET",
      path: "/users",
      status: 200,
      body: { status: "OK", users: [{ id: "u", loginMethods: [] }] },
    },
    apply: ({ paths }) => {
      const list = paths["/appid-{appId}/{tenantId}/users"]?.get?.responses["200"];
      const schema = list?.content?.["application/json"]?.schema as
        | { properties: { users: Schema } }
        | undefined;
      if (schema === undefined) return;
      const user = { $ref: "#/components/schemas/authRecipeUser" };
      const wrapped = {
        type: "object",
        required: ["recipeId", "user"],
        properties: { recipeId: { type: "string" }, user },
        additionalProperties: false,
      };
      const flat = { allOf: [user, { required: ["id", "loginMethods"] }] };
      schema.properties.users.items = { anyOf: [wrapped, flat] };
    },
  },
];
