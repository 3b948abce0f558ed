import { inject, intercept } from "@loopback/core";
import { get, type RequestContext, type Response, RestBindings } from "@loopback/rest";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { page, sendPage } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

@intercept(handleSessionError())
export class AdminController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  @get("/admin")
  async admin(): Promise<Response> {
    const session = await getSession(this.ctx, this.ctx, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return sendPage(this.ctx, page("Admin", `${session.getUserId()} is an admin`));
  }
}
