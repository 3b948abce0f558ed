import type { Context } from "koa";
import { getSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(ctx: Context): Promise<void> {
  try {
    const session = await getSession(requestOf(ctx), responseOf(ctx), {
      ...pageLoad,
      checkDatabase: true,
    });
    ctx.body = page("Dashboard", `Signed in as ${session.getUserId()}`);
  } catch (error) {
    handleSessionError(error, ctx);
  }
}
