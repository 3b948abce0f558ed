import type { Context } from "hono";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";
import type { SdkEnv } from "./super-tokens.ts";

export async function dashboard(c: Context<SdkEnv>): Promise<Response> {
  const { request, response } = c.var.sdk;
  try {
    const session = await getSession(request, response, pageLoad);
    return c.html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, c);
  }
}
