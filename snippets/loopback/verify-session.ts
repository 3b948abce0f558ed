import { inject, intercept } from "@loopback/core";
import { get, type RequestContext, type Response, RestBindings } from "@loopback/rest";
import { getSession } from "supertokens-node/recipe/session";
import { page, sendPage } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

@intercept(handleSessionError())
export class DashboardController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  @get("/dashboard")
  async dashboard(): Promise<Response> {
    // For the SDK, LoopBack's context is the request and the response. The interceptor
    // catches what getSession throws.
    const session = await getSession(this.ctx, this.ctx, pageLoad);
    return sendPage(this.ctx, page("Dashboard", `Signed in as ${session.getUserId()}`));
  }
}
