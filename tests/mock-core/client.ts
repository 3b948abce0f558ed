import { expect } from "vitest";
import type { MockCore } from "../../mock-core/src/mock-core.ts";
import { createMockCore } from "../../mock-core/src/mock-core.ts";
import type { MockCoreOptions } from "../../mock-core/src/options.ts";
import { checkResponse } from "./openapi.ts";

type TokenInfo = { token: string; expiry: number; createdTime: number };

/** The members of the core's responses that tests read. */
export type Body = {
  [name: string]: unknown;
  status?: string;
  message?: string;
  session: {
    [name: string]: unknown;
    handle: string;
    userDataInJWT: { [name: string]: unknown };
  };
  accessToken: TokenInfo;
  refreshToken: TokenInfo;
  antiCsrfToken: string;
  token: string;
  sessionHandles: string[];
  keys: { kid: string; [name: string]: string }[];
  user: { id: string; [name: string]: unknown };
  users: { id: string; [name: string]: unknown }[];
};

export type Reply = {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the response; an empty object for a text. */
  body: Body;
};

export type Client = ReturnType<typeof clientOf>;

const reserved = [
  "recipe",
  "config",
  "users",
  "hello",
  "user",
  "apiversion",
  "telemetry",
  ".well-known",
];

/** The endpoint in a path: without app, tenant, case, double slashes and trailing slash. */
function endpointOf(path: string): string {
  const lower = path
    .replace(/\/{2,}/g, "/")
    .toLowerCase()
    .replace(/^\/appid-[a-z0-9-]*(?=\/)/, "");
  const [, first = ""] = lower.split("/");
  const bare =
    reserved.includes(first) || lower === "/" ? lower : lower.slice(first.length + 1);
  return bare.length > 1 ? bare.replace(/\/$/, "") : bare;
}

/**
 * Speaks to a mock core as an SDK does, and checks every response against the CDI file: its status and body, and that
 * JSON and text are announced and ended as the core does.
 */
export function clientOf(
  core: Pick<MockCore, "fetch">,
  defaults: Record<string, string> = { "cdi-version": "5.4" },
) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await core.fetch(
      new Request(`http://core${path}`, {
        method,
        headers: { ...defaults, ...headers },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const type = response.headers.get("content-type");
    const isJson = type === "application/json;charset=UTF-8";
    expect(isJson || type === "text/html;charset=UTF-8", `content-type ${type}`).toBe(true);
    expect(text.endsWith("\n"), "the body ends in a line feed").toBe(true);
    const parsed: Body = isJson ? JSON.parse(text) : {};
    const endpoint = endpointOf(new URL(`http://core${path}`).pathname);
    const fault = checkResponse({
      method,
      path: endpoint,
      status: response.status,
      body: isJson ? parsed : text,
    });
    if (fault === "unknown") expect(undocumented(method, endpoint, response.status)).toBe(true);
    else expect(fault, `${method} ${path} ${response.status} ${text}`).toBeUndefined();
    return { status: response.status, headers: response.headers, text, body: parsed };
  }

  const get = (path: string, headers?: Record<string, string>) =>
    call("GET", path, undefined, headers);
  const post = (path: string, body: unknown, headers?: Record<string, string>) =>
    call("POST", path, body, headers);
  const put = (path: string, body: unknown, headers?: Record<string, string>) =>
    call("PUT", path, body, headers);

  return {
    call,
    get,
    post,
    put,
    /** Creates a session; gives the whole response, with handle and tokens at hand. */
    async create(over: object = {}, headers?: Record<string, string>, prefix = "") {
      const reply = await post(
        `${prefix}/recipe/session`,
        {
          userId: "u1",
          enableAntiCsrf: false,
          userDataInJWT: {},
          userDataInDatabase: {},
          ...over,
        },
        headers,
      );
      const { session, accessToken, refreshToken } = reply.body;
      return {
        ...reply,
        handle: session?.handle,
        A: accessToken?.token,
        R: refreshToken?.token,
      };
    },
    /** Refreshes with a refresh token. */
    async refresh(refreshToken: string, over: object = {}, headers?: Record<string, string>) {
      const reply = await post(
        "/recipe/session/refresh",
        { refreshToken, enableAntiCsrf: false, useDynamicSigningKey: true, ...over },
        headers,
      );
      const { accessToken, refreshToken: next } = reply.body;
      return { ...reply, A: accessToken?.token, R: next?.token };
    },
    /** Verifies an access token. */
    async verify(accessToken: string, over: object = {}, headers?: Record<string, string>) {
      const reply = await post(
        "/recipe/session/verify",
        {
          accessToken,
          doAntiCsrfCheck: false,
          enableAntiCsrf: false,
          checkDatabase: false,
          ...over,
        },
        headers,
      );
      return { ...reply, A: reply.body.accessToken?.token };
    },
    info: (handle: string) => get(`/recipe/session?sessionHandle=${handle}`),
    remove: (...sessionHandles: string[]) => post("/recipe/session/remove", { sessionHandles }),
  };
}

/** Endpoints and methods that the CDI file does not have, but the core does; and calls that are meant to miss. */
function undocumented(method: string, endpoint: string, status: number): boolean {
  return (
    status === 404 ||
    status === 405 ||
    ["/telemetry", "/recipe/handshake", "/recipe/multitenancy/app/remove"].includes(endpoint) ||
    // The version and API key checks of endpoints that miss.
    (status >= 400 && status < 500 && !["GET", "POST", "PUT"].includes(method))
  );
}

/** A new mock core and a client that speaks to it; the clock is stopped at a round minute unless told otherwise. */
export function newCore(options: MockCoreOptions = {}): MockCore & { client: Client } {
  const core = createMockCore(options);
  return { ...core, client: clientOf(core) };
}

/** Header and claims of a JWT, unchecked. */
export function decode(token: string): {
  header: { [name: string]: string };
  claims: { [name: string]: unknown; iat: number; exp: number };
} {
  const [header = "", claims = ""] = token.split(".");
  const json = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  return { header: json(header), claims: json(claims) };
}
