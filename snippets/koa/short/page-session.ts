import type { Context } from "koa";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

/** The session of a page's visitor; without one, sends the browser to the refresh page. */
export async function pageSession(ctx: Context): Promise<SessionContainer | undefined> {
  ctx.set("Cache-Control", "private, no-store");
  ctx.vary("Cookie");
  try {
    // A page load carries no anti-CSRF header.
    return await getSession(ctx, ctx, { antiCsrfCheck: false });
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const query = new URLSearchParams({ redirectBack: ctx.originalUrl });
    ctx.redirect(`/refresh-session?${query}`);
  }
}
