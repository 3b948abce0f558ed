import { NextResponse } from "next/server";

/**
 * The proxy's response when it fails: the SDK throws a plain error for an unreachable
 * core, and the session may still be valid. `app/error.tsx` is the same for the pages.
 */
export function errorPage(error: unknown): NextResponse {
  console.error(error);
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return messagePage(500, "Something went wrong", '<a href="">Try again</a>');
}

/** The same for an API route. */
export function errorJson(error: unknown): NextResponse {
  console.error(error);
  return NextResponse.json({ message: "internal error" }, { status: 500 });
}

/** A page of the proxy's own. `html` goes into it as it is. */
export function messagePage(status: number, title: string, html: string): NextResponse {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
<main><h1>${title}</h1><p>${html}</p></main>
</html>
`;
  return new NextResponse(page, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'self'",
    },
  });
}
