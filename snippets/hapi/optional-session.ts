import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { getSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function welcome(request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  try {
    const session = await getSession(requestOf(request), responseOf(request), {
      ...pageLoad,
      sessionRequired: false,
    });
    const greeting = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return h.response(page("Welcome", greeting));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, request, h, { optional: true });
  }
}
