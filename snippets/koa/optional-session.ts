import type { Context } from "koa";
import { getSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function welcome(ctx: Context): Promise<void> {
  try {
    const session = await getSession(requestOf(ctx), responseOf(ctx), {
      ...pageLoad,
      sessionRequired: false,
    });
    ctx.body = page(
      "Welcome",
      session ? `Hello again, ${session.getUserId()}` : "Hello, guest",
    );
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    handleSessionError(error, ctx, { optional: true });
  }
}
