import { BadRequestException, Body, Controller, Post, Query, Req, Res } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import type { HttpRequest, HttpResponse } from "./adapter.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";
import { wantsHtml } from "./wants-html.ts";

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
@Controller()
export class SignInController {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @Post("login")
  async signIn(
    @Req() req: HttpRequest,
    // No passthrough: this handler sends the response, in one of two ways.
    @Res() res: HttpResponse,
    @Query("redirectBack") returnUrl: unknown,
    @Body() body?: { user?: unknown; role?: unknown } | null,
  ): Promise<void> {
    const { user, role } = body ?? {};
    if (typeof user !== "string" || !user) throw new BadRequestException("Who are you?");
    setRoles(user, typeof role === "string" && role ? [role] : []);

    await createNewSession(req, res, "public", convertToRecipeUserId(user));

    const redirectBack = safeRedirectBack(returnUrl);
    const { httpAdapter } = this.adapterHost;
    // The front end requests JSON: its SDK needs the headers of the response, and
    // fetch hides those of a redirect.
    if (wantsHtml(req)) httpAdapter.redirect(res, 303, redirectBack);
    else httpAdapter.reply(res, { redirectBack }, 200);
  }
}
