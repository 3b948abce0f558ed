import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { getSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function dashboard(request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  try {
    const session = await getSession(requestOf(request), responseOf(request), pageLoad);
    return h.response(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, request, h);
  }
}
