/** A page of the middleware's own, without a component. `html` goes into it as it is. */
export function messagePage(status: number, title: string, html: string): Response {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
<main><h1>${title}</h1><p>${html}</p></main>
</html>
`;
  return new Response(page, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'self'",
    },
  });
}
