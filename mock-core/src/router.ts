import { atLeast, readCdiVersion, supportedCdiVersions } from "./cdi.ts";
import { type Call, maxBody, Refusal, refuse, text } from "./http.ts";
import { apiKeysOf, type Config } from "./options.ts";
import { type Core, configFor } from "./state.ts";

/** Tenants cannot have these ids (webserver/Utils.java INVALID_WORDS_FOR_TENANTID). */
export const reservedWords = ["recipe", "config", "users", "hello"];

const withoutKey = ["/", "/hello", "/.well-known/jwks.json"];
const withoutVersion = [...withoutKey, "/apiversion"];

export async function route(core: Core, call: Call) {
  try {
    return await dispatch(core, call);
  } catch (error) {
    return error instanceof Refusal ? error.response : text(String(error), 500);
  }
}

function dispatch(core: Core, call: Call) {
  if (call.tooLarge) refuse(413, `The request body is larger than ${maxBody} bytes`);
  const { path, appId, tenantId } = targetOf(core, call.path);
  const app = core.apps.get(appId);
  const config = app ? configFor(app) : core.baseConfig;
  if (!mayCallFrom(call.remoteAddress ?? "", config)) refuse(403, "Forbidden");
  // The keys are those of the app, so an unknown app has none; its look-up sends 400 later.
  if (app && !withoutKey.includes(path)) checkApiKey(call, config);
  const { supertokens_min_cdi_version: min, supertokens_max_cdi_version: max } = config;
  const cdi = readCdiVersion(call.headers["cdi-version"], { min, max });
  if (!atLeast(cdi, "3.0") && tenantId !== "public") refuse(404, "Not found");
  // By its text, so that `5.4.0` is not `5.4`, as in the core.
  if (!withoutVersion.includes(path) && !supportedCdiVersions.includes(cdi))
    refuse(400, `cdi-version ${cdi} not supported`);
  // Recipes share the path /recipe/user; the header `rid` tells them apart (RecipeRouter.java).
  const { rid } = call.headers;
  const endpoint = core.endpoints.get(`${rid} ${path}`) ?? core.endpoints.get(path);
  const handlers = new Map(Object.entries(endpoint ?? {}));
  const handle = handlers.get(call.method) ?? refuse(405, "Method not supported");
  return handle({ core, call, cdi, appId, tenantId });
}

/** The endpoint, app and tenant of a path (PathRouter.java); the endpoint "/" sends 404 for an unknown path. */
function targetOf({ baseConfig, endpoints }: Core, asked: string) {
  const basePath = baseConfig.base_path;
  // Tomcat joins slashes.
  const path = asked.replace(/\/{2,}/g, "/");
  const unknown = { path: "/", appId: "public", tenantId: "" };
  const lower = path.slice(basePath.length).toLowerCase() || "/";
  if (!path.startsWith(basePath)) return unknown;
  const known = (part: string) =>
    [part, part.replace(/\/$/, "")].find((each) => endpoints.has(each));
  const [app, id] = /^\/appid-([a-z0-9-]*)(?=\/|$)/.exec(lower) ?? [""];
  const appId = id || "public";
  const rest = lower.slice(app.length);
  const own = known(rest);
  if (own) return { path: own, appId, tenantId: "public" };
  const [tenant, tenantId = ""] = /^\/([a-z0-9-]+)(?=\/)/.exec(rest) ?? [""];
  const inner = known(rest.slice(tenant.length));
  return inner && !reservedWords.includes(tenantId)
    ? { path: inner, appId, tenantId }
    : unknown;
}

function mayCallFrom(ip: string, config: Config) {
  const { ip_allow_regex: allow, ip_deny_regex: deny } = config;
  const matches = (pattern: string) => new RegExp(`^(?:${pattern})$`).test(ip);
  return (allow === null || matches(allow)) && (deny === null || !matches(deny));
}

function checkApiKey({ headers }: Call, config: Config) {
  const given = headers["api-key"] ?? headers.authorization?.replace(/^bearer /i, "") ?? "";
  if (apiKeysOf(config)?.includes(given.trim()) === false) refuse(401, "Invalid API key");
}
