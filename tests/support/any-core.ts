/** A core that is not ours, with a proxy in front of it: the proxy sees each call, and can stand in for an outage. */
import {
  createHmac,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  randomUUID,
} from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { ContractCore } from "../../contract/core.ts";
import type { CoreRequest } from "../../contract/core-wire.ts";
import type { Outage } from "../../mock-core/src/index.ts";

/** The core cannot be used for the contract; the message is one line. */
export class CoreError extends Error {}

export interface AnyCore extends ContractCore {
  control: ContractCore["control"] & {
    /** Signs a user up with an email address and a password; gives the id. */
    createUser(user: { email: string; password: string }): Promise<string>;
    /** Revokes all sessions of a user; gives their handles. */
    revokeUser(userId: string): Promise<string[]>;
  };
  /** The CDI versions that it serves. */
  cdi: string[];
  /** Lifetime of an access token that it issues, in seconds. */
  lifetime: number;
  /** Its own app of the core; absent if the core makes none: then the contract has its own sessions only. */
  app?: string;
  /** Removes what the contract has made in the core. */
  close(): Promise<void>;
}

/** The core's response to a new session, as far as it is read here. */
interface Created {
  session: { handle: string };
  accessToken: { token: string };
  refreshToken: { token: string };
}

/** Access tokens that live longer are not waited for, in seconds. */
export const patience = 60;

/** Why a scenario is left out whose access tokens would have to expire. */
export const tooLong = `needs an access_token_validity of at most ${patience} s`;
/** Why a scenario is left out that needs the core's signing key or clock. */
export const needsControl = "needs control of the core";

/**
 * Opens a core for the contract: in an app of its own, with access tokens that live a few seconds, where the core makes one.
 * @param needs the CDI version that the SDK speaks
 * @param validity how long the access tokens of its own app live, in seconds
 * @throws CoreError where it does not respond, takes another API key, or its CDI is too old
 */
