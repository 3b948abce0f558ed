import { type H3Event, setResponseHeader } from "h3";

/** What a page gets to know about its visitor. The browser gets all of it. */
export interface Visitor {
  userId: string;
  roles: readonly string[];
}

/** For the page, which reads `event.context`, and for API routes. */
export function setVisitor(event: H3Event, visitor: Visitor): void {
  event.context.visitor = visitor;
}

/** For API routes: the visitor that the middleware has verified. */
export function visitorOf(event: H3Event): Visitor {
  const visitor: Visitor | undefined = event.context.visitor;
  // Only where the middleware lets a visitor without a session through.
  if (!visitor) throw new Error("This route has no session: does the middleware require one?");
  // With it, Nitro does not cache the response for other visitors, even where a route rule or
  // defineCachedEventHandler says so: that leaves out the headers of the middleware.
  setResponseHeader(event, "Cache-Control", "private, no-store");
  return visitor;
}
