import { Controller, Get, UseFilters } from "@nestjs/common";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { Html, page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { PageSessionErrorFilter } from "./session-error.ts";
import { CurrentSession, VerifySession } from "./session-guard.ts";

@Controller()
@UseFilters(PageSessionErrorFilter)
export class AdminController {
  @Get("admin")
  @VerifySession({
    ...pageLoad,
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  })
  @Html()
  admin(@CurrentSession() session: SessionContainer): string {
    return page("Admin", `${session.getUserId()} is an admin`);
  }
}