export async function openCore(
  url: string,
  apiKey: string | undefined,
  needs: string,
  validity = 5,
): Promise<AnyCore> {
  const root = url.replace(/\/+$/, "");
  const cdi = await versionsOf(root, apiKey);
  if (!cdi.includes(needs))
    throw new CoreError(
      `The core at ${root} serves CDI ${cdi.at(0)} to ${cdi.at(-1)}; the SDK needs ${needs}`,
    );
  const app = await makeApp(root, apiKey, validity);
  const base = app ? `${root}/appid-${app}` : root;
  const call = callerOf(base, apiKey, needs);
  const handles = new Set<string>();
  const users = new Set<string>();
  const proxy = await startProxy(base, apiKey, handles);
  const tokens = new Map<string, string>();
  const expired = new Map<string, Promise<string>>();
  const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

  async function createSession(input: {
    userId: string;
    payload?: Record<string, unknown>;
    useDynamicSigningKey?: boolean;
  }) {
    const { session, accessToken, refreshToken } = await call<Created>(
      "POST",
      "/recipe/session",
      {
        userId: input.userId,
        userDataInJWT: input.payload ?? {},
        userDataInDatabase: {},
        enableAntiCsrf: false,
        useDynamicSigningKey: input.useDynamicSigningKey ?? true,
      },
    );
    const { handle } = session;
    handles.add(handle);
    tokens.set(handle, accessToken.token);
    return { handle, accessToken: accessToken.token, refreshToken: refreshToken.token };
  }

  /** A token of another session of the same user, which has expired meanwhile: each is waited for once. */
  async function expire(token: string): Promise<string> {
    const { sub, roles } = payloadOf(token);
    const payload = roles ? { roles: roles as object } : {};
    const key = JSON.stringify([sub, (roles as { v?: unknown } | undefined)?.v]);
    const wait = async () => {
      const { accessToken } = await createSession({ userId: String(sub), payload });
      await sleep(Number(payloadOf(accessToken).exp) * 1000 - Date.now() + 1000);
      return accessToken;
    };
    const known = expired.get(key) ?? wait();
    expired.set(key, known);
    return known;
  }

  /** Tokens that can be made without the core's key, and tokens that the core signs for its clients. */
  async function mintAccessToken(
    input: Parameters<ContractCore["control"]["mintAccessToken"]>[0] = {},
  ): Promise<string> {
    const { userId = "user", sessionHandle = "", payload = {}, claims } = input;
    if (input.key === "static")
      return (await createSession({ userId, payload, useDynamicSigningKey: false }))
        .accessToken;
    if (claims) {
      const named = "sessionHandle" in claims ? {} : { sessionHandle };
      const { jwt } = await call<{ jwt: string }>("POST", "/recipe/jwt", {
        payload: { sub: userId, ...named, ...payload },
        validity: 3600,
        algorithm: "RS256",
        jwksDomain: root,
        useStaticSigningKey: false,
      });
      return jwt;
    }
    const original = tokens.get(sessionHandle);
    if (userId !== payloadOf(original ?? "").sub)
      return (await createSession({ userId, payload })).accessToken;
    const [head = "", body = ""] = (original ?? "").split(".");
    const header = { ...decoded(head), ...(input.kid && { kid: input.kid }) };
    if (input.algorithm === "none") return `${encoded({ ...header, alg: "none" })}.${body}.`;
    if (input.algorithm === "HS256") {
      const signed = `${encoded({ ...header, alg: "HS256" })}.${body}`;
      const secret = await publicKey(base, String(header.kid));
      return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    }
    const signed = `${encoded(header)}.${body}`;
    return `${signed}.${createSign("sha256").update(signed).sign(foreign.privateKey, "base64url")}`;
  }

  const never = (): never => {
    throw new Error("A core that is not ours cannot do that: see leftOutBecause");
  };
  const { accessToken } = await createSession({ userId: "lifetime" });
  const { iat, exp } = payloadOf(accessToken);
  return {
    url: proxy.url,
    cdi,
    lifetime: Number(exp) - Number(iat),
    ...(app && { app }),
    control: {
      createSession,
      mintAccessToken,
      expire,
      revoke: (handle) => call("POST", "/recipe/session/remove", { sessionHandles: [handle] }),
      async revokeUser(userId) {
        const { sessionHandlesRevoked } = await call<{ sessionHandlesRevoked: string[] }>(
          "POST",
          "/recipe/session/remove",
          { userId, revokeAcrossAllTenants: true, revokeSessionsForLinkedAccounts: true },
        );
        return sessionHandlesRevoked;
      },
      async createUser({ email, password }) {
        const made = await call<{ status: string; user?: { id: string } }>(
          "POST",
          "/recipe/signup",
          { email, password },
        );
        if (!made.user) throw new Error(`POST /recipe/signup: ${made.status}`);
        users.add(made.user.id);
        return made.user.id;
      },
      rotateKeys: never,
      outage: proxy.outage,
      recover: proxy.recover,
      requests: proxy.requests,
      clock: { advance: never, reset: () => {} },
      snapshot: async () => undefined,
      restore: async () => {},
    },
    async close() {
      await proxy.close();
      await call("POST", "/recipe/session/remove", { sessionHandles: [...handles] });
      for (const userId of users) await call("POST", "/user/remove", { userId });
      const remove = callerOf(root, apiKey, needs);
      if (app) await remove("POST", "/recipe/multitenancy/app/remove", { appId: app });
    },
  };
}

