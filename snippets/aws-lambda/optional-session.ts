import { getSession } from "supertokens-node/recipe/session";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { html } from "./responses.ts";
import { handleSessionError } from "./session-error.ts";

export async function welcome(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, { ...pageLoad, sessionRequired: false });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return html(page("Welcome", text));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, event, { optional: true });
  }
}
