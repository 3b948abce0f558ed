import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  UnauthorizedException,
} from "@nestjs/common";
import { type AbstractHttpAdapter, HttpAdapterHost } from "@nestjs/core";
import type { HttpRequest, HttpResponse } from "./adapter.ts";
import { wantsHtml } from "./wants-html.ts";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(
  httpAdapter: AbstractHttpAdapter,
  host: ArgumentsHost,
  { optional = false } = {},
): void {
  const http = host.switchToHttp();
  const request = http.getRequest<HttpRequest>();
  const response = http.getResponse<HttpResponse>();
  if (!isNavigation(request)) {
    httpAdapter.setHeader(response, "Content-Type", "application/json; charset=utf-8");
    httpAdapter.reply(response, { message: "try refresh token" }, 401);
    return;
  }
  const query = new URLSearchParams({ redirectBack: request.originalUrl });
  if (optional) query.set("optional", "true");
  httpAdapter.redirect(response, 302, `/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation(request: HttpRequest): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = request.headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && wantsHtml(request);
}

/** For a page that verifies the access token without the SDK, and throws Nest's own 401. */
@Catch(UnauthorizedException)
export class RefreshFilter implements ExceptionFilter {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(_error: UnauthorizedException, host: ArgumentsHost): void {
    redirectToRefresh(this.adapterHost.httpAdapter, host);
  }
}
