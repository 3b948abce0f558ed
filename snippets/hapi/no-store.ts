import type { Lifecycle } from "@hapi/hapi";
import { responseOf } from "./context.ts";

/**
 * An `onPreResponse` extension, before `deliver`. Marks every response as one user's own.
 * Without it a cache or CDN may store a page, or a `Set-Cookie`, and serve one user's
 * session to another.
 */
export const noStore: Lifecycle.Method = (request, h) => {
  const response = responseOf(request);
  response.setHeader("cache-control", "private, no-store", false);
  response.setHeader("vary", "cookie", true);
  return h.continue;
};
