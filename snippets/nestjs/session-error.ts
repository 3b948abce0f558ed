import { type ArgumentsHost, Catch } from "@nestjs/common";
import { Error as SuperTokensError } from "supertokens-node";
import { errorHandler } from "supertokens-node/framework/custom";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { type HttpRequest, type HttpResponse, wrapRequest, wrapResponse } from "./adapter.ts";
import { ErrorPageFilter } from "./error-page.ts";
import { page } from "./page.ts";
import { redirectToRefresh } from "./refresh.ts";

const respond = errorHandler();

/**
 * For the whole app, APIs included: turns what getSession throws into the responses that the
 * front-end SDK understands: 401, and 403 for a claim.
 */
@Catch(SuperTokensError)
export class SessionErrorFilter extends ErrorPageFilter {
  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = wrapRequest(http.getRequest<HttpRequest>());
    const response = wrapResponse(http.getResponse<HttpResponse>());
    // Nest does not wait for a filter: an error that the SDK does not know must not leave it
    // as a rejection.
    await respond(error, request, response, (unknown: unknown) => {
      if (unknown) super.catch(unknown, host);
    });
  }
}

/**
 * For controllers of pages: responds to what getSession throws with a redirect or a page.
 *
 * TRY_REFRESH_TOKEN and UNAUTHORISED both lead to the refresh page. With TRY_REFRESH_TOKEN
 * the access token has expired, and the refresh page gets a new one. With UNAUTHORISED there
 * is no session: the refresh fails, and only a failed refresh makes the front end drop a
 * session that it may still assume. Sent straight to the login page, the visitor could be
 * redirected back forever.
 */
@Catch(SuperTokensError)
export class PageSessionErrorFilter extends SessionErrorFilter {
  protected readonly optional: boolean = false;

  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (needsRefresh(error)) {
      const { optional } = this;
      redirectToRefresh(this.adapterHost.httpAdapter, host, { optional });
    } else if (isInvalidClaim(error)) {
      // The session is valid but lacks a claim that this page requires. A refresh would not
      // change that.
      this.sendPage(host, 403, page("Not allowed", "Your account cannot open this page"));
    } else {
      await super.catch(error, host);
    }
  }
}

/** For pages that a guest may see as well. */
@Catch(SuperTokensError)
export class OptionalPageSessionErrorFilter extends PageSessionErrorFilter {
  protected override readonly optional = true;
}

function needsRefresh(error: unknown): boolean {
  if (!SuperTokensError.isErrorFromSuperTokens(error)) return false;
  const { TRY_REFRESH_TOKEN, UNAUTHORISED } = SessionError;
  if (error.type === TRY_REFRESH_TOKEN || error.type === UNAUTHORISED) return true;
  // The session started before the claim existed: the refresh adds the claim.
  return isInvalidClaim(error) && isMissing(error.payload);
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}

/** Whether one of the failed claims is missing from the access token. */
function isMissing(failed: { reason?: { message?: string } }[]): boolean {
  return failed.some(({ reason }) => reason?.message === "value does not exist");
}
