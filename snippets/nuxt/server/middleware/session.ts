import { defineEventHandler } from "h3";
import { checkOf } from "../lib/check-of.ts";
import { errorPage } from "../lib/error-page.ts";
import { noStore } from "../lib/no-store.ts";
import { headOf } from "../lib/request.ts";
import { isSameOrigin } from "../lib/same-origin.ts";

/** Runs for pages, API routes and server components alike, but not for the files in public/. */
export default defineEventHandler(async (event) => {
  noStore(event);
  try {
    // Before every state-changing route, including the SDK's routes.
    if (!isSameOrigin(headOf(event))) {
      return new Response("This request comes from another site", { status: 403 });
    }
    const [path = ""] = event.path.split("?");
    const check = checkOf(path);
    // For app/middleware/session.global.ts: the router may find the page under another name.
    event.context.isCheckOf = (route: string) => checkOf(route) === check;
    return await check?.(event);
  } catch (error) {
    return errorPage(error, event);
  }
});
