import type { RequestEvent } from "@sveltejs/kit";
import { requireSession } from "./verify-session.ts";

/**
 * For the hook: the page for guests and for users. An expired access token still leads to the
 * refresh page, because the visitor may be signed in; that page returns even without a
 * session.
 */
export function optionalSession(event: RequestEvent): Promise<Response | undefined> {
  return requireSession(event, { sessionRequired: false });
}
