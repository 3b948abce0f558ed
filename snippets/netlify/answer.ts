export function html(body: string, status = 200): Response {
  return new Response(body, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

/** `Response.redirect` takes no path: it wants a whole address. */
export function redirect(location: string, status: number): Response {
  return new Response(null, { status, headers: { Location: location } });
}
