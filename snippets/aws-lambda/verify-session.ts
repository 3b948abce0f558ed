import { getSession } from "supertokens-node/recipe/session";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { html } from "./responses.ts";
import { handleSessionError } from "./session-error.ts";

export async function dashboard(event: GatewayEvent): Promise<Result> {
  try {
    // The event is passed twice: the SDK stores in it what it has to set, and the
    // middleware adds that to the response.
    const session = await getSession(event, event, pageLoad);
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, event);
  }
}
