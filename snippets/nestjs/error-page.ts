import { type ArgumentsHost, Catch, HttpException, Logger } from "@nestjs/common";
import { BaseExceptionFilter, HttpAdapterHost } from "@nestjs/core";
import type { HttpRequest, HttpResponse } from "./adapter.ts";
import { wantsHtml } from "./wants-html.ts";

/**
 * Catches what no other filter does. An unreachable core ends up here too: the SDK
 * throws a plain error for it, and the session may still be valid.
 */
@Catch()
export class ErrorPageFilter extends BaseExceptionFilter {
  readonly #logger = new Logger(ErrorPageFilter.name);

  constructor(protected readonly adapterHost: HttpAdapterHost) {
    super(adapterHost.httpAdapter);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    // Nest's own exceptions, and those of a body parser, carry their status.
    if (error instanceof HttpException || this.isHttpError(error)) {
      super.catch(error, host);
      return;
    }
    this.#logger.error(error);
    const http = host.switchToHttp();
    if (wantsHtml(http.getRequest<HttpRequest>())) {
      // An empty href is the page's own URL: a link to try again, and no redirect that
      // could loop.
      this.sendPage(
        host,
        500,
        `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`,
      );
    } else {
      this.#send(http.getResponse<HttpResponse>(), 500, "application/json; charset=utf-8", {
        message: "internal error",
      });
    }
  }

  protected sendPage(host: ArgumentsHost, status: number, html: string): void {
    const res = host.switchToHttp().getResponse<HttpResponse>();
    this.#send(res, status, "text/html; charset=utf-8", html);
  }

  #send(res: HttpResponse, status: number, type: string, body: unknown): void {
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter.isHeadersSent(res)) {
      httpAdapter.end(res);
      return;
    }
    httpAdapter.setHeader(res, "Content-Type", type);
    httpAdapter.reply(res, body, status);
  }
}
