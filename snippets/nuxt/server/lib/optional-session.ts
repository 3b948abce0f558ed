import type { H3Event } from "h3";
import { requireSession } from "./verify-session.ts";

/**
 * For the middleware: the page for guests and for users. An expired access token still leads to
 * the refresh page, because the visitor may be signed in; that page returns even without a
 * session.
 */
export function optionalSession(event: H3Event): Promise<Response | undefined> {
  return requireSession(event, { sessionRequired: false });
}
