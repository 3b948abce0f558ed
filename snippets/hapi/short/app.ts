import type { Plugin } from "@hapi/hapi";
import { plugin } from "supertokens-node/framework/hapi";
import "./init.ts";
import { pageSession, type WithSession } from "./page-session.ts";

export const app: Plugin<void> = {
  name: "app",
  register: async (server) => {
    await server.register(plugin);
    server.auth.scheme("page-session", pageSession);
    server.auth.strategy("page", "page-session");

    server.route<WithSession>({
      method: "GET",
      path: "/dashboard",
      options: { auth: "page" },
      handler: ({ auth }, h) =>
        h.response(`Signed in as ${auth.credentials.session.getUserId()}`).type("text/plain"),
    });
  },
};
