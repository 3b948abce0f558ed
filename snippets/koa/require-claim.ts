import type { Context } from "koa";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(ctx: Context): Promise<void> {
  try {
    const session = await getSession(requestOf(ctx), responseOf(ctx), {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    ctx.body = page("Admin", `${session.getUserId()} is an admin`);
  } catch (error) {
    handleSessionError(error, ctx);
  }
}
