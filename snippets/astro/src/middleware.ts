import type { APIContext, MiddlewareHandler } from "astro";
import { requireSessionInDatabase } from "./lib/check-database.ts";
import { deliver } from "./lib/deliver.ts";
import { errorPage } from "./lib/error-page.ts";
import { noStore } from "./lib/no-store.ts";
import { optionalSession } from "./lib/optional-session.ts";
import { requireAdmin } from "./lib/require-claim.ts";
import { isSameOrigin } from "./lib/same-origin.ts";
import { sdkOf } from "./lib/sdk.ts";
import { requireAccessToken } from "./lib/verify-jwt.ts";
import { requireSession } from "./lib/verify-session.ts";

/** Verifies a request; a response ends it. Undefined: it goes on to its route. */
type Verify = (context: APIContext) => Promise<Response | undefined>;

/** How each route verifies its visitor. A route that is in neither list needs a session. */
const verifies = new Map<string, Verify>([
  ["/dashboard-checked", requireSessionInDatabase],
  ["/dashboard-jwt", requireAccessToken],
  ["/welcome", optionalSession],
  ["/admin", requireAdmin],
]);

/**
 * Routes that are open to every visitor, or that verify for themselves, like those of the
 * API.
 */
const open = new Set(["/404", "/login", "/auth/[...path]", "/api/user", "/api/admin"]);

/** Runs for pages, endpoints, actions and server islands alike, but not for prerendered pages. */
export const onRequest: MiddlewareHandler = async (context, next) => {
  // A prerendered page has no visitor: this runs once, while Astro builds it.
  if (context.isPrerendered) return next();
  // Before every state-changing route, including actions and the SDK's routes.
  if (!isSameOrigin(context.request)) {
    return noStore(new Response("This request comes from another site", { status: 403 }));
  }
  context.locals.sdk = sdkOf(context.request);
  let response: Response;
  try {
    response = (await verify(context)) ?? (await next());
  } catch (error) {
    response = errorPage(error, context);
  }
  // Whether the route has rendered, redirected or failed.
  return noStore(deliver(response, context.locals.sdk.response));
};

function verify(context: APIContext): Promise<Response | undefined> | undefined {
  // The route's pattern, not the path of the URL, which can be written in several ways.
  const route = context.routePattern;
  if (open.has(route)) return undefined;
  return (verifies.get(route) ?? requireSession)(context);
}
