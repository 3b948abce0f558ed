import type { H3Event } from "h3";
import { messagePage } from "./message-page.ts";
import { isPageLoad } from "./refresh.ts";

/**
 * The middleware's response when it fails: the SDK throws a plain error for an unreachable
 * core, and the session may still be valid. Errors of a page end up in `app/error.vue`.
 */
export function errorPage(error: unknown, event: H3Event): Response {
  console.error(error);
  if (!isPageLoad(event)) return Response.json({ message: "internal error" }, { status: 500 });
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return messagePage(500, "Something went wrong", '<a href="">Try again</a>');
}
