import type { MiddlewareContext, Response } from "@loopback/rest";
import escapeHtml from "escape-html";

/**
 * Sends a page. LoopBack would send a string as plain text; it sends nothing of its own when
 * a controller returns the response.
 */
export function sendPage(ctx: MiddlewareContext, html: string, status = 200): Response {
  return ctx.response.status(status).type("html").send(html);
}

/**
 * A complete page. `text` is escaped: a user id can contain anything. A placeholder
 * for your own templates.
 */
export function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/style.css">
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="/">Home</a></p>
</main>
</html>
`;
}
