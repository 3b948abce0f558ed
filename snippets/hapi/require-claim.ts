import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { requestOf, responseOf } from "./context.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  try {
    const session = await getSession(requestOf(request), responseOf(request), {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return h.response(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, request, h);
  }
}
