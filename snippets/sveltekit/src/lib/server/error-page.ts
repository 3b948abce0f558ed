import type { RequestEvent } from "@sveltejs/kit";
import { prefersJson } from "./accept.ts";
import { messagePage } from "./message-page.ts";

/**
 * The hook's response when it fails: the SDK throws a plain error for an unreachable core, and
 * the session may still be valid. Errors of a page end up on `src/routes/+error.svelte`.
 */
export function errorPage(error: unknown, { request, isDataRequest }: RequestEvent): Response {
  console.error(error);
  // For a data request, SvelteKit shows the status and the message on +error.svelte.
  if (isDataRequest || prefersJson(request)) {
    return Response.json({ message: "internal error" }, { status: 500 });
  }
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return messagePage(500, "Something went wrong", '<a href="">Try again</a>');
}
