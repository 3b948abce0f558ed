import { atLeast, readCdiVersion, supportedCdiVersions } from "./cdi.ts";
import { coreEndpoints } from "./core-api.ts";
import { emailPasswordEndpoints } from "./email-password-api.ts";
import { emailVerificationEndpoints } from "./email-verification-api.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Answer, type Call, Refusal, refuse, text } from "./http.ts";
import { jwtEndpoints } from "./jwt-api.ts";
import { multitenancyEndpoints, reservedWords } from "./multitenancy-api.ts";
import { apiKeysOf, type Config } from "./options.ts";
import { sessionEndpoints } from "./session-api.ts";
import { type Core, configFor } from "./state.ts";
import { userEndpoints } from "./user-api.ts";
import { userRolesEndpoints } from "./user-roles-api.ts";

const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries({
    ...coreEndpoints,
    ...sessionEndpoints,
    ...jwtEndpoints,
    ...userEndpoints,
    ...emailPasswordEndpoints,
    ...emailVerificationEndpoints,
    ...userRolesEndpoints,
    ...multitenancyEndpoints,
  }),
);

/** Answers one call as the core does, failures included (contract section 1.1). */
export async function route(core: Core, call: Call): Promise<Answer> {
  try {
    return await dispatch(core, call);
  } catch (error) {
    return error instanceof Refusal ? error.answer : text(String(error), 500);
  }
}

function dispatch(core: Core, call: Call): Answer | Promise<Answer> {
  const { path, appId, tenantId } = targetOf(core.baseConfig.base_path, call.path);
  const endpoint = endpoints.get(path) ?? {};
  const app = core.apps.get(appId);
  const config = app === undefined ? core.baseConfig : configFor(app);
  if (!mayCallFrom(call.remoteAddress ?? "", config)) refuse(403, "Forbidden");
  // Keys are an app's own: an app nobody has is not asked for one and refused later, when it is looked up.
  if (endpoint.apiKey !== false && app !== undefined) checkApiKey(call, config);
  const { supertokens_min_cdi_version: min, supertokens_max_cdi_version: max } = config;
  const cdi = readCdiVersion(call.headers["cdi-version"], min, max);
  if (!atLeast(cdi, "3.0") && tenantId !== "public") refuse(404, "Not found");
  // By its text, so that `5.4.0` is not `5.4`, as in the core.
  if (endpoint.cdiVersion !== false && !supportedCdiVersions.includes(cdi))
    refuse(400, `cdi-version ${cdi} not supported`);
  const { method } = call;
  const known =
    method === "GET" || method === "POST" || method === "PUT" || method === "DELETE";
  const handle = (known && endpoint[method]) || refuse(405, "Method not supported");
  return handle({ core, call, cdi, appId, tenantId });
}

type Target = { path: string; appId: string; tenantId: string };

/**
 * The endpoint of a path, and the app and tenant in front of it (contract section 1.5). A path that leads nowhere goes
 * to "/", which answers 404 for it.
 */
function targetOf(basePath: string, path: string): Target {
  const nowhere = { path: "/", appId: "public", tenantId: "" };
  const lower = path.slice(basePath.length).toLowerCase() || "/";
  if (!path.startsWith(basePath) || !lower.startsWith("/")) return nowhere;
  const known = (part: string) =>
    [part, part.replace(/\/$/, "")].find((each) => endpoints.has(each));
  const [app, appId] = /^\/appid-([a-z0-9-]*)(?=\/|$)/.exec(lower) ?? ["", ""];
  const rest = lower.slice(app.length);
  const [tenant, tenantId = ""] = /^\/([a-z0-9-]+)(?=\/)/.exec(rest) ?? [""];
  const own = known(rest);
  if (own !== undefined) return { path: own, appId: appId || "public", tenantId: "public" };
  const inner = reservedWords.includes(tenantId) ? undefined : known(rest.slice(tenant.length));
  return inner === undefined ? nowhere : { path: inner, appId: appId || "public", tenantId };
}

/** Whether an address may call; one that the transport does not know is taken for empty. */
function mayCallFrom(address: string, config: Config): boolean {
  const { ip_allow_regex: allow, ip_deny_regex: deny } = config;
  const matches = (pattern: string) => new RegExp(`^(?:${pattern})$`).test(address);
  return !(deny !== null && matches(deny)) && (allow === null || matches(allow));
}

/** Throws 401 unless the call carries one of the keys (contract section 1.3). */
function checkApiKey({ headers }: Call, config: Config): void {
  const given = headers["api-key"] ?? headers.authorization?.replace(/^bearer /i, "");
  if (apiKeysOf(config)?.includes(given?.trim() ?? "") === false)
    refuse(401, "Invalid API key");
}
