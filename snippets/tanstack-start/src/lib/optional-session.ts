import { requireSession, type Visit, type Visitor } from "./verify-session.ts";

/**
 * For the middleware: guests and users may call the function. An expired access token still
 * leads to the refresh page, because the visitor may be signed in; that page returns even
 * without a session.
 */
export function optionalSession(visit: Visit): Promise<Visitor> {
  return requireSession(visit, { sessionRequired: false });
}
