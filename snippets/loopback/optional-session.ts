import { inject, intercept } from "@loopback/core";
import { get, type RequestContext, type Response, RestBindings } from "@loopback/rest";
import { getSession } from "supertokens-node/recipe/session";
import { page, sendPage } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

// An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed in, so
// the refresh page comes first.
@intercept(handleSessionError({ optional: true }))
export class WelcomeController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  @get("/welcome")
  async welcome(): Promise<Response> {
    const session = await getSession(this.ctx, this.ctx, {
      ...pageLoad,
      sessionRequired: false,
    });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return sendPage(this.ctx, page("Welcome", text));
  }
}
