import { inject, intercept } from "@loopback/core";
import { get, RestBindings } from "@loopback/rest";
import type { SessionContext } from "supertokens-node/framework/loopback";
import { verifySession } from "supertokens-node/recipe/session/framework/loopback";
import { RolesClaim } from "./claims.ts";
import { sessionOf } from "./session-context.ts";

@intercept(verifySession())
export class AdminApiController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: SessionContext) {}

  @get("/api/admin")
  async admin() {
    // Throws INVALID_CLAIMS, to which the SDK's middleware responds: 403.
    await sessionOf(this.ctx).assertClaims([RolesClaim.validators.includes("admin")]);
    return { secret: "The cake is real" };
  }
}
