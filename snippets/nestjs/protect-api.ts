import { All, Controller } from "@nestjs/common";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { CurrentSession, VerifySession } from "./session-guard.ts";

// No filter of its own: the one for the whole app responds with 401, or 403 for a claim. For
// every method except GET the SDK also requires the header `rid`, which the front-end SDK
// adds.
@Controller("api")
@VerifySession()
export class ApiController {
  @All("user")
  async user(@CurrentSession() session: SessionContainer) {
    return {
      userId: session.getUserId(),
      sessionHandle: session.getHandle(),
      roles: await session.getClaimValue(RolesClaim),
    };
  }
}
