export function html(body: string, status = 200): Response {
  return new Response(body, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

/** `Response.redirect` accepts only an absolute URL, not a path. */
export function redirect(location: string, status: number): Response {
  return new Response(null, { status, headers: { Location: location } });
}
