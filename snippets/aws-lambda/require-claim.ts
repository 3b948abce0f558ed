import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { html } from "./responses.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, event);
  }
}
