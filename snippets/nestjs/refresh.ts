import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  UnauthorizedException,
} from "@nestjs/common";
import { type AbstractHttpAdapter, HttpAdapterHost } from "@nestjs/core";
import type { HttpRequest } from "./adapter.ts";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(
  httpAdapter: AbstractHttpAdapter,
  host: ArgumentsHost,
  { optional = false } = {},
): void {
  const http = host.switchToHttp();
  const query = new URLSearchParams({
    redirectBack: http.getRequest<HttpRequest>().originalUrl,
  });
  if (optional) query.set("optional", "true");
  httpAdapter.redirect(http.getResponse(), 302, `/refresh-session?${query}`);
}

/** For a page that verifies the access token without the SDK, and throws Nest's own 401. */
@Catch(UnauthorizedException)
export class RefreshFilter implements ExceptionFilter {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(_error: UnauthorizedException, host: ArgumentsHost): void {
    redirectToRefresh(this.adapterHost.httpAdapter, host);
  }
}
