import type { Context } from "hono";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";
import type { SdkEnv } from "./super-tokens.ts";

export async function admin(c: Context<SdkEnv>): Promise<Response> {
  const { request, response } = c.var.sdk;
  try {
    const session = await getSession(request, response, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return c.html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, c);
  }
}
