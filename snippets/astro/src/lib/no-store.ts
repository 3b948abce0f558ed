/**
 * Marks a response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export function noStore(response: Response): Response {
  // A copy, because the headers of some responses, such as those of fetch, are immutable.
  const marked = new Response(response.body, response);
  marked.headers.set("Cache-Control", "private, no-store");
  marked.headers.append("Vary", "Cookie");
  return marked;
}
