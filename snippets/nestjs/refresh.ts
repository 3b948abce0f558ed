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
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
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
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation(request: HttpRequest): boolean {
  // Absent in an old browser, and where a site has no TLS.
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
