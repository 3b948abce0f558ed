/**
 * Marks a response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another. The headers in `netlify.toml`
 * are for static files, never for functions.
 */
export function noStore(response: Response): Response {
  // A copy, because the headers of some responses, such as those of fetch, are immutable.
  const headers = new Headers(response.headers);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
  headers.append("Vary", "Cookie");
  return new Response(response.body, { status: response.status, headers });
}
