import type { Context } from "aws-lambda";
import { Error as SuperTokensError } from "supertokens-node";
import { middleware } from "supertokens-node/framework/awsLambda";
import { text } from "./answer.ts";
import { adminApi } from "./assert-claims.ts";
import { dashboardChecked } from "./check-database.ts";
import { errorPage } from "./error-page.ts";
import { type GatewayEvent, methodOf, pathOf, type Result, readable } from "./event.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { api } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { signIn } from "./sign-in.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

const routes: Record<string, (event: GatewayEvent) => Promise<Result>> = {
  "GET /dashboard": dashboard,
  "GET /dashboard-checked": dashboardChecked,
  "GET /dashboard-jwt": dashboardJwt,
  "GET /welcome": welcome,
  "GET /admin": admin,
  "POST /login": signIn,
  "GET /api/user": api,
  "GET /api/admin": adminApi,
};

// Answers /auth/*, among them the refresh and the sign-out, and calls `route` for the rest.
const supertokens = middleware(route);

/**
 * What Lambda calls. It has two parameters and the SDK's middleware three, which Lambda's
 * Node.js 24 takes for a callback and refuses to start.
 */
export async function handler(event: GatewayEvent, context: Context): Promise<Result> {
  try {
    return noStore(await supertokens(readable(event), context, () => {}));
  } catch (error) {
    return noStore(errorPage(error, event));
  }
}

async function route(event: GatewayEvent): Promise<Result> {
  const method = methodOf(event) === "HEAD" ? "GET" : methodOf(event);
  try {
    const answer = await routes[`${method} ${pathOf(event)}`]?.(event);
    return answer ?? text("Not found", 404);
  } catch (error) {
    // The middleware makes 401 or 403 of a session error. Of any other it makes nothing,
    // and forgets the cookies that the SDK has set: so here it becomes an answer too.
    if (SuperTokensError.isErrorFromSuperTokens(error)) throw error;
    return errorPage(error, event);
  }
}
