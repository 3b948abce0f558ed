import { adminApi } from "./assert-claims.ts";
import { dashboardChecked } from "./check-database.ts";
import { type GatewayEvent, methodOf, pathOf, type Result } from "./event.ts";
import { welcome } from "./optional-session.ts";
import { api } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { text } from "./responses.ts";
import { signIn } from "./sign-in.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";
import { withSuperTokens } from "./with-supertokens.ts";

const routes: Record<string, (event: GatewayEvent) => Promise<Result>> = {
  "GET /dashboard": dashboard,
  "GET /dashboard-checked": dashboardChecked,
  "GET /dashboard-jwt": dashboardJwt,
  "GET /welcome": welcome,
  "GET /admin": admin,
  "POST /login": signIn,
  "GET /api/user": api,
  "POST /api/user": api,
  "GET /api/admin": adminApi,
};

/** The handler that Lambda calls. */
export const handler = withSuperTokens(async (event) => {
  const method = methodOf(event) === "HEAD" ? "GET" : methodOf(event);
  const result = await routes[`${method} ${pathOf(event)}`]?.(event);
  return result ?? text("Not found", 404);
});
