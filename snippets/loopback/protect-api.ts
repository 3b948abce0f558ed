import { inject, intercept } from "@loopback/core";
import { get, post, RestBindings } from "@loopback/rest";
import type { SessionContext } from "supertokens-node/framework/loopback";
import { verifySession } from "supertokens-node/recipe/session/framework/loopback";
import { RolesClaim } from "./claims.ts";
import { sessionOf } from "./session-context.ts";

// Without a valid session verifySession responds on its own: 401, or 403 for a claim. For
// every method except GET it also requires the header `rid`, which the front-end SDK
// adds.
@intercept(verifySession())
export class ApiController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: SessionContext) {}

  @get("/api/user")
  async user() {
    const session = sessionOf(this.ctx);
    return {
      userId: session.getUserId(),
      sessionHandle: session.getHandle(),
      roles: await session.getClaimValue(RolesClaim),
    };
  }

  // A method of a controller serves one HTTP method.
  @post("/api/user")
  async postUser() {
    return this.user();
  }
}