/** The CDI versions of a core, oldest first. */
async function versionsOf(root: string, apiKey: string | undefined): Promise<string[]> {
  const response = await fetch(`${root}/apiversion`, {
    headers: apiKey ? { "api-key": apiKey } : {},
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (!response) throw new CoreError(`No core responds at ${root}`);
  if (response.status === 401) throw new CoreError(`The core at ${root} wants another API key`);
  const { versions } = (await response.json().catch(() => ({}))) as { versions?: unknown };
  if (!Array.isArray(versions) || versions.length === 0)
    throw new CoreError(`What responds at ${root} is no core: /apiversion names no versions`);
  const number = (version: string) => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major * 1000 + minor;
  };
  return versions.map(String).sort((a, b) => number(a) - number(b));
}

/** An app of the contract's own; undefined if the core has no licence for that, or is too old. */
async function makeApp(
  root: string,
  apiKey: string | undefined,
  validity: number,
): Promise<string | undefined> {
  // Runs at the same time have apps of their own.
  const appId = `contract-${randomUUID().slice(0, 8)}`;
  const response = await fetch(`${root}/recipe/multitenancy/app/v2`, {
    method: "PUT",
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(apiKey && { "api-key": apiKey }),
    },
    body: JSON.stringify({ appId, coreConfig: { access_token_validity: validity } }),
  });
  return response.ok ? appId : undefined;
}

/** Sends a request of the core driver interface. Throws if the core refuses it. */
function callerOf(base: string, apiKey: string | undefined, cdi: string) {
  return async <T>(method: string, path: string, body: unknown): Promise<T> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cdi-version": cdi,
        rid: "session",
        ...(apiKey && { "api-key": apiKey }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.trim()}`);
    return JSON.parse(text);
  };
}

/** The PEM of a key that the core publishes. */
async function publicKey(base: string, kid: string): Promise<string> {
  const response = await fetch(`${base}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: ({ kid: string } & JsonWebKey)[] };
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw new Error(`The core does not publish the key ${kid}`);
  const pem = createPublicKey({ key: { ...key }, format: "jwk" });
  return String(pem.export({ type: "spki", format: "pem" }));
}

const decoded = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString() || "{}");
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const payloadOf = (token: string) => decoded(token.split(".")[1] ?? "");

/** Passes every request on with the core's own API key, writes down what it was, and can fail as a core does. */
async function startProxy(base: string, apiKey: string | undefined, handles: Set<string>) {
  const requests: CoreRequest[] = [];
  const hanging = new Set<ServerResponse>();
  let current: Outage | undefined;
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const listen = (port: number) => once(server.listen(port, "127.0.0.1"), "listening");
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const { pathname, search } = new URL(url, "http://core");
    const text = await textOf(request);
    const entry: CoreRequest = {
      at: Date.now(),
      method,
      path: pathname,
      headers: request.headers as Record<string, string>,
      body: parsed(text),
      status: null,
      responseBody: undefined,
    };
    requests.push(entry);
    if (current?.mode === "hang") {
      hanging.add(response);
      return;
    }
    if (current?.mode === "slow") await sleep(current.delayMs);
    if (current?.mode === "error") {
      response.writeHead(current.status ?? 500).end();
      return;
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === "string" && !hopByHop.has(name)) headers.set(name, value);
    }
    if (apiKey) headers.set("api-key", apiKey);
    const answer = await fetch(base + pathname + search, {
      method,
      headers,
      ...(text && { body: text }),
    });
    const body = await answer.text();
    entry.status = answer.status;
    entry.responseBody = parsed(body);
    const made = entry.responseBody as { session?: { handle?: string } } | undefined;
    if (made?.session?.handle) handles.add(made.session.handle);
    const type = answer.headers.get("content-type");
    const cache = answer.headers.get("cache-control");
    response
      .writeHead(answer.status, {
        ...(type && { "content-type": type }),
        ...(cache && { "cache-control": cache }),
      })
      .end(body);
  }

  return {
    url: `http://localhost:${port}`,
    requests,
    async outage(outage: Outage) {
      current = outage;
      if (outage.mode === "refuse") await shut();
    },
    async recover() {
      current = undefined;
      for (const response of hanging) response.destroy();
      hanging.clear();
      if (!server.listening) await listen(port);
    },
    close: shut,
  };
}

/** What belongs to one connection, or is the proxy's to say. */
const hopByHop = new Set([
  "host",
  "connection",
  "content-length",
  "api-key",
  "keep-alive",
  "transfer-encoding",
  "expect",
]);

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
