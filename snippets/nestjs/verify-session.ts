import { Controller, Get, Req, Res, UseFilters } from "@nestjs/common";
import { getSession } from "supertokens-node/recipe/session";
import type { HttpRequest, HttpResponse } from "./adapter.ts";
import { Html, page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { PageSessionErrorFilter } from "./session-error.ts";

@Controller()
@UseFilters(PageSessionErrorFilter)
export class DashboardController {
  @Get("dashboard")
  @Html()
  async dashboard(
    @Req() req: HttpRequest,
    // Passthrough: the SDK sets its headers on the response, and Nest still sends what this
    // method returns.
    @Res({ passthrough: true }) res: HttpResponse,
  ): Promise<string> {
    // PageSessionErrorFilter catches what getSession throws. Do not redirect here: Nest
    // would respond a second time.
    const session = await getSession(req, res, pageLoad);
    return page("Dashboard", `Signed in as ${session.getUserId()}`);
  }
}
