import type { Plugin } from "@hapi/hapi";
import { adminApi } from "./assert-claims.ts";
import { auth, sessionErrors } from "./auth.ts";
import { dashboardChecked } from "./check-database.ts";
import { deliver } from "./deliver.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { api, sessionScheme } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { signIn } from "./sign-in.ts";
import { state } from "./state.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

const options = { state };

export const app: Plugin<void> = {
  name: "app",
  register: async (server) => {
    // Before every state-changing route, including the SDK's.
    server.ext("onPreAuth", sameOrigin, { sandbox: "plugin" });
    // Run for the routes of this plugin, in this order, whatever the outcome of the
    // request.
    for (const extension of [sessionErrors, errorPage, noStore, deliver]) {
      server.ext("onPreResponse", extension, { sandbox: "plugin" });
    }

    server.auth.scheme("supertokens", sessionScheme);
    server.auth.strategy("session", "supertokens");

    server.route(auth);
    server.route({ method: "GET", path: "/dashboard", options, handler: dashboard });
    server.route({
      method: "GET",
      path: "/dashboard-checked",
      options,
      handler: dashboardChecked,
    });
    server.route({ method: "GET", path: "/dashboard-jwt", options, handler: dashboardJwt });
    server.route({ method: "GET", path: "/welcome", options, handler: welcome });
    server.route({ method: "GET", path: "/admin", options, handler: admin });
    server.route(signIn);
    server.route(api);
    server.route(adminApi);
  },
};
