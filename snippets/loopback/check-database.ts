import { inject, intercept } from "@loopback/core";
import { get, type RequestContext, type Response, RestBindings } from "@loopback/rest";
import { getSession } from "supertokens-node/recipe/session";
import { page, sendPage } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

@intercept(handleSessionError())
export class CheckedDashboardController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  /**
   * Calls the core on every request: a revoked session ends at once, not only when its
   * access token expires.
   */
  @get("/dashboard-checked")
  async dashboardChecked(): Promise<Response> {
    const session = await getSession(this.ctx, this.ctx, {
      ...pageLoad,
      checkDatabase: true,
    });
    return sendPage(this.ctx, page("Dashboard", `Signed in as ${session.getUserId()}`));
  }
}
