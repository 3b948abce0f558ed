import type { LoaderFunctionArgs } from "react-router";
import { requireSession } from "./verify-session";

/**
 * For the middleware: the page for guests and for users. An expired access token still leads to
 * the refresh page, because the visitor may be signed in; that page returns even without a
 * session.
 */
export function optionalSession(args: LoaderFunctionArgs): Promise<Response | undefined> {
  return requireSession(args, { sessionRequired: false });
}
