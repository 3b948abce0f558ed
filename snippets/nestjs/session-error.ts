import { type ArgumentsHost, Catch } from "@nestjs/common";
import { Error as SuperTokensError } from "supertokens-node";
import { errorHandler } from "supertokens-node/framework/custom";
import { type HttpRequest, type HttpResponse, wrapRequest, wrapResponse } from "./adapter.ts";
import { ErrorPageFilter } from "./error-page.ts";

const answer = errorHandler();

/**
 * Turns what `getSession` threw into the answers that the front-end SDK understands: 401,
 * and 403 for a claim.
 */
@Catch(SuperTokensError)
export class SessionErrorFilter extends ErrorPageFilter {
  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = wrapRequest(http.getRequest<HttpRequest>());
    const response = wrapResponse(http.getResponse<HttpResponse>());
    // Nest does not wait for a filter: what the SDK does not know must not leave it as a
    // rejection.
    await answer(error, request, response, (unknown: unknown) => {
      if (unknown) super.catch(unknown, host);
    });
  }
}
