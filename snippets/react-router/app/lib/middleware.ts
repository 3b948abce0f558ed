import type { LoaderFunctionArgs, MiddlewareFunction } from "react-router";
import { requireSessionInDatabase } from "./check-database";
import { deliver } from "./deliver";
import { noStore } from "./no-store";
import { optionalSession } from "./optional-session";
import { requireAdmin } from "./require-claim";
import { isSameOrigin } from "./same-origin";
import { sdkContext, sdkOf } from "./sdk";
import { requireAccessToken } from "./verify-jwt";
import { requireSession } from "./verify-session";

/** Verifies a request; a response ends it. Undefined: it goes on to its route. */
type Verify = (args: LoaderFunctionArgs) => Promise<Response | undefined>;

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
const open = new Set(["/login", "/auth/*", "/api/user", "/api/admin"]);

/** For pages, data requests, form actions and resource routes alike. */
const supertokens: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  // Before every state-changing route, including actions and the SDK's routes.
  if (!isSameOrigin(request)) {
    return noStore(new Response("This request comes from another site", { status: 403 }));
  }
  const sdk = sdkOf(request);
  context.set(sdkContext, sdk);
  // Whatever the route does, rendering, redirecting or failing, is a response here: next()
  // never throws.
  return noStore(deliver(await next(), sdk.response));
};

/** Requires a session on every route that the lists do not name. */
const verify: MiddlewareFunction<Response> = async (args, next) => {
  // The pattern as written in routes.ts, with or without the first slash. The path is not a
  // safe key, because it matches in any case.
  const pattern = args.pattern.replace(/^(?!\/)/, "/");
  if (open.has(pattern)) return next();
  return (await (verifies.get(pattern) ?? requireSession)(args)) ?? next();
};

/** For the root route: its middleware runs before that of every other route. */
export const sessionMiddleware = [supertokens, verify];
