import type { RequestEvent } from "@sveltejs/kit";
import type { Handle } from "@sveltejs/kit/hooks";
import { requireSessionInDatabase } from "./lib/server/check-database.ts";
import { deliver } from "./lib/server/deliver.ts";
import { errorPage } from "./lib/server/error-page.ts";
import { noStore } from "./lib/server/no-store.ts";
import { optionalSession } from "./lib/server/optional-session.ts";
import { requireAdmin } from "./lib/server/require-claim.ts";
import { isSameOrigin } from "./lib/server/same-origin.ts";
import { sdkOf } from "./lib/server/sdk.ts";
import { requireAccessToken } from "./lib/server/verify-jwt.ts";
import { requireSession } from "./lib/server/verify-session.ts";

/** Verifies a request; a response ends it. Undefined: it goes on to its route. */
type Verify = (event: RequestEvent) => Promise<Response | undefined>;

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
const open = new Set(["/login", "/auth/[...path]", "/api/user", "/api/admin"]);

/** Runs for pages, data requests of client navigation, form actions and endpoints alike. */
export const handle: Handle = async ({ event, resolve }) => {
  // Before every state-changing route, including form actions and the SDK's routes.
  if (!isSameOrigin(event.request)) {
    return noStore(new Response("This request comes from another site", { status: 403 }));
  }
  event.locals.sdk = sdkOf(event.request);
  let response: Response;
  try {
    response = (await verify(event)) ?? (await resolve(event));
  } catch (error) {
    response = errorPage(error, event);
  }
  // Whether the route has rendered, redirected or failed.
  return noStore(deliver(response, event.locals.sdk.response));
};

function verify(event: RequestEvent): Promise<Response | undefined> | undefined {
  // A remote function states the route that it is called from, and can state any.
  if (event.isRemoteRequest) return requireSession(event);
  const { id } = event.route;
  // No route: SvelteKit responds 404.
  if (id === null || open.has(id)) return undefined;
  return (verifies.get(id) ?? requireSession)(event);
}
