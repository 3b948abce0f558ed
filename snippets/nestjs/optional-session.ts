import { Controller, Get, UseFilters } from "@nestjs/common";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { Html, page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { OptionalPageSessionErrorFilter } from "./session-error.ts";
import { CurrentSession, VerifySession } from "./session-guard.ts";

@Controller()
// An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed in, so
// the refresh page comes first.
@UseFilters(OptionalPageSessionErrorFilter)
export class WelcomeController {
  @Get("welcome")
  @VerifySession({ ...pageLoad, sessionRequired: false })
  @Html()
  welcome(@CurrentSession() session?: SessionContainer): string {
    return page("Welcome", session ? `Hello again, ${session.getUserId()}` : "Hello, guest");
  }
}
