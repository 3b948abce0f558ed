// An app on the published SDK, in a process of its own: it is told over IPC which request to handle or which function
// of the SDK to call. argv[2]: the settings as JSON.
import supertokens from "supertokens-node";
import {
  getSessionForSSR,
  handleAuthAPIRequest,
  withPreParsedRequestResponse,
  withSession,
} from "supertokens-node/custom";
import EmailPassword from "supertokens-node/recipe/emailpassword/index.js";
import EmailVerification from "supertokens-node/recipe/emailverification/index.js";
import Multitenancy from "supertokens-node/recipe/multitenancy/index.js";
import Session from "supertokens-node/recipe/session/index.js";
import UserRoles from "supertokens-node/recipe/userroles/index.js";

export type AppSettings = {
  connectionURI: string;
  apiKey?: string;
  antiCsrf?: "VIA_TOKEN" | "VIA_CUSTOM_HEADER" | "NONE";
  useDynamicAccessTokenSigningKey?: boolean;
  roles?: boolean;
  emailVerification?: boolean;
};

export type AppRequest = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
};

export type AppResponse = {
  status: number;
  headers: Record<string, string>;
  setCookies: string[];
  body: unknown;
};

/** Functions of the SDK that a test calls by name, with plain arguments. */
const functions = {
  revokeSession: (handle: string) => Session.revokeSession(handle),
  revokeAllSessionsForUser: (userId: string, tenantId?: string) =>
    Session.revokeAllSessionsForUser(userId, true, tenantId),
  getSessionInformation: (handle: string) => Session.getSessionInformation(handle),
  getAllSessionHandlesForUser: (userId: string) => Session.getAllSessionHandlesForUser(userId),
  mergeIntoAccessTokenPayload: (handle: string, update: Record<string, string>) =>
    Session.mergeIntoAccessTokenPayload(handle, update),
  updateSessionDataInDatabase: (handle: string, data: Record<string, string>) =>
    Session.updateSessionDataInDatabase(handle, data),
  createNewRoleOrAddPermissions: (role: string, permissions: string[]) =>
    UserRoles.createNewRoleOrAddPermissions(role, permissions),
  addRoleToUser: (userId: string, role: string) =>
    UserRoles.addRoleToUser("public", userId, role),
  createOrUpdateTenant: (tenantId: string) =>
    Multitenancy.createOrUpdateTenant(tenantId, { firstFactors: ["emailpassword"] }),
  listAllTenants: () => Multitenancy.listAllTenants(),
  getTenant: (tenantId: string) => Multitenancy.getTenant(tenantId),
  createEmailVerificationToken: (userId: string) =>
    EmailVerification.createEmailVerificationToken(
      "public",
      supertokens.convertToRecipeUserId(userId),
    ),
  getUser: async (userId: string) => (await supertokens.getUser(userId))?.toJson(),
  deleteUser: (userId: string) => supertokens.deleteUser(userId),
  createJWT: (payload: Record<string, string>) => Session.createJWT(payload),
  getJWKS: () => Session.getJWKS(),
};

export type AppFunction = keyof typeof functions;

function start(settings: AppSettings): void {
  supertokens.init({
    framework: "custom",
    supertokens: {
      connectionURI: settings.connectionURI,
      ...(settings.apiKey && { apiKey: settings.apiKey }),
    },
    appInfo: {
      appName: "app",
      apiDomain: "http://localhost:3000",
      websiteDomain: "http://localhost:3000",
    },
    recipeList: [
      Session.init({
        antiCsrf: settings.antiCsrf,
        useDynamicAccessTokenSigningKey: settings.useDynamicAccessTokenSigningKey,
      }),
      EmailPassword.init(),
      ...(settings.emailVerification ? [EmailVerification.init({ mode: "REQUIRED" })] : []),
      ...(settings.roles ? [UserRoles.init()] : []),
    ],
  });
}

function route(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const asked = url.searchParams;
  if (url.pathname.startsWith("/auth/")) return handleAuthAPIRequest()(request);
  if (url.pathname === "/create")
    return withPreParsedRequestResponse(request, async (baseRequest, baseResponse) => {
      const session = await Session.createNewSession(
        baseRequest,
        baseResponse,
        asked.get("tenant") ?? "public",
        supertokens.convertToRecipeUserId(asked.get("user") ?? "u1"),
      );
      return Response.json({
        handle: session.getHandle(),
        payload: session.getAccessTokenPayload(),
      });
    });
  if (url.pathname === "/ssr")
    return getSessionForSSR(request).then((found) => Response.json(found));
  const options = {
    sessionRequired: asked.get("optional") === null,
    checkDatabase: asked.get("checkDatabase") !== null,
  };
  return withSession(
    request,
    async (error, session) => {
      if (error) throw error;
      if (asked.get("merge") !== null)
        await session?.mergeIntoAccessTokenPayload({ merged: true });
      return Response.json({
        userId: session?.getUserId(),
        payload: session?.getAccessTokenPayload(),
      });
    },
    options,
  );
}

async function response({
  method = "GET",
  path,
  headers,
  body,
}: AppRequest): Promise<AppResponse> {
  const response = await route(
    new Request(`http://localhost:3000${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    setCookies: response.headers.getSetCookie(),
    body: type.includes("json") ? JSON.parse(text) : text,
  };
}

export type Order = { id: number } & (
  | { request: AppRequest }
  | { name: AppFunction; args: string[] }
);

process.on("message", async (order: Order) => {
  const { id } = order;
  try {
    if ("request" in order) {
      process.send?.({ id, result: await response(order.request) });
      return;
    }
    const call = functions[order.name] as (...args: string[]) => Promise<unknown>;
    process.send?.({ id, result: await call(...order.args) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

start(JSON.parse(process.argv[2] ?? "{}"));
process.send?.({ id: 0 });
