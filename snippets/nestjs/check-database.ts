import { Controller, Get, UseFilters } from "@nestjs/common";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { Html, page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { PageSessionErrorFilter } from "./session-error.ts";
import { CurrentSession, VerifySession } from "./session-guard.ts";

@Controller()
@UseFilters(PageSessionErrorFilter)
export class CheckedDashboardController {
  /**
   * Calls the core on every request: a revoked session ends at once, not only when its
   * access token expires.
   */
  @Get("dashboard-checked")
  @VerifySession({ ...pageLoad, checkDatabase: true })
  @Html()
  dashboardChecked(@CurrentSession() session: SessionContainer): string {
    return page("Dashboard", `Signed in as ${session.getUserId()}`);
  }
}
