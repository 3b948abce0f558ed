import type { Context } from "hono";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";
import type { SdkEnv } from "./super-tokens.ts";

export async function welcome(c: Context<SdkEnv>): Promise<Response> {
  const { request, response } = c.var.sdk;
  try {
    const session = await getSession(request, response, {
      ...pageLoad,
      sessionRequired: false,
    });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return c.html(page("Welcome", text));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, c, { optional: true });
  }
}
