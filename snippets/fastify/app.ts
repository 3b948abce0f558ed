import accepts from "@fastify/accepts";
import type { FastifyInstance } from "fastify";
import { adminApi } from "./assert-claims.ts";
import { auth, sessionError } from "./auth.ts";
import { dashboardChecked } from "./check-database.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { api } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { signIn } from "./sign-in.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

export async function app(server: FastifyInstance): Promise<void> {
  await server.register(accepts);
  server.addHook("onRequest", noStore);
  // Before every state-changing route, including the SDK's.
  server.addHook("onRequest", sameOrigin);
  // For errors that are not about sessions. Set before the plugin below, which inherits
  // what its parent has at that point.
  server.setErrorHandler(errorPage);
  await server.register(sessions);
}

async function sessions(server: FastifyInstance): Promise<void> {
  // A plugin has one error handler; an error that it rethrows goes to the parent's.
  server.setErrorHandler(sessionError);
  await server.register(auth);

  server.get("/dashboard", dashboard);
  server.get("/dashboard-checked", dashboardChecked);
  server.get("/dashboard-jwt", dashboardJwt);
  server.get("/welcome", welcome);
  server.get("/admin", admin);
  await server.register(signIn);
  await server.register(api);
  await server.register(adminApi);
}
