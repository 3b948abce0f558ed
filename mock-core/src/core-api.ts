import { atLeast, supportedCdiVersions } from "./cdi.ts";
import { appIn, type Endpoints, get, type Handler } from "./endpoint.ts";
import { json, refuse, text } from "./http.ts";
import type { Recipe } from "./recipe.ts";
import { configFor } from "./state.ts";

// The endpoints that belong to no recipe (webserver/api/core: HelloAPI.java, ApiVersionAPI.java).

const any = (GET: Handler) => ({ GET, POST: GET, PUT: GET, DELETE: GET });

const endpoints: Endpoints = {
  "/": any(({ core, call, appId, tenantId }) => {
    const known = core.apps.get(appId)?.tenants.has(tenantId);
    return known && call.path.endsWith("/") ? text("Hello") : refuse(404, "Not found");
  }),
  "/hello": any((context) => {
    appIn("app", context);
    return text("Hello");
  }),
  "/apiversion": get("public", {}, (_, { app }) => {
    const config = configFor(app);
    const { supertokens_min_cdi_version: min, supertokens_max_cdi_version: max } = config;
    const serves = (version: string) =>
      atLeast(max, version) && (!min || atLeast(version, min));
    return json({ versions: supportedCdiVersions.filter(serves) });
  }),
};

export const coreItself: Recipe = { endpoints };
