import type { APIContext } from "astro";
import { requireSession } from "./verify-session.ts";

/**
 * For the middleware: the page for guests and for users. An expired access token still leads to
 * the refresh page, because the visitor may be signed in; that page returns even without a
 * session.
 */
export function optionalSession(context: APIContext): Promise<Response | undefined> {
  return requireSession(context, { sessionRequired: false });
}
