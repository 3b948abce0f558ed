import { NextResponse } from "next/server";

/**
 * What the proxy answers when it fails: for the SDK an unreachable core is an error like any
 * other, not a missing session. `app/error.tsx` is the same for the pages.
 */
export function errorPage(error: unknown): NextResponse {
  console.error(error);
  // An empty address is the page's own: the way to try again, and no redirect that could
  // loop.
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`;
  return new NextResponse(html, {
    status: 500,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'self'",
    },
  });
}

/** The same for an API route. */
export function errorJson(error: unknown): NextResponse {
  console.error(error);
  return NextResponse.json({ message: "internal error" }, { status: 500 });
}
