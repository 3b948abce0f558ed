import { type ArgumentsHost, Catch, UnauthorizedException } from "@nestjs/common";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";
import type { HttpRequest, HttpResponse } from "./adapter.ts";
import { page } from "./page.ts";
import { SessionErrorFilter } from "./session-error.ts";

/**
 * For controllers that render pages: a browser is sent to the refresh page, which comes
 * back to this very address, query string included. `UnauthorizedException` is what a page
 * throws that verifies the access token alone.
 */
@Catch(SuperTokensError, UnauthorizedException)
export class RefreshFilter extends SessionErrorFilter {
  /**
   * The refresh page comes back without a session too; otherwise it goes on to the login
   * page.
   */
  protected readonly optional: boolean = false;

  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    if (needsRefresh(error)) {
      const query = new URLSearchParams({
        redirectBack: http.getRequest<HttpRequest>().originalUrl,
      });
      if (this.optional) query.set("optional", "true");
      const res = http.getResponse<HttpResponse>();
      this.adapterHost.httpAdapter.redirect(res, 302, `/refresh-session?${query}`);
    } else if (isInvalidClaim(error)) {
      // The session is fine, it just may not see this page. A refresh would change nothing.
      this.sendPage(host, 403, page("Not allowed", "This page is not for you"));
    } else {
      await super.catch(error, host);
    }
  }
}

/** For pages that a guest may see as well. */
@Catch(SuperTokensError)
export class OptionalRefreshFilter extends RefreshFilter {
  protected override readonly optional = true;
}

/**
 * Both outcomes lead to the refresh page. With TRY_REFRESH_TOKEN the access token has
 * expired and a refresh renews it. With UNAUTHORISED there is no session: the refresh
 * fails, and that is what tells the front end to forget the session it may still believe
 * in. Sent straight to the login page, it could come back forever.
 */
function needsRefresh(error: unknown): boolean {
  if (error instanceof UnauthorizedException) return true;
  return (
    SuperTokensError.isErrorFromSuperTokens(error) &&
    (error.type === SessionError.TRY_REFRESH_TOKEN || error.type === SessionError.UNAUTHORISED)
  );
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}
