import { getSession } from "supertokens-node/recipe/session";
import { html } from "./answer.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { needsRefresh, redirectToRefresh } from "./refresh.ts";

export async function dashboard(event: GatewayEvent): Promise<Result> {
  try {
    // The event twice: the SDK keeps what it has to set in it, and the middleware puts that
    // into the answer.
    const session = await getSession(event, event, {
      // A page load only reads, and a browser adds no header to it: nothing to protect from
      // forgery.
      antiCsrfCheck: false,
      // This page is for every user, whatever the claims of the session say.
      overrideGlobalClaimValidators: () => [],
    });
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(event);
  }
}
