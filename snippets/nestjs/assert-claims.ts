import { Controller, Get } from "@nestjs/common";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { CurrentSession, VerifySession } from "./session-guard.ts";

@Controller("api")
@VerifySession()
export class AdminApiController {
  @Get("admin")
  async admin(@CurrentSession() session: SessionContainer) {
    // Throws INVALID_CLAIMS, to which the filter for the whole app responds: 403.
    await session.assertClaims([RolesClaim.validators.includes("admin")]);
    return { secret: "The cake is real" };
  }
}
