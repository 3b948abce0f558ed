import { getSession } from "supertokens-node/recipe/session";
import { html } from "./answer.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { needsRefresh, redirectToRefresh } from "./refresh.ts";

export async function welcome(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, {
      sessionRequired: false,
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
    });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return html(page("Welcome", text));
  } catch (error) {
    // An expired access token is still TRY_REFRESH_TOKEN: this may be a user, so ask the
    // refresh page first.
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(event, { optional: true });
  }
}
