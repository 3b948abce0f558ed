import type { APIContext } from "astro";
import { prefersJson } from "./accept.ts";
import { messagePage } from "./message-page.ts";

/**
 * What the middleware responds with when it fails, or when a page throws: for the SDK an
 * unreachable core is a plain error, which says nothing about the session.
 */
export function errorPage(error: unknown, { request }: APIContext): Response {
  console.error(error);
  if (prefersJson(request))
    return Response.json({ message: "internal error" }, { status: 500 });
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return messagePage(500, "Something went wrong", '<a href="">Try again</a>');
}
