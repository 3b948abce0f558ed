import type { APIContext } from "astro";
import { prefersJson } from "./accept.ts";
import { messagePage } from "./message-page.ts";

/**
 * The middleware's response when it fails, or when a page throws: the SDK throws a plain
 * error for an unreachable core, and the session may still be valid.
 */
export function errorPage(error: unknown, { request }: APIContext): Response {
  console.error(error);
  if (prefersJson(request))
    return Response.json({ message: "internal error" }, { status: 500 });
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return messagePage(500, "Something went wrong", '<a href="">Try again</a>');
}
