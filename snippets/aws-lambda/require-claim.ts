import { getSession } from "supertokens-node/recipe/session";
import { html } from "./answer.ts";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, {
      ...pageLoad,
      // Added to the global validators, which stay: those of other recipes are among them.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, event);
  }
}
