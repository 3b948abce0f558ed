import { atLeast, supportedCdiVersions } from "./cdi.ts";
import { appIn, type Endpoint, type Endpoints, type Handler, on } from "./endpoint.ts";
import { json, refuse, text } from "./http.ts";
import { configFor } from "./state.ts";

// The endpoints that belong to no recipe (contract sections 1.2 and 1.7).

const open = (GET: Handler): Endpoint => ({
  GET,
  POST: GET,
  PUT: GET,
  DELETE: GET,
  apiKey: false,
  cdiVersion: false,
});

export const coreEndpoints: Endpoints = {
  // What answers every path that nothing else does; only "/" itself, after a tenant there is, is greeted.
  "/": open(({ core, call, appId, tenantId }) => {
    const known = core.apps.get(appId)?.tenants.has(tenantId);
    return known && call.path.endsWith("/") ? text("Hello") : refuse(404, "Not found");
  }),
  "/hello": open((context) => {
    appIn("app", context);
    return text("Hello");
  }),
  "/apiversion": {
    cdiVersion: false,
    GET: on("public tenant", {}, (_, { app }) => {
      const { supertokens_max_cdi_version: max, supertokens_min_cdi_version: min } =
        configFor(app);
      const served = (version: string) =>
        atLeast(max, version) && (min === null || atLeast(version, min));
      return json({ versions: supportedCdiVersions.filter(served) });
    }),
  },
  // Gone since CDI 2.21 (HandshakeAPI.java).
  "/recipe/handshake": { POST: () => refuse(404, "Not found") },
};
