import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { getSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(
  request: Request,
  h: ResponseToolkit,
): Promise<ResponseObject> {
  try {
    const session = await getSession(requestOf(request), responseOf(request), {
      ...pageLoad,
      checkDatabase: true,
    });
    return h.response(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, request, h);
  }
}
